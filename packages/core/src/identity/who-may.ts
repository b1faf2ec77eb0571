import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Principal } from '../model/principal.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'
import type { Decisions } from '../tenancy/decisions.ts'
import type { Clock } from '../util/clock.ts'
import { findNearest } from '../util/nearest.ts'
import type { Page, Store, TenantReader } from './identity-store.ts'
import { isKeyInForce } from './key-in-force.ts'
import { identifier, readInput } from './read-input.ts'
import { toPrincipal } from './to-principal.ts'

/** Who of a tenant may perform an operation on a resource. */
export interface WhoMayInput {
  /** Whose principals are asked about. */
  readonly tenant: string
  /** The operation's id, such as `GET:/patient/{patientId}`. */
  readonly operation: string
  /** Absent where the operation is about no resource. */
  readonly resource?: ResourceRef
}

/** Which principals to look at. */
export interface WhoMayPage {
  /** The `next` of the page before. */
  readonly after?: string
  /** How many principals to look at: 100 by default, 1,000 at most. */
  readonly limit?: number
}

/** The principals found among those that one page looked at. */
export interface WhoMayAnswer {
  readonly principals: readonly WhoMay[]
  /** Where to go on; absent at the end. A page may be empty and have one. */
  readonly next?: string
}

/** A principal who may perform the operation, or may with some requests. */
export interface WhoMay {
  readonly type: 'user' | 'apiKey'
  readonly id: string
  readonly answer: 'yes' | 'depends'
  /** The request values that decide, when `answer` is `depends`. */
  readonly dependsOn: readonly string[]
}

/**
 * Finds the active users and the API keys in force that may perform an operation, a page of principals at a time. Each is asked as `permissions`
 * asks, links included, so that all three answers agree.
 *
 * @throws WardkitError `ERR_INVALID_INPUT`; and as `decide` does
 * @see POLICY.md, section 10
 */
export type AskWhoMay = (input: WhoMayInput, page?: WhoMayPage) => Promise<WhoMayAnswer>

export interface WhoMayOptions {
  readonly store: Pick<Store, 'tenant' | 'findPerson'>
  readonly operations: readonly Operation[]
  readonly permissions: Decisions['permissions']
  readonly clock: Clock
}

const Input = z.strictObject({
  tenant: identifier,
  operation: z.string(),
  resource: z.strictObject({ type: identifier, id: identifier }).optional(),
})
const PageInput = z.strictObject({
  after: z
    .string()
    .regex(/^(?:user|apiKey):/, 'is not the `next` of a page')
    .default('user:'),
  limit: z.int().min(1).max(1_000).default(100),
})

/** The question of one store. */
export function createWhoMay({ store, operations, permissions, clock }: WhoMayOptions): AskWhoMay {
  async function listUsers(reader: TenantReader, after: string, limit: number): Promise<Looked> {
    const users = await reader.listUsers(pageAfter(after, limit))
    const found = users.map(async (user) => {
      const person = user.status === 'active' ? await store.findPerson(user.person) : undefined
      return person === undefined ? [] : [toPrincipal(user, person)]
    })
    return { principals: (await Promise.all(found)).flat(), last: users.length < limit ? undefined : users.at(-1)?.id }
  }

  async function listKeys(reader: TenantReader, after: string, limit: number): Promise<Looked> {
    const keys = await reader.listApiKeys(pageAfter(after, limit))
    const found = keys.map(async (key): Promise<readonly Principal[]> => {
      const { id, tenant, roles, tags } = key
      const creator = await reader.findUser(key.createdBy)
      return isKeyInForce(key, creator, clock()) ? [{ type: 'apiKey', id, tenant, roles, tags }] : []
    })
    return { principals: (await Promise.all(found)).flat(), last: keys.length < limit ? undefined : keys.at(-1)?.id }
  }

  return async (input, page = {}) => {
    const { tenant, operation: name, resource } = readInput(Input, input)
    const { after, limit } = readInput(PageInput, page)
    const operation = findOperation(operations, name)
    assertIsAbout(operation, resource)
    const isUsers = after.startsWith('user:')
    const from = after.slice(after.indexOf(':') + 1)
    const looked = await (isUsers ? listUsers : listKeys)(store.tenant(tenant), from, limit)

    const principals: WhoMay[] = []
    for (const principal of looked.principals) {
      const decisions = await permissions(principal, resource)
      const decision = decisions.find((each) => each.operation === operation.id)
      if (decision === undefined || decision.answer === 'no') continue
      const { answer, dependsOn } = decision
      principals.push({ type: isUsers ? 'user' : 'apiKey', id: principal.id, answer, dependsOn })
    }
    const next =
      looked.last === undefined ? (isUsers ? 'apiKey:' : undefined) : `${isUsers ? 'user' : 'apiKey'}:${looked.last}`
    return { principals, ...(next === undefined ? {} : { next }) }
  }
}

interface Looked {
  readonly principals: readonly Principal[]
  /** The id of the last one looked at; undefined where there are no more of the kind. */
  readonly last: string | undefined
}

/** No id comes before the first. */
function pageAfter(after: string, limit: number): Page {
  return after === '' ? { limit } : { after, limit }
}

function findOperation(operations: readonly Operation[], name: string): Operation {
  const operation = operations.find(({ id }) => id === name)
  if (operation !== undefined) return operation
  const ids = operations.map(({ id }) => id)
  const nearest = findNearest(name, ids)
  throw new WardkitError('ERR_INVALID_INPUT', 'no service declares the operation asked about', {
    help: nearest === undefined ? 'ids are such as `GET:/patient/{patientId}`' : `did you mean \`${nearest}\`?`,
  })
}

function assertIsAbout({ id, resource: locator }: Operation, resource: ResourceRef | undefined): void {
  if (locator?.type === resource?.type) return
  const wanted = locator === null ? 'no resource' : `a resource of type \`${locator.type}\``
  throw new WardkitError('ERR_INVALID_INPUT', `\`${id}\` is about ${wanted}`)
}
