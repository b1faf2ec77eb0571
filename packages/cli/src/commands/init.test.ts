import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NextStep } from '../init/next-steps.ts'
import { SERVER_PACKAGES } from '../init/server-library.ts'
import { BINARY, makeFolder, OPENAPI, runWardkit } from '../testing/run-wardkit.test-support.ts'
import { makeStoreFolder } from '../testing/wardkit-in.test-support.ts'

const published = (name: string) => createRequire(import.meta.url).resolve(`@readme/oas-examples/${name}`)
const PASSWORD = 'a long sentence nobody guesses'

describe('wardkit init', () => {
  it.each([
    ['Express', {}, 'npm install express @wardkit/core @wardkit/express && ', ['server.mjs']],
    ['Koa', { koa: '^3' }, 'npm install @koa/bodyparser @wardkit/core @wardkit/koa && ', ['server.mjs']],
    [
      'Nest',
      { '@nestjs/core': '^12', '@nestjs/common': '^12' },
      'npm install @nestjs/platform-express reflect-metadata rxjs @wardkit/core @wardkit/nest && npm install --save-dev wardkit typescript @types/node',
      ['src/main.ts', 'src/app.module.ts', 'src/api.controller.ts', 'src/wardkit.ts', 'tsconfig.json'],
    ],
  ])(
    'leads from a published document to a guarded server of %s by nothing but what it prints',
    { timeout: 120_000 },
    async (library, dependencies, installs, serverFiles) => {
      const cwd = makeFolder({ 'package.json': JSON.stringify({ dependencies }) })
      copyFileSync(published('3.0/json/petstore.json'), join(cwd, 'openapi.json'))
      const { code, stdout } = await runWardkit(['init', '--json'], { cwd })
      expect(code).toBe(0)
      const { written, steps } = JSON.parse(stdout) as { written: string[]; steps: NextStep[] }
      expect(written).toEqual([
        'policies/reader.yaml',
        'policies/writer.yaml',
        'policies/first.cases.yaml',
        ...serverFiles,
      ])

      const [install, ...rest] = steps
      expect(install?.command).toContain(installs)
      linkPackages(cwd)
      const port = await freePort()
      const env = environment(port, library === 'Nest')
      const run = (command: string, input = '') => sh(command.replaceAll(':3000', `:${port}`), cwd, env, input)
      let server: ChildProcess | undefined
      let token = ''
      const answers: string[] = []
      for (const { command, background, asks } of rest) {
        if (background === true) {
          server = startServer(command, cwd, env)
          await answering(port)
        } else if (command.startsWith('TOKEN=')) {
          token = `${command.replace('…', PASSWORD)}\n`
        } else {
          const { status, stdout: out, stderr } = run(`${token}${command}`, asks === undefined ? '' : `${PASSWORD}\n`)
          expect([command, status, stderr.split('\n').filter((line) => line.startsWith('error'))]).toEqual([
            command,
            0,
            [],
          ])
          if (command.startsWith('curl')) answers.push(out.split('\r\n', 1)[0] ?? '')
        }
      }
      expect(answers).toEqual(['HTTP/1.1 401 Unauthorized', 'HTTP/1.1 200 OK'])

      // Whoever only reads may not write.
      const login = await fetch(`http://localhost:${port}/wardkit/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'reader@acme.example', password: PASSWORD }),
      })
      const { accessToken } = (await login.json()) as { accessToken: string }
      const authorization = `Bearer ${accessToken}`
      const pet = `http://localhost:${port}/v2/pet/1`
      expect((await fetch(pet, { headers: { authorization } })).status).toBe(200)
      expect((await fetch(pet, { method: 'DELETE', headers: { authorization } })).status).toBe(403)
      expect(server?.exitCode).toBeNull()
    },
  )

  it.each([
    '3.0/json/star-trek.json',
    '3.1/json/train-travel.json',
    '3.0/json/petstore-expanded.json',
    '3.1/json/readme.json',
  ])('derives policies and cases from %s that pass and cover', { timeout: 60_000 }, async (name) => {
    // One process for all three: a start costs more than most commands.
    const folder = makeStoreFolder()
    onTestFinished(() => folder.remove())
    const { code, stderr } = await folder.wardkit(['init', published(name)])
    expect([code, stderr.includes('error')]).toEqual([0, false])
    const tested = await folder.wardkit(['policy', 'test', 'policies', '--min-coverage', '100'])
    expect([tested.code, tested.stdout]).toEqual([0, expect.stringContaining(' 0 failed')])
    expect((await folder.wardkit(['policy', 'format', '--check', 'policies'])).code).toBe(0)
  })

  it.each([
    ['3.0/json/uspto.json', 'x-wardkit-resource'],
    ['3.0/json/server-variables.json', 'basePath'],
    ['3.1/json/webhooks.json', 'give a document with `paths`'],
  ])('says what to do about %s', async (name, remedy) => {
    const cwd = makeFolder({})
    const { code, stdout, stderr } = await runWardkit(['init', published(name)], { cwd })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^error: [^\n]+\n {2}help: [^\n]+\n$/)
    expect(stderr).toContain(remedy)
    expect(existsSync(join(cwd, 'server.mjs'))).toBe(false)
  })

  it('leaves what is there as it is, unless it is forced', async () => {
    const cwd = makeFolder({
      'openapi.yaml': OPENAPI,
      'server.mjs': 'mine',
      'package.json': '{"dependencies":{"express":"^4"}}',
    })
    const first = JSON.parse((await runWardkit(['init', '--json'], { cwd })).stdout)
    expect([first.kept, first.written.length]).toEqual([['server.mjs'], 3])
    expect(first.steps[0].command).toBe('npm install @wardkit/core @wardkit/express && npm install --save-dev wardkit')
    expect(JSON.parse((await runWardkit(['init', '--json', '--force'], { cwd })).stdout).kept).toEqual([])
  })
})

/** What the first step would have installed. */
function linkPackages(cwd: string): void {
  const modules = (folder: string) => fileURLToPath(new URL(`../../../../${folder}node_modules/`, import.meta.url))
  const installed = [
    [modules('examples/ehr/'), [...SERVER_PACKAGES.express, ...SERVER_PACKAGES.koa]],
    [modules('examples/documents/'), SERVER_PACKAGES.nest],
    [modules(''), ['typescript', '@types/node']],
  ] as const
  for (const [from, names] of installed) {
    for (const name of names) {
      const link = join(cwd, 'node_modules', name)
      mkdirSync(dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(realpathSync(join(from, name)), link)
    }
  }
  mkdirSync(join(cwd, 'node_modules/.bin'))
  symlinkSync(BINARY, join(cwd, 'node_modules/.bin/wardkit'))
  symlinkSync('../typescript/bin/tsc', join(cwd, 'node_modules/.bin/tsc'))
}

/** @param built what Node runs of Nest's decorators is built: it cannot strip them */
function environment(port: number, built: boolean): NodeJS.ProcessEnv {
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`
  return { ...process.env, PATH: path, PORT: String(port), NODE_OPTIONS: built ? '' : '--conditions=@wardkit/source' }
}

function sh(command: string, cwd: string, env: NodeJS.ProcessEnv, input: string) {
  return spawnSync('sh', ['-c', command], { cwd, input, env, encoding: 'utf8' })
}

function startServer(command: string, cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn('sh', ['-c', command.replace(/(?<=^|&& )(?=node )/, 'exec ')], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => void child.kill())
  return child
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function answering(port: number): Promise<void> {
  for (;;) {
    const isUp = await fetch(`http://localhost:${port}`).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
