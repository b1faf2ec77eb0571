import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWardkit } from '@wardkit/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { authorize } from './authorize.ts'
import { wardkitRoutes } from './wardkit-routes.ts'

const PASSWORD = 'seven green kettles'
const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Clinic', version: '1' },
  paths: {
    '/patient/{patientId}': {
      parameters: [{ name: 'patientId', in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { 200: { description: 'ok' } } },
      delete: { responses: { 200: { description: 'ok' } } },
    },
  },
})

let folder: string
let child: ChildProcess | undefined
let output: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-default-'))
  output = ''
})

afterEach(async () => {
  vi.unstubAllEnvs()
  if (child?.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  child = undefined
  rmSync(folder, { recursive: true })
})

function start(env: NodeJS.ProcessEnv = {}): ChildProcess {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  child = fork(new URL('default-server.test-support.ts', import.meta.url).pathname, {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    execArgv: ['--conditions=@wardkit/source'],
    silent: true,
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()))
  return child
}

/** The address that the server tells when it listens. */
async function listening(server: ChildProcess): Promise<string> {
  while (!output.includes('http://')) {
    if (server.exitCode !== null) throw new Error(output)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return /http:\S+/.exec(output)![0]
}

function ended(server: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => server.once('close', resolve))
}

describe('the default instance', () => {
  it('guards by openapi.yaml and wardkit.db of the working directory and WARDKIT_URL, from the first request until it is closed', async () => {
    writeFileSync(join(folder, 'openapi.yaml'), DOCUMENT)
    const server = start({ WARDKIT_URL: 'https://clinic.example.com' })
    const url = await listening(server)
    // Asked before the instance can have started: the request waits for it.
    expect((await fetch(`${url}/patient/1`)).status).toBe(401)
    expect(existsSync(join(folder, 'wardkit.db'))).toBe(true)

    await createUser()
    const json = { 'content-type': 'application/json' }
    const body = JSON.stringify({ email: 'ada@example.com', password: PASSWORD })
    const login = await fetch(`${url}/wardkit/login`, { method: 'POST', headers: json, body })
    const { accessToken } = (await login.json()) as { accessToken: string }
    const claims: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString())
    expect(claims).toMatchObject({ iss: 'https://clinic.example.com', aud: 'https://clinic.example.com' })
    const headers = { authorization: `Bearer ${accessToken}` }
    expect((await fetch(`${url}/patient/1`, { headers })).status).toBe(200)
    expect((await fetch(`${url}/patient/1`, { method: 'DELETE', headers })).status).toBe(403)

    const end = ended(server)
    server.send('end')
    expect(await end).toBe(0)
    expect(output).toContain('open: false, another: true')
  })

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['a document that cannot be used', { WARDKIT_OPENAPI: 'broken.yaml' }, 'ERR_SERVICE_DOCUMENT'],
    ['production without a secret', { NODE_ENV: 'production' }, 'WARDKIT_SECRET'],
  ])('ends the process with the error when it cannot start: %s', async (_what, env, message) => {
    writeFileSync(join(folder, 'openapi.yaml'), DOCUMENT)
    writeFileSync(join(folder, 'broken.yaml'), 'openapi: 3.1.0')
    expect(await ended(start(env))).toBe(1)
    expect(output).toContain(message)
  })

  it('throws before anything listens where there is no document', async () => {
    expect(await ended(start())).toBe(1)
    expect(output).toContain('there is no `openapi.yaml`')
    expect(output).not.toContain('http://127')
  })

  it.each<[string, Record<string, string>, string]>([
    ['a document that is not there', { WARDKIT_OPENAPI: 'nowhere.yaml' }, 'there is no OpenAPI document'],
    ['a URL that is none', { WARDKIT_URL: 'clinic' }, '`url` must be an http or https URL'],
    ['a database in no folder', { WARDKIT_DATABASE_URL: 'sqlite:./no/w.db' }, 'does not exist'],
  ])('throws where either middleware is made: %s', (_what, env, message) => {
    const file = join(folder, 'openapi.yaml')
    writeFileSync(file, DOCUMENT)
    for (const [name, value] of Object.entries({ WARDKIT_OPENAPI: file, ...env })) vi.stubEnv(name, value)
    for (const use of [authorize, wardkitRoutes]) {
      expect(() => use()).toThrow(
        expect.objectContaining({ code: 'ERR_CONFIGURATION', message: expect.stringContaining(message) }),
      )
    }
  })
})

/** Through the same store, as a command line would. */
async function createUser(): Promise<void> {
  const wardkit = await createWardkit({
    openapi: join(folder, 'openapi.yaml'),
    database: `sqlite:${join(folder, 'wardkit.db')}`,
    onEvent: () => undefined,
  })
  const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  await wardkit.users.create({ tenant, email: 'ada@example.com', name: 'Ada', password: PASSWORD, roles: ['member'] })
  await wardkit.close()
}
