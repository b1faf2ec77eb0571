import { describe, expect, it } from 'vitest'
import { useCommandProcess } from '../testing/command-process.test-support.ts'
import { makeFolder, POLICIES, type Ran } from '../testing/run-wardkit.test-support.ts'

const runWardkit = useCommandProcess()

const CASES = `principals:
  doctor: { roles: [doctor], tags: { ward: a } }
cases:
  - case: a doctor reads a patient of their ward
    principal: doctor
    resource: { tags: { ward: A } }
    request: GET /patient/1
    expect: allow
  - case: and not one of another
    principal: doctor
    resource: { tags: { ward: [a, b] }, owner: somebody }
    request: GET /patient/1
    expect: deny
    reason: condition-not-met
  - case: but their own
    principal: doctor
    resource: { owner: doctor }
    request: GET /patient/1
    expect: allow
  - case: a doctor names a patient
    principal: doctor
    request: POST /patient
    body: { name: Pat }
    expect: allow
  - case: nobody deletes
    principal: { roles: [admin] }
    request: DELETE /patient/1
    expect: deny
    reason: denied
  - case: who is not known is not let in
    principal: null
    request: GET /patient/1
    expect: deny
    reason: ERR_UNAUTHENTICATED
`

function test(cases: string, ...words: string[]): Promise<Ran> {
  const cwd = makeFolder({ ...POLICIES, 'policies/first.cases.yaml': cases })
  return runWardkit(['policy', 'test', 'policies', ...words], { cwd })
}

const one = (lines: string) =>
  `cases:\n  - case: it\n    principal: { roles: [doctor] }\n${lines.replace(/^/gm, '    ')}\n`

const TEMPLATE = `template: share
policy:
  - allow: ['GET:/patient/{patientId}']
    principal: ?principal
    resource: ?resource
    where: $context:time < ?until
`

/** A case about bob, who holds nothing, and a patient shared with him for a while. */
const shared = (at: string, expect: string, link = '') => `  - case: bob at ${at}
    principal: bob
    resource: { owner: ada }
    request: GET /patient/1
    links: [{ template: share, principal: bob, slots: { until: '2030-01-01T00:00:00Z' }, expires: '2029-01-01T00:00:00Z'${link} }]
    at: '${at}'
    expect: ${expect}
`

function testShared(cases: string): Promise<Ran> {
  const cwd = makeFolder({
    'openapi.yaml': POLICIES['openapi.yaml'],
    'policies/templates/by-link.yaml': TEMPLATE,
    'policies/shared.cases.yaml': `principals:\n  bob: {}\ncases:\n${cases}`,
  })
  return runWardkit(['policy', 'test', 'policies'], { cwd })
}

describe('wardkit policy test', () => {
  it('shares by templates what a case says is shared, until the link expires, and counts what is covered of them', async () => {
    const none = '  - case: bob without a link\n    principal: bob\n    request: GET /patient/1\n    expect: deny\n'
    const elsewhere = shared('2028-01-01T00:00:00Z', 'deny', ', resource: { type: patient, id: other }')
    const { code, stdout, stderr } = await testShared(
      shared('2028-12-31T23:59:59Z', 'allow') + none + shared('2029-01-01T00:00:00Z', 'deny') + elsewhere,
    )
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `not covered: policies/templates/by-link.yaml:6: never other than TRUE: $context:time < ?until
coverage: 66% (1 of 1 statements, 1 of 2 outcomes of comparisons)
4 cases, 0 failed
`,
      stderr: '',
    })
  })

  it.each([
    ['template: share', 'template: shrae', 'there is no policy template `shrae`'],
    ['expires:', 'resource: { type: note, id: n1 }, expires:', 'type `patient`, not `note`'],
    ['principal: bob, slots', 'principal: nobody, slots', 'there is no principal `nobody`'],
  ])('names the case whose link is wrong: %s for %s', async (right, wrong, message) => {
    const { code, stderr } = await testShared(shared('2028-01-01T00:00:00Z', 'allow').replace(right, wrong))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error: \S*shared\.cases\.yaml:\d+: /)
    expect(stderr).toContain(message)
  })

  it('passes when every case comes out as expected, and all is covered', async () => {
    expect(await test(CASES, '--min-coverage', '100')).toEqual({
      code: 0,
      stdout: 'coverage: 100% (3 of 3 statements, 4 of 4 outcomes of comparisons)\n6 cases, 0 failed\n',
      stderr: '',
    })
  })

  it("does not count statements of Wardkit's own operations, which no case asks", async () => {
    const own = "- allow: ['GET:/wardkit/users', 'POST:/wardkit/invitations']\n  where: $principal:id = 'x'\n"
    const mixed = "- allow: ['GET:/wardkit/users', 'GET:/patient/{patientId}']\n"
    const cwd = makeFolder({ ...POLICIES, 'policies/own.yaml': own, 'policies/first.cases.yaml': CASES })
    expect((await runWardkit(['policy', 'test', 'policies', '--min-coverage', '100'], { cwd })).code).toBe(0)
    const mixing = makeFolder({ ...POLICIES, 'policies/own.yaml': mixed, 'policies/first.cases.yaml': CASES })
    expect((await runWardkit(['policy', 'test', 'policies', '--min-coverage', '100'], { cwd: mixing })).code).toBe(1)
  })

  it('tells why a case failed', async () => {
    const { code, stdout } = await test(one('resource: { tags: { ward: b } }\nrequest: GET /patient/1\nexpect: allow'))
    expect(code).toBe(1)
    expect(stdout).toContain(
      'FAILED it (policies/first.cases.yaml:2)\n  expected allow, got deny (condition-not-met)\n',
    )
    expect(stdout).toContain("$resourceTags:ward is 'b'")
  })

  it('fails a case that is refused for another reason than expected', async () => {
    const { code, stdout } = await test(one('request: DELETE /patient/1\nexpect: deny\nreason: no-statement'), '--json')
    const [result] = JSON.parse(stdout).results
    expect([code, result.passed, result.actual]).toEqual([1, false, { answer: 'deny', reason: 'denied' }])
  })

  it('takes no refusal for a deny that no policy made', async () => {
    const { code, stdout } = await test(one('request: GET /patent/1\nexpect: deny'))
    expect([code, stdout]).toEqual([1, expect.stringContaining('no OpenAPI document declares this operation')])
  })

  it('names what no case has shown, and fails when that is too much', async () => {
    const cases = one('resource: { tags: { ward: b } }\nrequest: GET /patient/1\nexpect: deny')
    const { code, stdout } = await test(cases, '--min-coverage', '50', '--json')
    const report = JSON.parse(stdout)
    expect([code, report.ok, report.coverage[0].percent]).toEqual([1, false, 28])
    expect(
      report.coverage[0].missing.map(({ line, message }: { line: number; message: string }) => `${line}: ${message}`),
    ).toEqual([
      '1: this statement never applies',
      '2: never TRUE: ALL($resourceTags:ward) = $principalTags:ward',
      '2: never TRUE: $resource:owner = $principal:id',
      '3: this statement never applies',
      '1: this statement never applies',
    ])
    expect((await test(cases, '--min-coverage', '28')).code).toBe(0)
  })

  it('forgets the resources of one case before the next', async () => {
    const [first = '', second = ''] = ['expect: allow', 'expect: deny'].map(
      (expected, index) =>
        `  - case: it\n    principal: { roles: [doctor], id: u }\n    request: GET /patient/1\n    ${expected}\n${index === 0 ? '    resource: { owner: u }\n' : ''}`,
    )
    expect((await test(`cases:\n${first}${second}`)).code).toBe(0)
  })

  it.each([
    ['cases: [', 1, ''],
    ['cases: []', 1, '`cases`: '],
    [one('request: GET patient\nexpect: deny'), 4, '`cases.0.request`: needs a method and a path'],
    [one('request: GET /patient/1\nexpct: deny\nexpect: deny'), 5, '`cases.0`: there is no key `expct`'],
    [one('request: GET /patient/1\nexpect: deny\nreason: because'), 6, '`cases.0.reason`: '],
    [
      'cases:\n  - { case: it, principal: nobody, request: GET /health, expect: allow }',
      2,
      'there is no principal `nobody`',
    ],
    [
      'cases:\n  - case: it\n    principal: { role: [x] }\n    request: GET /health\n    expect: allow',
      3,
      '`cases.0.principal`: there is no key `role`',
    ],
  ])('names the place of a fault: %j', async (cases, line, message) => {
    const { code, stdout, stderr } = await test(cases)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`error: policies/first.cases.yaml:${line}: ${message}`)
    expect(stderr.split('\n').length).toBe(3)
  })
})
