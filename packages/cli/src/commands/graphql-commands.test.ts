import { describe, expect, it } from 'vitest'
import { useCommandProcess } from '../testing/command-process.test-support.ts'
import { makeFolder } from '../testing/run-wardkit.test-support.ts'

const runWardkit = useCommandProcess()

const FILES = {
  'schema.graphql': `
type Query { patient(id: ID!): Patient version: String }
type Mutation { updatePatient(id: ID!, notes: String): Patient }
type Patient { id: ID! name: String notes: String }
`,
  'policies/doctor.yaml': `type: graphQL
policy:
  - allow: { query: [patient], mutation: [updatePatient] }
    where: $resourceTags:ward = $principalTags:ward
`,
  'policies/desk.yaml': 'type: graphQL\nallow: { query: [patient.name] }\n',
  'policies/clinic.cases.yaml': `graphql: { file: ../schema.graphql, resources: { 'query:patient': patient, 'mutation:updatePatient': patient }, public: ['query:version'] }
principals:
  doctor: { roles: [doctor], tags: { ward: a } }
  desk: { roles: [desk] }
cases:
  - case: a doctor reads a patient of their ward
    principal: doctor
    resource: { tags: { ward: a } }
    query: 'query ($id: ID!) { patient(id: $id) { name notes } }'
    variables: { id: p-1 }
    expect: allow
  - case: a doctor reads no patient of another ward
    principal: doctor
    resource: { tags: { ward: b } }
    query: '{ patient(id: "p-1") { name } }'
    expect: deny
    reason: condition-not-met
  - case: one refusal refuses all
    principal: desk
    query: '{ patient(id: "p-1") { name } again: patient(id: "p-1") { notes } }'
    expect: deny
    reason: field-not-allowed
  - case: the desk reads names
    principal: desk
    query: '{ patient(id: "p-1") { name } }'
    expect: allow
  - case: nobody is asked about the version
    principal: null
    query: '{ version }'
    expect: allow
    reason: public
  - case: a document that does not fit
    principal: desk
    query: '{ patients }'
    expect: deny
    reason: ERR_INVALID_INPUT
`,
}

const GRAPHQL = ['--graphql', 'schema.graphql']

describe('with a GraphQL schema', () => {
  it('policy check finds what the schema does not have', async () => {
    const cwd = makeFolder({ ...FILES, 'wrong.yaml': 'type: graphQL\nallow: { query: [patient.nam] }\n' })
    expect((await runWardkit(['policy', 'check', 'policies', ...GRAPHQL], { cwd })).stdout).toContain(
      '2 policies, 0 errors',
    )
    const { code, stdout } = await runWardkit(['policy', 'check', 'wrong.yaml', ...GRAPHQL], { cwd })
    expect(code).toBe(1)
    expect(stdout).toContain('`query:patient` has no field `nam` [field-unknown]')
    expect(stdout).toContain('did you mean `patient.name`?')
  })

  it('policy format prints the published short form canonically', async () => {
    const cwd = makeFolder({ 'cluster.yaml': 'type: graphQL\nallow:\nquery:\n- cluster\n' })
    const { stdout } = await runWardkit(['policy', 'format', 'cluster.yaml'], { cwd })
    expect(stdout).toContain('type: graphQL\npolicy:\n  - allow:\n      query: [cluster]\n')
  })

  it('policy test runs documents with variables, and tells why a case fails', async () => {
    const cwd = makeFolder(FILES)
    const { code, stdout } = await runWardkit(['policy', 'test', 'policies'], { cwd })
    expect(stdout).toContain('6 cases, 0 failed')
    expect(code).toBe(0)
    const wrong = FILES['policies/clinic.cases.yaml'].replace('expect: allow', 'expect: deny')
    const failing = makeFolder({ ...FILES, 'policies/clinic.cases.yaml': wrong })
    const failed = await runWardkit(['policy', 'test', 'policies'], { cwd: failing })
    expect([failed.code, failed.stdout.includes('expected deny, got allow (allowed)')]).toEqual([1, true])
  })

  it('policy test wants a request or a query, and not both', async () => {
    const both = FILES['policies/clinic.cases.yaml'].replace(
      "query: '{ version }'",
      "query: '{ version }'\n    request: GET /",
    )
    const { code, stderr } = await runWardkit(['policy', 'test', 'policies'], {
      cwd: makeFolder({ ...FILES, 'policies/clinic.cases.yaml': both }),
    })
    expect(code).toBe(1)
    expect(stderr).toContain('a case has either a `request` or, of GraphQL, a `query`')
  })

  it('policy explain tells what a root field met', async () => {
    const cwd = makeFolder(FILES)
    const words = ['policy', 'explain', '{ patient(id: "p-1") { notes } }', ...GRAPHQL, '--policies', 'policies']
    const about = ['--about', 'query:patient=patient']
    const desk = await runWardkit([...words, ...about, '--role', 'desk'], { cwd })
    expect([desk.code, desk.stdout.split('\n')[0]]).toEqual([2, 'refused (field-not-allowed)'])
    expect(desk.stdout).toContain('notes')
    const doctor = ['--role', 'doctor', '--tag', 'ward=a', '--resource-tag']
    expect((await runWardkit([...words, ...about, ...doctor, 'ward=a'], { cwd })).code).toBe(0)
    const other = await runWardkit([...words, ...about, ...doctor, 'ward=b', '--json'], { cwd })
    const report = JSON.parse(other.stdout)
    expect([report.reason, report.operation, report.resource]).toEqual([
      'condition-not-met',
      'query:patient',
      { type: 'patient', id: 'p-1' },
    ])
    expect(report.changes.length).toBeGreaterThan(0)
  })

  it('policy diff compares selections by root field', async () => {
    const cwd = makeFolder({
      ...FILES,
      'new.yaml': 'type: graphQL\nallow: { query: [patient.notes, patient.name, version] }\n',
    })
    const { stdout } = await runWardkit(['policy', 'diff', 'policies/desk.yaml', 'new.yaml', ...GRAPHQL], { cwd })
    expect(stdout).toBe(`query:patient changed
  - allow with the selections [patient.name]
  + allow with the selections [patient.name, patient.notes]
query:version gained
  + allow
`)
  })
})
