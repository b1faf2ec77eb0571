import { readFileSync } from 'node:fs'
import { createWardkit, type TagInput, type Wardkit, type WardkitEvent } from '@wardkit/core'
import { describe, expect, it } from 'vitest'
import { routesOf } from './contract-document.ts'
import type { ContractEngine } from './contract-engine.ts'
import { startContractServer, type ContractServer, type MakeServer } from './contract-server.ts'
import type { RawRequest } from './raw-request.ts'

/** A case of core's decision corpus, as its JSON has it. */
export interface DecisionCase {
  readonly name: string
  readonly globals?: readonly string[]
  readonly guardrail?: string
  readonly roles?: Readonly<Record<string, string>>
  /** Absent: every role of `roles`. */
  readonly holds?: readonly string[]
  readonly principalTags?: TagInput
  /** Absent: a user. */
  readonly principalType?: 'user' | 'apiKey' | 'assumedRole'
  readonly resources?: readonly {
    readonly type: string
    readonly id: string
    /** Absent: the principal's. */
    readonly tenant?: string
    readonly owner?: string
    readonly tags?: TagInput
    readonly status?: 'unavailable'
  }[]
  readonly resourceTagMatch?: 'required'
  readonly request: string
  readonly body?: unknown
  readonly bodyStatus?: 'unavailable' | 'other' | 'open'
  readonly expected: readonly [answer: string, reason: string]
}

const CORPUS = new URL('../../../packages/core/src/decision/testdata/', import.meta.url)
const CASES = readJson('cases.json') as readonly DecisionCase[]
const CLINIC = readJson('clinic.openapi.json') as { readonly paths: Readonly<Record<string, object>> }

/** A body that is no JSON is refused before the decision, and questions without a request are none over HTTP. */
export const DECISION_CASES = CASES.filter(({ bodyStatus }) => bodyStatus === undefined || bodyStatus === 'unavailable')

/** Starts a server that a case of the corpus can be sent to. */
export async function startDecisionCase(makeServer: MakeServer, example: DecisionCase): Promise<ContractServer> {
  let roles: readonly string[] = []
  return startContractServer(makeServer, {
    open: async (onEvent) => {
      const opened = await openInstance(example, onEvent)
      roles = opened.roles
      return opened
    },
    routes: routesOf(CLINIC),
    parseBody: example.bodyStatus !== 'unavailable',
    options: { explain: true },
    principal: (tenant) => ({
      type: example.principalType ?? 'user',
      id: 'usr_1',
      tenant,
      roles,
      tags: example.principalTags ?? {},
    }),
  })
}

/** The decision corpus over HTTP: every server gives every request the answer that the evaluator gives. */
export function decisionContract(name: string, makeServer: MakeServer): void {
  describe(`${name} answers the decision corpus`, () => {
    it('with nearly every case', () => {
      expect(DECISION_CASES.length).toBeGreaterThan(CASES.length * 0.9)
    })

    it.each(DECISION_CASES.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
      const server = await startDecisionCase(makeServer, example)
      try {
        const { response, ran } = await server.send(toRawRequest(example))
        const [answer, reason] = example.expected
        const { status, code } = answerOf(example)
        expect(response.status).toBe(status)
        expect(ran).toHaveLength(answer === 'yes' ? 1 : 0)
        if (answer !== 'yes') expect(JSON.parse(response.body)).toMatchObject({ status, code, reason })
      } finally {
        await server.close()
      }
    })
  })
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, CORPUS), 'utf8'))
}

async function openInstance(
  example: DecisionCase,
  onEvent: (event: WardkitEvent) => void,
): Promise<ContractEngine & { readonly roles: readonly string[] }> {
  const { resourceTagMatch, globals = [], guardrail, resources = [] } = example
  const unavailable = resources.filter(({ status }) => status === 'unavailable')
  const down = (): Promise<never> => Promise.reject(new Error('down'))
  const wardkit = await createWardkit({
    openapi: { document: CLINIC, ...(resourceTagMatch === undefined ? {} : { resourceTagMatch }) },
    database: 'sqlite::memory:',
    secret: 'contract '.repeat(8),
    globalPolicies: globals.map((policy, index) => ({ name: `global-${index}`, policy })),
    resources: Object.fromEntries(unavailable.map(({ type }) => [type, down])),
    onEvent,
  })
  const { id: own } = await wardkit.tenants.create({ name: 'Own', slug: 'own' })
  const { id: other } = await wardkit.tenants.create({ name: 'Other', slug: 'other' })
  if (guardrail !== undefined) await wardkit.guardrails.set({ tenant: own, policy: guardrail })
  for (const { type, id, tenant, owner, tags, status } of resources) {
    if (status === 'unavailable') continue
    await wardkit.resources.register({
      tenant: tenant === undefined ? own : other,
      type,
      id,
      ...(owner === undefined ? {} : { owner }),
      ...(tags === undefined ? {} : { tags: withoutSystemTags(tags) }),
    })
  }
  return { wardkit, tenant: own, roles: await createRoles(wardkit, own, example) }
}

/** Nobody registers those; the one case that has some says that they do not count. */
function withoutSystemTags(tags: TagInput): TagInput {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('wardkit:')))
}

/** Ids of the roles held: those of the tenant are made here, the rest is global or no role at all. */
async function createRoles(
  wardkit: Wardkit,
  tenant: string,
  { roles = {}, holds }: DecisionCase,
): Promise<readonly string[]> {
  const ids = new Map<string, string>()
  for (const [name, policy] of Object.entries(roles)) {
    ids.set(name, (await wardkit.roles.create({ tenant, name, policy })).id)
  }
  return (holds ?? [...ids.keys()]).map((name) => ids.get(name) ?? name)
}

/** The request that a case is about. */
export function toRawRequest({ request, body, bodyStatus }: DecisionCase): RawRequest {
  const [method = '', target = ''] = request.split(' ')
  if (body === undefined && bodyStatus === undefined) return { method, target }
  const text = JSON.stringify(body ?? { unread: true })
  return { method, target, headers: [['Content-Type', 'application/json']], body: text }
}

function answerOf({ expected: [answer, reason], bodyStatus }: DecisionCase): { status: number; code?: string } {
  if (answer === 'yes') return { status: 200 }
  if (reason === 'other-tenant') return { status: 404, code: 'ERR_NOT_FOUND' }
  if (reason !== 'unavailable') return { status: 403, code: 'ERR_FORBIDDEN' }
  return { status: 503, code: bodyStatus === 'unavailable' ? 'ERR_BODY_NOT_PARSED' : 'ERR_UNAVAILABLE' }
}
