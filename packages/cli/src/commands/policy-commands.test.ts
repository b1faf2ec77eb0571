import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useCommandProcess } from '../testing/command-process.test-support.ts'
import { makeFolder, OPENAPI, POLICIES } from '../testing/run-wardkit.test-support.ts'

const runWardkit = useCommandProcess()

describe('wardkit policy check', () => {
  it('says nothing is wrong where nothing is', async () => {
    const { code, stdout, stderr } = await runWardkit(['policy', 'check', 'policies'], { cwd: makeFolder(POLICIES) })
    expect([code, stdout, stderr]).toEqual([0, '2 policies, 0 errors, 0 warnings\n', ''])
  })

  it('shows each error where it stands, and exits with 1', async () => {
    const cwd = makeFolder({ 'openapi.yaml': OPENAPI, 'a.yaml': "- allow: ['GET:/patent/{patientId}']\n" })
    const { code, stdout } = await runWardkit(['policy', 'check', 'a.yaml'], { cwd })
    expect(code).toBe(1)
    expect(stdout).toBe(`error: \`GET:/patent/{patientId}\` matches no operation of any service [operation-unknown]
 --> a.yaml:1:12
  |
1 | - allow: ['GET:/patent/{patientId}']
  |            ^^^^^^^^^^^^^^^^^^^^^^^
  = hint: did you mean \`GET:/patient/{patientId}\`?

1 policy, 1 error, 0 warnings
`)
  })

  it('lets a deny stand only where it may', async () => {
    const deny = "- deny: ['DELETE:*']\n"
    const cwd = makeFolder({
      'openapi.yaml': OPENAPI,
      'role.yaml': deny,
      'guardrail.yaml': deny,
      'global/all.yaml': deny,
    })
    const { code, stdout } = await runWardkit(['policy', 'check', '--json', 'role.yaml', 'guardrail.yaml', 'global'], {
      cwd,
    })
    const report = JSON.parse(stdout)
    expect([code, report.ok]).toEqual([1, false])
    expect(
      report.policies.map((each: { kind: string; diagnostics: { code: string }[] }) => [
        each.kind,
        each.diagnostics.map(({ code }) => code),
      ]),
    ).toEqual([
      ['role', ['deny-misplaced']],
      ['guardrail', []],
      ['global', []],
    ])
    expect((await runWardkit(['policy', 'check', '--kind', 'global', 'role.yaml'], { cwd })).code).toBe(0)
  })

  it('knows policy templates by their folder or by --kind, and prints them in canonical form', async () => {
    const template =
      "template: share\npolicy:\n  - allow: ['GET:/patient/{patientId}']\n    principal: ?principal\n    resource: ?resource\n"
    const cwd = makeFolder({ 'openapi.yaml': OPENAPI, 'templates/share.yaml': template, 'share.yaml': template })
    const { code, stdout } = await runWardkit(['policy', 'check', '--json', 'templates'], { cwd })
    expect([code, JSON.parse(stdout).policies]).toEqual([
      0,
      [{ file: join('templates', 'share.yaml'), kind: 'template', diagnostics: [] }],
    ])
    expect((await runWardkit(['policy', 'check', 'share.yaml'], { cwd })).code).toBe(1)
    expect((await runWardkit(['policy', 'check', '--kind', 'template', 'share.yaml'], { cwd })).code).toBe(0)
    const formatted = await runWardkit(['policy', 'format', 'templates'], { cwd })
    expect(formatted.stdout).toContain('template: share\n')
    expect(formatted.stdout).toContain('principal: ?principal')
    const asked = ['policy', 'explain', 'GET', '/patient/1', '--policies', 'templates']
    expect((await runWardkit(asked, { cwd })).code).toBe(2)
    const shared = await runWardkit([...asked, '--link', 'share'], { cwd })
    expect([shared.code, shared.stdout]).toEqual([0, expect.stringContaining('template `share`')])
  })

  it.each([
    ['none.yaml', 'there is no `none.yaml`'],
    ['empty', 'there is nothing to read in the folder `empty`'],
  ])('names %s when it cannot be read', async (path, message) => {
    const cwd = makeFolder({ 'openapi.yaml': OPENAPI, 'empty/x.txt': '' })
    const { code, stderr } = await runWardkit(['policy', 'check', path], { cwd })
    expect([code, stderr.split('\n')[0]]).toEqual([1, `error: ${message}`])
  })
})

describe('wardkit policy format', () => {
  const CANONICAL = 'version: 1\ntype: openAPI\npolicy:\n  - allow:\n      - GET:/patient/{patientId}\n'

  it('prints the canonical form', async () => {
    const cwd = makeFolder({ 'a.yaml': '- allow: ["get:/patient/{patientId}"]' })
    expect(await runWardkit(['policy', 'format', 'a.yaml'], { cwd })).toEqual({
      code: 0,
      stdout: CANONICAL,
      stderr: '',
    })
  })

  it('names what differs, rewrites it, and then finds nothing', async () => {
    const cwd = makeFolder({ 'a.yaml': '- allow: ["get:/patient/{patientId}"]', 'b.yaml': CANONICAL })
    const check = () => runWardkit(['policy', 'format', '--check', 'a.yaml', 'b.yaml'], { cwd })
    expect(await check()).toMatchObject({ code: 1, stdout: 'a.yaml\n' })
    expect(await runWardkit(['policy', 'format', '--write', 'a.yaml', 'b.yaml'], { cwd })).toMatchObject({ code: 0 })
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(CANONICAL)
    expect(await check()).toMatchObject({ code: 0, stdout: '' })
  })

  it('looks past comments, and never drops one unasked', async () => {
    const commented = `# why\n${CANONICAL.replace('\n  - allow', '\n  # nested\n  - allow').replace('allow:', 'allow: # here')}`
    const cwd = makeFolder({ 'a.yaml': commented, 'b.yaml': '# why\n- allow: ["get:/patient/{patientId}"]' })
    expect((await runWardkit(['policy', 'format', '--check', 'a.yaml'], { cwd })).code).toBe(0)
    const refused = await runWardkit(['policy', 'format', '--write', 'b.yaml'], { cwd })
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('`--drop-comments`')])
    expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).toContain('# why')
    await runWardkit(['policy', 'format', '--write', '--drop-comments', 'b.yaml'], { cwd })
    expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).toBe(CANONICAL)
  })
})

describe('wardkit policy explain', () => {
  const explain = (words: readonly string[]) =>
    runWardkit(['policy', 'explain', '--policies', 'policies', ...words], { cwd: makeFolder(POLICIES) })

  it('exits with 0 for what is allowed', async () => {
    const { code, stdout } = await explain([
      'GET',
      '/patient/1',
      '--role',
      'doctor',
      '--tag',
      'ward=a',
      '--resource-tag',
      'ward=a',
    ])
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'allowed'])
  })

  it('exits with 2 for what is refused, and tells what would have allowed it', async () => {
    const { code, stdout } = await explain([
      'GET',
      '/patient/1',
      '--role',
      'doctor',
      '--tag',
      'ward=a',
      '--resource-tag',
      'ward=b',
    ])
    expect([code, stdout.split('\n')[0]]).toEqual([2, 'refused (condition-not-met)'])
    expect(stdout).toContain("ALL($resourceTags:ward) = $principalTags:ward is FALSE: $resourceTags:ward is 'b'")
    expect(stdout).toContain("add 'b' to the tag `ward`")
  })

  it.each([
    ['a guardrail', ['DELETE', '/patient/1', '--role', 'admin'], 'denied'],
    [
      'a field list',
      ['POST', '/patient', '--role', 'doctor', '--body', '{"name":"P","notes":"x"}'],
      'field-not-allowed',
    ],
    ['another tenant', ['GET', '/patient/1', '--role', 'admin', '--resource-tenant', 'other'], 'other-tenant'],
    ['no operation', ['GET', '/nothing'], 'ERR_NOT_FOUND'],
    ['a path with two readings', ['GET', '/x/../patient/1'], 'ERR_TARGET_NOT_CANONICAL'],
  ])('refuses for %s', async (_, words, reason) => {
    const { code, stdout } = await explain([...words, '--json'])
    expect([code, JSON.parse(stdout).allowed, JSON.parse(stdout).reason]).toEqual([2, false, reason])
  })

  it('allows what is public, to anybody', async () => {
    expect(JSON.parse((await explain(['GET', '/health', '--json'])).stdout)).toMatchObject({
      allowed: true,
      reason: 'public',
    })
  })

  it('knows owners', async () => {
    expect(
      (await explain(['GET', '/patient/1', '--role', 'doctor', '--principal', 'u', '--resource-owner', 'u'])).code,
    ).toBe(0)
    expect(
      (await explain(['GET', '/patient/1', '--role', 'doctor', '--principal', 'u', '--resource-owner', 'v'])).code,
    ).toBe(2)
  })
})

describe('wardkit policy diff', () => {
  it('exits with 0 when two policies differ, and with 1 only when asked to', async () => {
    const cwd = makeFolder({ ...POLICIES, 'b.yaml': "- allow: ['GET:*']" })
    const words = ['policy', 'diff', 'policies/doctor.yaml', 'b.yaml']
    const { code, stdout } = await runWardkit(words, { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('POST:/patient lost\n  - allow with the fields [name]\n')
    expect((await runWardkit([...words, '--exit-code'], { cwd })).code).toBe(1)
    const same = await runWardkit(['policy', 'diff', '--exit-code', '--json', 'b.yaml', 'b.yaml'], { cwd })
    expect([same.code, JSON.parse(same.stdout)]).toEqual([0, { different: false, operations: [] }])
  })
})

describe('wardkit routes', () => {
  it('lists operations, their resources, and the policies that cover them', async () => {
    const cwd = makeFolder(POLICIES)
    const { code, stdout } = await runWardkit(['routes', '--policies', 'policies'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toBe(
      [
        'GET:/health                  -                           public',
        'POST:/patient                -                           doctor?',
        'GET:/patient/{patientId}     patient ($path:patientId)  doctor?',
        'DELETE:/patient/{patientId}  patient ($path:patientId)  !guardrail',
        '',
      ]
        .join('\n')
        .replaceAll('-                           ', '-                          '),
    )
  })

  it('finds what no policy allows', async () => {
    const { stdout } = await runWardkit(['routes', '--policies', 'policies', '--uncovered', '--json'], {
      cwd: makeFolder(POLICIES),
    })
    expect(JSON.parse(stdout).operations.map(({ operation }: { operation: string }) => operation)).toEqual([
      'DELETE:/patient/{patientId}',
    ])
  })

  it('takes the prefix that the document does not say', async () => {
    const cwd = makeFolder({ 'openapi.yaml': `${OPENAPI}servers: [{ url: 'https://x.example/{region}' }]\n` })
    const refused = await runWardkit(['routes'], { cwd })
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('help: give `basePath`')])
    expect((await runWardkit(['routes', '--base-path', '/v1'], { cwd })).code).toBe(0)
  })
})
