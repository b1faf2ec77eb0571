import type { TagInput } from '@wardkit/core'

/** The application that every engine guards: diagnostics read by doctors of the ward, patients by whoever holds a role. */
export const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Clinic', version: '1.0.0' },
  paths: {
    '/patient/{patientId}': { get: readOperation('patientId') },
    '/diagnostic/{diagnosticId}': { get: readOperation('diagnosticId') },
    '/ward': { get: { responses: { '200': { description: 'The wards' } } } },
  },
}

/** The operation that roles allow without a condition, and the one they allow under `WHERE`. */
export const OPERATIONS = { plain: 'GET:/patient/{patientId}', where: 'GET:/diagnostic/{diagnosticId}' } as const

export const WHERE = "$principalTags:function = 'doctors' AND $resourceTags:ward = $principalTags:ward"

/** Every role but one: all of them on the same two operations, the hardest case for an index. */
export const DOCTOR_POLICY = `- allow: ['${OPERATIONS.plain}']\n- allow: ['${OPERATIONS.where}']\n  where: ${WHERE}`

/** A role that covers neither operation, for the refusals. */
export const GUEST_POLICY = "- allow: ['GET:/ward']"

/** How large a world is. Everything in it is made from counts, so that every engine gets the same. */
export interface WorldSize {
  readonly tenants: number
  /** In each tenant, `guest` aside. */
  readonly roles: number
  /** Registered diagnostics and patients with tags, over all tenants; those of the questions aside. */
  readonly resources: number
}

export type Kind = keyof typeof OPERATIONS
export type Outcome = 'allow' | 'deny'

/** Somebody who asks. */
export interface Caller {
  readonly id: string
  readonly tenant: string
  readonly role: string
  readonly tags: { readonly function: string; readonly ward: string }
}

/** Something asked about. */
export interface Item {
  readonly type: 'patient' | 'diagnostic'
  readonly id: string
  readonly tenant: string
  readonly tags: { readonly ward: string }
}

/** May the caller read the item? */
export interface Question {
  readonly kind: Kind
  readonly caller: Caller
  readonly item: Item
  readonly allowed: boolean
}

/** How many tenants, and roles of each, the callers are spread over, however many there are: what is asked stays as large. */
const ASKED_OF = 10

/** How many questions a measurement goes round: a power of two, small enough for every cache. */
export const QUESTIONS = 64

const WARDS = ['north', 'south', 'east', 'west'] as const

export function tenantId(index: number): string {
  return `tenant-${index}`
}

export function roleId(index: number): string {
  return `role-${index}`
}

/** Tags of a registered resource that no question is about. */
export function wardTags(index: number): TagInput {
  return { ward: WARDS[index % WARDS.length] as string }
}

/** The questions of one kind and outcome. */
export function questionsOf({ tenants, roles }: WorldSize, kind: Kind, outcome: Outcome): readonly Question[] {
  return Array.from({ length: QUESTIONS }, (_, index) => {
    const tenant = tenantId(spreadOver(tenants, index))
    const ward = WARDS[index % WARDS.length] as string
    const other = WARDS[(index + 1) % WARDS.length] as string
    const allowed = outcome === 'allow'
    const isGuest = kind === 'plain' && !allowed
    const role = isGuest ? 'guest' : roleId(spreadOver(roles, index))
    const type = kind === 'plain' ? 'patient' : 'diagnostic'
    return {
      kind,
      allowed,
      caller: { id: `user-${kind}-${outcome}-${index}`, tenant, role, tags: { function: 'doctors', ward } },
      item: {
        type,
        id: `${type}-${outcome}-${index}`,
        tenant,
        tags: { ward: kind === 'where' && !allowed ? other : ward },
      },
    }
  })
}

/** One of ten numbers below a count, evenly apart. */
function spreadOver(count: number, index: number): number {
  return Math.floor(((index % ASKED_OF) * count) / ASKED_OF)
}

function readOperation(name: string): object {
  return {
    parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }],
    responses: { '200': { description: 'What was asked for' } },
  }
}
