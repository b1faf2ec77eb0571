import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The binary as npm links it. */
export const BINARY = fileURLToPath(new URL('../../bin/wardkit.js', import.meta.url))

/** What a run of the binary came to. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Further arguments of Node itself. */
  readonly node?: readonly string[]
}

/** Runs the real binary, from source, as a process of its own. */
export async function runWardkit(
  words: readonly string[],
  { cwd, env = {}, node = [] }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, ['--conditions=@wardkit/source', ...node, BINARY, ...words], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}

/** A folder with the given files, removed when the test has finished. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wardkit-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), source)
  }
  return folder
}

/** A small API of patients, one operation of it public. */
export const OPENAPI = `openapi: 3.1.0
info: { title: Ward, version: 1.0.0 }
security: [{ token: [] }]
paths:
  /health:
    get: { security: [], responses: { '200': { description: up } } }
  /patient:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string }, notes: { type: string } } }
      responses: { '200': { description: made } }
  /patient/{patientId}:
    parameters: [{ name: patientId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: read } } }
    delete: { responses: { '204': { description: gone } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`

/** The policies that go with it. */
export const POLICIES = {
  'openapi.yaml': OPENAPI,
  'policies/doctor.yaml': `- allow: ['GET:/patient/{patientId}']
  where: ALL($resourceTags:ward) = $principalTags:ward OR $resource:owner = $principal:id
- allow: ['POST:/patient:[name]']
`,
  'policies/guardrail.yaml': `- deny: ['DELETE:/patient/{patientId}']
`,
}
