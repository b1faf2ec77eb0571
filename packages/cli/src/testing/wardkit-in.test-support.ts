import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BINARY = fileURLToPath(new URL('../../bin/wardkit.js', import.meta.url))
const LOOP = fileURLToPath(new URL('command-loop.test-support.ts', import.meta.url))
const CONDITIONS = '--conditions=@wardkit/source'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A folder with its own store, and a process there that runs one command line after another. */
export interface StoreFolder {
  readonly path: string
  readonly database: string
  write(name: string, text: string): string
  wardkit(words: readonly string[]): Promise<Ran>
  /** What `--json` printed, a value for each line. @throws Error where the command did not end well */
  json<T>(words: readonly string[]): Promise<readonly T[]>
  /** The first such value. */
  one<T>(words: readonly string[]): Promise<T>
  /** Runs the binary itself, once. */
  binary(words: readonly string[], input: string): Ran
  remove(): Promise<void>
}

export function makeStoreFolder(): StoreFolder {
  const path = mkdtempSync(join(tmpdir(), 'wardkit-store-'))
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, NODE_COMPILE_CACHE }
  const loop = spawn(process.execPath, [CONDITIONS, LOOP], { cwd: path, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const [stdout, stderr] = [readParts(loop.stdout!), readParts(loop.stderr!)]
  const folder: StoreFolder = {
    path,
    database: `sqlite:${join(path, 'wardkit.db')}`,
    write(name, text) {
      writeFileSync(join(path, name), text)
      return name
    },
    async wardkit(words) {
      loop.send(words)
      const [out, err] = await Promise.all([stdout(), stderr()])
      return { code: Number(out.slice(-1)), stdout: out.slice(0, -1), stderr: err }
    },
    async json<T>(words: readonly string[]) {
      const { code, stdout: out, stderr: err } = await folder.wardkit([...words, '--json'])
      if (code !== 0) throw new Error(`wardkit ${words.join(' ')} ended with ${code}: ${out}${err}`)
      const lines = out.split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as T)
    },
    async one<T>(words: readonly string[]) {
      return (await folder.json<T>(words))[0]!
    },
    binary(words, input) {
      const ran = spawnSync(process.execPath, [CONDITIONS, BINARY, ...words], {
        cwd: path,
        env,
        input,
        encoding: 'utf8',
      })
      return { code: ran.status!, stdout: ran.stdout, stderr: ran.stderr }
    },
    async remove() {
      const ended = new Promise((resolve) => loop.once('close', resolve))
      loop.kill()
      await ended
      rmSync(path, { recursive: true })
    },
  }
  return folder
}

/** Reads what stands before each NUL, one after the other. */
function readParts(stream: NodeJS.ReadableStream): () => Promise<string> {
  const parts: string[] = []
  const waiting: ((part: string) => void)[] = []
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const [first = '', ...more] = (rest + chunk).split('\0')
    const complete = [first, ...more]
    rest = complete.pop()!
    parts.push(...complete)
    while (parts.length > 0 && waiting.length > 0) waiting.shift()!(parts.shift()!)
  })
  return () =>
    new Promise((resolve) => {
      const part = parts.shift()
      if (part === undefined) waiting.push(resolve)
      else resolve(part)
    })
}
