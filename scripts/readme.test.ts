import { spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCodeBlocks } from './code-blocks.ts'

const example = fileURLToPath(new URL('../examples/ehr/', import.meta.url))

// The README's two blocks, run as they stand in an empty folder; only the port is another.
describe('the README', () => {
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-readme-'))
  const [server, setup] = findCodeBlocks('ts').filter(({ place }) => place.startsWith('README.md'))
  let url: string
  let running: ChildProcess

  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    copyFileSync(join(example, 'openapi.yaml'), join(directory, 'openapi.yaml'))
    symlinkSync(join(example, 'node_modules'), join(directory, 'node_modules'))
    writeFileSync(join(directory, 'server.mjs'), server!.text.replace('3000', String(port)))
    writeFileSync(join(directory, 'setup.mjs'), setup!.text.concat('await wardkit.close()\n'))
    await ended(run('setup.mjs'))
    running = run('server.mjs')
    await answering(url)
  }, 60_000)

  afterAll(async () => {
    const end = ended(running)
    running.kill()
    await end
    rmSync(directory, { recursive: true })
  })

  function run(file: string): ChildProcess {
    return spawn(process.execPath, ['--conditions=@wardkit/source', file], { cwd: directory, stdio: 'inherit' })
  }

  it('starts a server that lets nobody in without a token', async () => {
    expect((await fetch(`${url}/patient/p-1`)).status).toBe(401)
  })

  it('lets the doctor read, and not create', async () => {
    const json = { 'content-type': 'application/json' }
    const credentials = { email: 'doctor@acmehealth.example', password: 'a long sentence nobody guesses' }
    const login = await fetch(`${url}/wardkit/login`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(credentials),
    })
    const { accessToken } = (await login.json()) as { accessToken: string }
    const authorization = `Bearer ${accessToken}`
    expect((await fetch(`${url}/patient/p-1`, { headers: { authorization } })).status).toBe(200)
    const creation = { method: 'POST', headers: { ...json, authorization }, body: '{"patientId":"p-2","name":"Pat"}' }
    expect((await fetch(`${url}/patient`, creation)).status).toBe(403)
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

async function answering(url: string): Promise<void> {
  for (;;) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
