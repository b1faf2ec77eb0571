import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCodeBlocks } from './code-blocks.ts'
import { mustRun } from './run-command.ts'

/** How the README's two blocks are run: the server, and what makes a tenant, a role and a user. */
export interface ReadmeRun {
  /** Made if need be; `node_modules` lies in it or above it. */
  readonly directory: string
  /** The Node binary. */
  readonly node: string
  readonly nodeOptions?: readonly string[]
  /** `cjs` runs the same blocks with `require()`. */
  readonly format: 'esm' | 'cjs'
  readonly deadline: AbortSignal
}

export interface ReadmeServer {
  readonly url: string
  /** Ends it and waits for its end. */
  stop(): Promise<void>
}

const DOCUMENT = fileURLToPath(new URL('../examples/ehr/patient.openapi.yaml', import.meta.url))

/**
 * Runs the README's blocks as they stand, with another port and another module format at most.
 *
 * @throws Error with what the server or the set-up said, where one of them ends
 */
export async function startReadmeServer(run: ReadmeRun): Promise<ReadmeServer> {
  const { directory, node, nodeOptions = [], format, deadline } = run
  const [server, setup] = findCodeBlocks('ts').filter(({ place }) => place.startsWith('README.md'))
  if (server === undefined || setup === undefined) throw new Error('README.md has no server and set-up to run')
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  mkdirSync(directory, { recursive: true })
  copyFileSync(DOCUMENT, join(directory, 'openapi.yaml'))
  const write = (name: string, text: string): string => {
    const file = `${name}.${format === 'esm' ? 'mjs' : 'cjs'}`
    writeFileSync(join(directory, file), format === 'esm' ? text : toCommonJs(text))
    return file
  }
  await mustRun(node, [...nodeOptions, write('setup', setup.text.concat('await wardkit.close()\n'))], {
    cwd: directory,
    deadline,
    env: ownEnvironment(),
  })
  const child = spawn(node, [...nodeOptions, write('server', server.text.replace('3000', String(port)))], {
    cwd: directory,
    env: ownEnvironment(),
    signal: deadline,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()))
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })
  // Without a listener the deadline would be an error outside every function.
  child.on('error', (error) => (output += String(error)))
  let isOver = false
  void ended.then(() => (isOver = true))
  while (!(await isAnswering(url))) {
    if (isOver) throw new Error(`the README's server ended before it answered:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** What the README says of its server, as faults: without a token nobody gets in, the doctor reads and does not create. */
export async function findReadmeFaults(url: string): Promise<readonly string[]> {
  const json = { 'content-type': 'application/json' }
  const login = await fetch(`${url}/wardkit/login`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email: 'doctor@acmehealth.example', password: 'a long sentence nobody guesses' }),
  })
  const { accessToken = '' } = (await login.json()) as { readonly accessToken?: string }
  const authorization = `Bearer ${accessToken}`
  const answers = [
    ['without a token', 401, await fetch(`${url}/patient/p-1`)],
    ['login', 200, login],
    ['GET /patient/p-1', 200, await fetch(`${url}/patient/p-1`, { headers: { authorization } })],
    [
      'POST /patient',
      403,
      await fetch(`${url}/patient`, {
        method: 'POST',
        headers: { ...json, authorization },
        body: '{"patientId":"p-2","name":"Pat"}',
      }),
    ],
  ] as const
  return answers
    .filter(([, expected, { status }]) => status !== expected)
    .map(([what, expected, { status }]) => `${what} was answered ${status} and not ${expected}`)
}

/** The blocks as somebody without ES modules writes them: `require()`, and a function for what is awaited. */
function toCommonJs(text: string): string {
  const statements = text.split('\n')
  const imports = statements.flatMap((line) => {
    const [, what, from] = /^import (.+) from ('.+')$/.exec(line) ?? []
    return what === undefined ? [] : [`const ${what} = require(${from ?? ''})`]
  })
  const rest = statements.filter((line) => !line.startsWith('import '))
  return [...imports, 'async function main() {', ...rest, '}', 'main()', ''].join('\n')
}

/** Nothing of the workspace reaches the server: no options for Node, no settings of Wardkit. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, SystemRoot, TMPDIR, NODE_COMPILE_CACHE } = process.env
  return { PATH, HOME, SystemRoot, TMPDIR, NODE_COMPILE_CACHE }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function isAnswering(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}
