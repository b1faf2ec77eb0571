import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ReplayReport } from '@wardkit/core'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PEOPLE } from './people.ts'
import { runScenario } from './run-scenario.ts'
import { startEhr } from './start-ehr.ts'

// The scenario's own access log, asked with the real binary. What is expected here can be counted in steps.ts.

const BINARY = fileURLToPath(new URL('../../../packages/cli/bin/wardkit.js', import.meta.url))
const RUNS = 3
const SLOW = 60_000
/** Of a run: a login of each person, and what comes of the steps. */
const RECORDS = (Object.keys(PEOPLE).length + 33) * RUNS
const SHARING = [{ why: 'policy-not-here', count: 6 * RUNS }]

const directory = mkdtempSync(join(tmpdir(), 'wardkit-ehr-'))
const { PATH, NODE_COMPILE_CACHE } = process.env
const env = { PATH, NODE_COMPILE_CACHE, WARDKIT_DATABASE_URL: `sqlite:${join(directory, 'wardkit.db')}` }

beforeAll(async () => {
  const ehr = await startEhr({ directory, port: 0 })
  for (let run = 1; run <= RUNS; run++) await runScenario(ehr.urls, String(run))
  await ehr.close()
}, SLOW)

afterAll(() => rmSync(directory, { recursive: true }))

function wardkit(...words: string[]) {
  const options = { cwd: directory, env, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@wardkit/source', BINARY, ...words],
    options,
  )
  return { code: status, stdout, stderr }
}

function policy(name: string, text: string): string {
  writeFileSync(join(directory, name), text)
  return name
}

describe('wardkit replay on the EHR’s own log', () => {
  it('finds that a doctor who may only read patients would lose three operations', { timeout: SLOW }, () => {
    const file = policy('doctor.yaml', "- allow: ['GET:/patient/{patientId}']\n")
    const { code, stdout } = wardkit(
      ...['replay', '--tenant', 'acmehealth', '--role', 'doctor access', '--policy', file, '--exit-code', '--json'],
    )
    const report = JSON.parse(stdout) as ReplayReport
    expect(code).toBe(2)
    // 15 steps of a run are of AcmeHealth's own people, and answered by a policy that is kept in the store. Six are answered by one that is the
    // application's code, a template or a global policy, which the command does not have: what is shared, and its reading.
    expect(report).toMatchObject({ replayed: 15 * RUNS, drifted: [], notReplayed: SHARING })
    const flips = report.flips.map(({ to, operation, count, reason }) => [operation, to, count, reason])
    expect(flips.toSorted()).toEqual([
      ['GET:/diagnostic/{diagnosticId}', 'refused', 2 * RUNS, 'no-statement'],
      ['POST:/diagnostic', 'refused', RUNS, 'no-statement'],
      ['PUT:/patient/{patientId}', 'refused', RUNS, 'no-statement'],
    ])
  })

  it('finds what a doctor who may correct reports would gain, and refuses nobody', { timeout: SLOW }, () => {
    const file = policy(
      'wider.yaml',
      "- allow: ['*:/patient/{patientId}', POST:/diagnostic, '*:/diagnostic/{diagnosticId}']\n",
    )
    const { code, stdout } = wardkit(
      ...['replay', '--tenant', 'acmehealth', '--role', 'doctor access', '--policy', file, '--exit-code'],
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^45 past requests decided anew\nwould be allowed: 3\n {2}user:usr_\w+ {2}PUT:\/diagnostic\/\{diagnosticId\} {2}3 × {2}allowed {2}records \d+ to \d+\nnot decided anew: 18 \(a policy decided them that is not known here: .*\)\n$/,
    )
  })

  it('finds whom a guardrail over reports would stop', { timeout: SLOW }, () => {
    const file = policy('guardrail.yaml', "- deny: ['PUT:/diagnostic/{diagnosticId}']\n")
    const { stdout } = wardkit('replay', '--tenant', 'acmehealth', '--guardrail', file, '--json')
    const { flips } = JSON.parse(stdout)
    expect(flips).toMatchObject([{ to: 'refused', operation: 'PUT:/diagnostic/{diagnosticId}', count: RUNS }])
  })
})

describe('wardkit advise on the EHR’s own log', () => {
  it('finds nothing to take from the doctor', { timeout: SLOW }, () => {
    const { code, stdout, stderr } = wardkit('advise', '--tenant', 'acmehealth', '--role', 'doctor access')
    expect(code).toBe(0)
    expect(stderr).toMatch(/^replayed against 45 past requests: none that was allowed would be refused\n/)
    expect(stdout).toBe(`version: 1
type: openAPI
policy:
  # GET:/patient/{patientId}: used 3 times by 1 principal
  # PUT:/patient/{patientId}: used 3 times by 1 principal
  - allow:
      - GET:/patient/{patientId}
      - PUT:/patient/{patientId}
    where: $principalTags:function = 'doctors'
  # POST:/diagnostic: used 3 times by 1 principal
  # GET:/diagnostic/{diagnosticId}: used 6 times by 1 principal
  - allow:
      - POST:/diagnostic
      - GET:/diagnostic/{diagnosticId}
    where: $principalTags:function = 'doctors'
`)
  })

  it('finds that the admin needs three operations of all', { timeout: SLOW }, () => {
    const { stdout } = wardkit('advise', '--tenant', 'acmehealth', '--role', 'admin', '--json')
    const advice = JSON.parse(stdout)
    expect(advice.operations).toEqual([
      { operation: 'POST:/patient', uses: RUNS, principals: 1 },
      { operation: 'PUT:/staff/{staffId}', uses: 2 * RUNS, principals: 1 },
      { operation: 'PUT:/diagnostic/{diagnosticId}', uses: RUNS, principals: 1 },
    ])
    const ofTheEhr = (advice.unused as string[]).filter((id) => !id.includes('/wardkit/'))
    expect(ofTheEhr).toEqual([
      'GET:/diagnostic',
      'POST:/diagnostic',
      'GET:/diagnostic/{diagnosticId}',
      'GET:/patient',
      'GET:/patient/{patientId}',
      'PUT:/patient/{patientId}',
    ])
    expect(advice.replay).toMatchObject({ replayed: 15 * RUNS, flips: [], notReplayed: SHARING })
  })
})

describe('wardkit log on the EHR’s own log', () => {
  it('prints what a person was refused', { timeout: SLOW }, () => {
    const { stdout } = wardkit(
      ...['log', '--tenant', 'acmehealth', '--principal', PEOPLE.doctor.email, '--outcome', 'refused', '--since', '1h'],
    )
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(2 * RUNS)
    // Each service writes what it decided when it comes to it, so only the line is certain, and not its place.
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^20\S+Z {2}refused {3}tnt_\w+ {2}user:usr_\w+ {2}POST:\/patient \/patient {2}no-statement$/,
      ),
    )
  })

  it('exports every record as a line', { timeout: SLOW }, () => {
    const lines = wardkit('log', 'export').stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).sequence)).toEqual(Array.from({ length: RECORDS }, (_, i) => i + 1))
  })

  it('follows the log until it is interrupted', { timeout: SLOW }, async () => {
    const child = spawn(process.execPath, ['--conditions=@wardkit/source', BINARY, 'log', '--follow', '--limit', '1'], {
      cwd: directory,
      env,
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  it('G02 names the first record that was changed', { timeout: SLOW }, () => {
    expect(wardkit('log', 'verify')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^${RECORDS} records, .*\nhead ${RECORDS}:`)) as string,
    })
    const database = new Database(join(directory, 'wardkit.db-access.db'))
    const [first, second] = database
      .prepare<[], number>(`SELECT sequence FROM records WHERE record LIKE '%"refused"%' ORDER BY sequence LIMIT 2`)
      .pluck()
      .all()
    const change = database.prepare(
      `UPDATE records SET record = replace(record, '"refused"', '"no"') WHERE sequence = ?`,
    )
    for (const sequence of [second, first]) change.run(sequence)
    database.close()
    const { code, stdout } = wardkit('log', 'verify', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({ ok: false, sequence: first, problem: 'changed' }),
    ])
  })
})
