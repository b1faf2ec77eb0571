import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWardkit, type Wardkit } from '../wardkit.ts'
import { DEFAULT_GLOBAL_ROLES } from '../tenancy/globals.ts'
import { operationOf, questionOf, type Asked } from './past.test-support.ts'

const CLINIC = new URL('../decision/testdata/clinic.openapi.json', import.meta.url).pathname
const GET = 'GET:/patient/{patientId}'
const READ = `- allow: ['${GET}']`

let wardkit: Wardkit
let tenant: string
let role: string
let now = 0

beforeEach(async () => {
  now = 0
  wardkit = await createWardkit({
    openapi: CLINIC,
    database: 'sqlite::memory:',
    secret: 'a secret for tests that is long enough',
    globalPolicies: [{ name: 'no deletes', policy: "- deny: ['DELETE:/patient/{patientId}']" }],
    onEvent: () => undefined,
    clock: () => now,
  })
  tenant = (await wardkit.tenants.create({ name: 'Acme', slug: 'acme' })).id
  role = (await wardkit.roles.create({ tenant, name: 'reader', policy: "- allow: ['GET:*']" })).id
})

afterEach(() => wardkit.close())

/** Decides and records a request, as the guard does. */
async function request(asked: Asked, ofTenant = tenant): Promise<boolean> {
  const service = wardkit.services[0]!
  const question = questionOf(service, { roles: [role], ...asked })
  const operation = operationOf(service, asked.operation)
  const principal = { ...question.principal, tenant: ofTenant }
  let considered: Parameters<NonNullable<Parameters<Wardkit['decide']>[0]['onConsidered']>>[0] | null = null
  const decision = await wardkit.decide({
    principal,
    operation,
    request: question.request,
    onConsidered: (each) => {
      considered = each
    },
  })
  const outcome = decision.allowed ? 'allowed' : 'refused'
  const code = decision.allowed ? null : 'ERR_FORBIDDEN'
  const about = { requestId: 'r', method: operation.method, target: operation.path, code, outcome } as const
  void wardkit.record!({ ...about, operation, principal, decision, considered })
  return decision.allowed
}

describe('review', () => {
  it('replays a tenant’s own requests against a changed role, and saves nothing', async () => {
    const other = (await wardkit.tenants.create({ name: 'Bolt', slug: 'bolt' })).id
    expect(await request({ operation: GET, principal: 'usr_1' })).toBe(true)
    expect(await request({ operation: 'GET:/patient', principal: 'usr_1' })).toBe(true)
    await request({ operation: GET, principal: 'usr_9', roles: ['member'] }, other)
    const report = await wardkit.review.replay({ tenant, changes: { role }, policy: READ })
    expect(report).toMatchObject({ replayed: 2, drifted: [], notReplayed: [] })
    expect(report.flips).toMatchObject([{ to: 'refused', operation: 'GET:/patient', count: 1, reason: 'no-statement' }])
    expect((await wardkit.roles.find({ tenant, id: role }))?.policy).toBe("- allow: ['GET:*']")
  })

  it('replays against a changed guardrail, a global role and within a span of time', async () => {
    for (now = 1; now <= 3; now++) await request({ operation: GET })
    const deny = `- deny: ['${GET}']`
    const replay = async (span: { from?: number; to?: number }) =>
      (await wardkit.review.replay({ tenant, changes: 'guardrail', policy: deny, ...span })).flips.map(
        ({ count }) => count,
      )
    expect(await replay({})).toEqual([3])
    expect(await replay({ from: 2 })).toEqual([2])
    expect(await replay({ from: 2, to: 3 })).toEqual([1])
    const member = { tenant, changes: { role: 'member' }, policy: DEFAULT_GLOBAL_ROLES.member.policy } as const
    expect(await wardkit.review.replay(member)).toMatchObject({ replayed: 3, flips: [] })
  })

  it('knows of global policies', async () => {
    const drop = { operation: 'DELETE:/patient/{patientId}', roles: ['admin'] }
    expect(await request(drop)).toBe(false)
    const report = await wardkit.review.replay({ tenant, changes: { role: 'admin' }, policy: "- allow: ['*']" })
    expect(report).toMatchObject({ replayed: 1, flips: [], notReplayed: [] })
  })

  it('advises what replays to the same', async () => {
    await request({ operation: GET })
    await request({ operation: 'GET:/patient' })
    await request({ operation: 'POST:/patient' })
    const advice = await wardkit.review.advise({ tenant, role })
    expect(advice?.operations.map(({ operation }) => operation).sort()).toEqual(['GET:/patient', GET])
    expect(advice?.unused).toEqual(['GET:/patient/{patientId}/note/{noteId}', 'GET:/health'])
    expect(await wardkit.review.replay({ tenant, changes: { role }, policy: advice!.policy })).toMatchObject({
      replayed: 3,
      flips: [],
    })
    expect(await wardkit.review.advise({ tenant, role: 'member' })).toBeUndefined()
  })

  it('refuses what it cannot review, each in one sentence', async () => {
    const replay = (input: object) => wardkit.review.replay({ tenant, changes: { role }, policy: READ, ...input })
    await expect(replay({ tenant: 'tnt_none' })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(replay({ changes: { role: 'rol_none' } })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(replay({ policy: "- allow: ['GET:/nowhere']" })).rejects.toMatchObject({ code: 'ERR_POLICY_INVALID' })
    await expect(replay({ policy: `- deny: ['${GET}']` })).rejects.toMatchObject({ code: 'ERR_POLICY_INVALID' })
    await expect(wardkit.review.advise({ tenant, role: 'rol_none' })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })
})
