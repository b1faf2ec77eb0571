import { beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../model/service.ts'
import type { TagInput } from '../model/tags.ts'
import { explainText, traceLines } from './explain-text.ts'
import type { Explanation } from './explanation.ts'
import { loadClinic, openCase, readRequest, type DecisionCase } from './testdata/decision-case.ts'

const READ = 'GET /patient/17'
const ALLOW_READ = "- allow: ['GET:/patient/{patientId}']\n  where: "
const patient = (tags: TagInput) => [{ type: 'patient', id: '17', tags }]

let services: Record<'where-only' | 'required', Service>

beforeAll(async () => {
  services = { 'where-only': await loadClinic(), required: await loadClinic('required') }
})

function explainCase(given: Omit<DecisionCase, 'name' | 'expected'>): Promise<Explanation> {
  const example: DecisionCase = { name: '', expected: ['no', ''], ...given }
  const service = services[example.resourceTagMatch ?? 'where-only']
  const { decisions, principal } = openCase(service, example)
  return decisions.explain({ principal, ...readRequest(service, example) })
}

describe('an explanation in words', () => {
  const example = {
    roles: { doctor: ALLOW_READ + "$principalTags:function = 'doctors' AND $resourceTags:diagnosis = 'flu'" },
    principalTags: { function: 'clerks' },
    resources: patient({ diagnosis: 'secret-diagnosis' }),
    request: READ,
  }

  it('says the answer, what each statement met and what would have done', async () => {
    const explanation = await explainCase({ ...example, resources: patient({ diagnosis: 'flu' }) })
    expect(explainText(explanation).split('\n')).toEqual([
      "`GET:/patient/{patientId}` is covered by statement 1 of the role `doctor` (where $principalTags:function = 'doctors' AND $resourceTags:diagnosis = 'flu'), whose condition is not met",
      '  allow of the role `doctor`, statement 1: its condition is not met',
      "    $principalTags:function = 'doctors' is FALSE: $principalTags:function is 'clerks'",
      'any one of these alone would have allowed it:',
      '  give the principal the role `Admin` (`admin`)',
      '  give the principal the role `Member` (`member`)',
      "  add 'doctors' to the tag `function` of the principal",
    ])
  })

  it('G04 tells a caller nothing of a resource that the caller was refused', async () => {
    const explanation = await explainCase(example)
    expect(explainText(explanation)).toContain("$resourceTags:diagnosis is 'secret-diagnosis'")
    const told = traceLines(explanation, 'caller').join('\n')
    expect(told).toContain("$principalTags:function is 'clerks'")
    expect(told).toContain("$resourceTags:diagnosis = 'flu' is FALSE: $resourceTags:diagnosis is not shown")
    expect(told).not.toContain('secret-diagnosis')
    const required = await explainCase({
      ...example,
      roles: { r: "- allow: ['GET:/patient/{patientId}']" },
      resourceTagMatch: 'required',
    })
    expect(explainText(required)).toContain('secret-diagnosis')
    expect(traceLines(required, 'caller').join('\n')).not.toContain('secret-diagnosis')
  })

  it('G01 is one line for each thing, whatever the values hold', async () => {
    const explanation = await explainCase({
      ...example,
      principalTags: { function: 'a\r\n\u001b[2Jb' },
    })
    const text = explainText(explanation)
    expect(text).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]*$/)
    expect(text.split('\n')).toHaveLength(explainText(await explainCase(example)).split('\n').length)
  })
})
