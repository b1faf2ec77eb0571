import { execFile } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

// The one Chromium that every browser suite runs in: the machine's own where it has one, else installed where that can be done.

/** Where a browser is looked for. */
export interface ChromiumPlaces {
  /** `CHROMIUM_PATH` names the only one that will do; `PATH` is searched. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whole paths, tried after `PATH`. */
  readonly paths: readonly string[]
}

/**
 * What every suite starts the browser with: nothing of it speaks to anybody but the pages under test, and root may start it.
 * Chromium's sandbox refuses root alone, so anybody else keeps it.
 */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const USUAL_PATHS = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
]
const INSTALL_MS = 5 * 60_000
const run = promisify(execFile)

/**
 * The path of a Chromium: the one `CHROMIUM_PATH` names, else the first on `PATH`, in a usual place, or downloaded by Playwright.
 *
 * @throws Error where `CHROMIUM_PATH` names no program: another one in its place would be a surprise
 */
export function findChromium({ env, paths }: ChromiumPlaces = machinePlaces()): string | undefined {
  const named = env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named
    throw new Error(`CHROMIUM_PATH is \`${named}\`, which is no program: set it to a Chromium or Chrome, or unset it`)
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...onPath, ...paths].find(isProgram)
}

/**
 * The path of a Chromium, installed first where the machine has none: by its package manager when root, else by Playwright's download. The
 * fonts of the languages that the suites look at come along.
 *
 * @throws Error that says what was tried and what to do: a suite without its browser is no pass
 */
export async function ensureChromium(): Promise<string> {
  const attempts: string[] = []
  const found = findChromium() ?? (await installChromium(attempts))
  if (found === undefined) {
    throw new Error(
      ['there is no Chromium on this machine, and it cannot be installed here', ...attempts].join('\n  ') +
        '\nInstall Chromium or Chrome and set CHROMIUM_PATH to it',
    )
  }
  await ensureFonts()
  return found
}

function machinePlaces(): ChromiumPlaces {
  return { env: process.env, paths: [...USUAL_PATHS, chromium.executablePath()] }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

async function installChromium(attempts: string[]): Promise<string | undefined> {
  for (const install of [installByPackageManager, installByPlaywright]) {
    const fault = await install(['chromium'])
    const found = findChromium()
    if (found !== undefined) return found
    if (fault !== undefined) attempts.push(fault)
  }
  return undefined
}

/** Without fonts for Arabic its letters are boxes, and no width is what it would be. Where fontconfig is not, the system brings its own. */
async function ensureFonts(): Promise<void> {
  const listed = await run('fc-list', [':lang=ar', 'family']).catch(() => undefined)
  if (listed === undefined || listed.stdout.trim() !== '') return
  const fault = await installByPackageManager(['fonts-noto-core', 'fonts-noto-ui-core'])
  if (fault !== undefined)
    throw new Error(`this machine has no fonts for Arabic, which the browser suites look at\n  ${fault}`)
}

/** Answers what was in the way, if anything. */
async function installByPackageManager(packages: readonly string[]): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return 'only root of a Debian can install its packages'
  try {
    const options = { timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    await run('apt-get', ['update', '-qq'], options)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
    return undefined
  } catch (error) {
    return describe('apt-get install', error)
  }
}

async function installByPlaywright(): Promise<string | undefined> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  try {
    await run(process.execPath, [cli, 'install', 'chromium'], { timeout: INSTALL_MS })
    return undefined
  } catch (error) {
    return describe('Playwright’s download', error)
  }
}

function describe(what: string, error: unknown): string {
  const [line = 'it failed'] = (error instanceof Error ? error.message : String(error)).split('\n')
  return `${what}: ${line}`
}
