import { randomBytes } from 'node:crypto'
import {
  createWardkit,
  type Decision,
  type Engine,
  type EngineQuestion,
  type Explanation,
  type GlobalPolicy,
  type GlobalRole,
  type LinkInput,
  type LoadGraphQLServiceInput,
  type LoadServiceInput,
  type ResourceRef,
  type Service,
  type TagInput,
} from '@wardkit/core'
import type { ErrorCode } from '@wardkit/core/errors'
import { createGraphQLGuard, createGuard, type HostPrincipal } from '@wardkit/core/http'
import { createMemoryStore } from '@wardkit/core/memory'
import type { Output } from './output.ts'
import type { PolicyFile } from './policy-files.ts'
import { createQueryReader } from './read-query.ts'
import { makePrincipal } from './make-principal.ts'

/** Policies at work: an instance that keeps everything in memory and is asked as a server asks it. */
export interface PolicyBench {
  readonly services: readonly Service[]
  /**
   * What becomes of one request.
   *
   * @param changes whether to look for what would have allowed a refused one, which costs many decisions
   */
  attempt(request: AttemptedRequest, changes?: boolean): Promise<Attempt>
  close(): Promise<void>
}

/** What a bench works over. */
export interface BenchDocuments {
  readonly openapi: readonly LoadServiceInput[]
  readonly graphql: readonly LoadGraphQLServiceInput[]
}

/** A request and what there is when it comes. */
export interface AttemptedRequest {
  /** Who sends it; null: nobody is identified. */
  readonly principal: HostPrincipal | null
  /** What is sent by HTTP, or to a GraphQL server. */
  readonly sent: SentRequest | SentQuery
  /** Resources that are registered. */
  readonly resources: readonly BenchResource[]
  /** What is registered of the operation's own resource; absent: nothing more than `resources`. */
  readonly ownResource?: ResourceFacts
  /** What is shared. */
  readonly links?: readonly BenchLink[]
  /** Milliseconds since 1970; by default now. */
  readonly at?: number
}

export interface SentRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** The JSON body; undefined: none is sent. */
  readonly body?: unknown
  readonly contentType?: string
}

export interface SentQuery {
  /** A GraphQL document. */
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

export interface ResourceFacts {
  /** By default the principal's. */
  readonly tenant?: string
  readonly owner?: string
  readonly tags?: TagInput
}

export interface BenchResource extends ResourceFacts {
  readonly type: string
  readonly id: string
}

/** A link that is there when the request comes; without a resource, it is on the operation's own. */
export type BenchLink = Omit<LinkInput, 'tenant'> & {
  /** By default the principal's. */
  readonly tenant?: string
}

/** What became of a request. */
export interface Attempt {
  readonly allowed: boolean
  /** The code that a refusal is answered with; null where it passes. */
  readonly code: ErrorCode | null
  /** The operation it is; null where there is none. */
  readonly operation: string | null
  /** The decision and how it came about; null where none was needed: a public operation, or a request refused before. */
  readonly explanation: Explanation | null
  /** What a caller is told of a refusal. */
  readonly detail: string | null
}

/**
 * Puts policies of files to work over OpenAPI documents and GraphQL schemas: the policy of a role under the id that its file is named by, global
 * policies, templates, and a guardrail in every tenant.
 *
 * @throws WardkitError as `createWardkit` does
 */
export async function createPolicyBench(
  documents: BenchDocuments,
  policies: readonly PolicyFile[],
  output: Output,
): Promise<PolicyBench> {
  const store = createMemoryStore()
  const readQuery = await createQueryReader(documents.graphql)
  let now: number | undefined
  const wardkit = await createWardkit({
    openapi: documents.openapi,
    ...(documents.graphql.length === 0 ? {} : { graphql: documents.graphql }),
    store,
    secret: randomBytes(32).toString('hex'),
    accessLog: false,
    globalRoles: Object.fromEntries(policies.filter(({ kind }) => kind === 'role').map(toRole)),
    globalPolicies: policies.filter(({ kind }) => kind === 'global').map(toGlobalPolicy),
    templates: policies.filter(({ kind }) => kind === 'template').map(({ source }) => source),
    clock: () => now ?? Date.now(),
    onEvent(event) {
      if (event.type === 'warning') output.note(`warning: ${event.message}`)
    },
  })
  const guardrails = policies.filter(({ kind }) => kind === 'guardrail')
  const tenants = new Set<string>()

  async function makeTenant(id: string): Promise<void> {
    if (tenants.has(id)) return
    tenants.add(id)
    await store.write((writer) =>
      writer.insertTenant({ id, slug: `tenant-${tenants.size}`, name: id, status: 'active', createdAt: 0 }),
    )
    for (const { source } of guardrails) await wardkit.guardrails.set({ tenant: id, policy: source })
  }

  /** Makes the links, at the beginning of time: a case may be about one that has expired. */
  async function share({ links = [], principal, at }: AttemptedRequest, own: ResourceRef | null) {
    const made: { readonly tenant: string; readonly id: string }[] = []
    now = 0
    for (const { tenant = principal?.tenant ?? 'nobody', ...link } of links) {
      const { type, id: name, tenant: home = type === 'tenant' ? name : tenant } = link.principal
      const linked = { type, id: name, tenant: home }
      await makeTenant(tenant)
      await makeTenant(home)
      await makePrincipal(store, linked)
      const resource = link.resource ?? own ?? undefined
      const { id } = await wardkit.links.create({
        ...link,
        tenant,
        principal: linked,
        ...(resource === undefined ? {} : { resource }),
      })
      made.push({ tenant, id })
    }
    now = at
    return made
  }

  async function ask(request: AttemptedRequest, changes: boolean): Promise<Attempt> {
    const asked: { readonly question: EngineQuestion; readonly decision: Decision }[] = []
    let operation: string | null = null
    const engine: Engine = {
      services: wardkit.services,
      authenticate: wardkit.authenticate,
      findOperation(method, segments) {
        const match = wardkit.findOperation(method, segments)
        if (typeof match !== 'string') operation = match.operation.id
        return match
      },
      async decideSoon(question) {
        const decision = await wardkit.decideSoon(question)
        asked.push({ question, decision })
        return decision
      },
      revision: wardkit.revision,
      onEvent() {},
    }
    const problem = await send(engine, request)
    // Of several root fields, the one that is refused decides.
    const decisive = asked.find(({ decision }) => !decision.allowed) ?? asked[0]
    const explanation = decisive === undefined ? null : await wardkit.explain(decisive.question, { changes })
    const known = { operation: operation ?? decisive?.question.operation.id ?? null, explanation }
    if (problem === null) return { ...known, allowed: true, code: null, detail: null }
    const { code, detail } = JSON.parse(problem) as { code: ErrorCode; detail?: string }
    return { ...known, allowed: false, code, detail: detail ?? null }
  }

  /** The problem body of a refusal, or null. */
  async function send(engine: Engine, { principal: host, sent }: AttemptedRequest): Promise<string | null> {
    const options = { principal: (principal: HostPrincipal | null) => principal }
    const common = { host, setHeader() {} }
    if ('query' in sent) {
      const guard = createGraphQLGuard<HostPrincipal | null>(engine, options)
      const read = () => readQuery(sent)
      const outcome = await guard.check({ ...common, method: 'POST', target: '/graphql', fields: () => [], read })
      return outcome.kind === 'pass' ? null : outcome.response.body
    }
    const { method, target, body } = sent
    const outcome = await createGuard<HostPrincipal | null>(engine, { options }).check({
      ...common,
      method,
      target,
      fields: (name) => (name === 'content-type' ? contentTypeOf(sent) : []),
      body: body === undefined ? { present: false } : { present: true, parsed: { value: body as never } },
    })
    return outcome.kind === 'pass' ? null : outcome.response.body
  }

  async function register(request: AttemptedRequest, resources: readonly BenchResource[]): Promise<void> {
    for (const { tenant = request.principal?.tenant ?? 'nobody', type, id, owner, tags = {} } of resources) {
      await makeTenant(tenant)
      await wardkit.resources.register({ tenant, type, id, tags, ...(owner === undefined ? {} : { owner }) })
    }
  }

  async function forget(request: AttemptedRequest, resources: readonly BenchResource[]): Promise<void> {
    for (const { tenant = request.principal?.tenant ?? 'nobody', type, id } of resources) {
      await wardkit.resources.remove({ tenant, type, id })
    }
  }

  return {
    services: wardkit.services,
    async attempt(request, changes = false) {
      now = request.at
      if (request.principal !== null) await makeTenant(request.principal.tenant)
      await register(request, request.resources)
      // The engine itself says which resource the request is about.
      const first = await ask(request, changes)
      const ref = first.explanation?.decision.resource ?? null
      const own = ref === null || request.ownResource === undefined ? [] : [{ ...request.ownResource, ...ref }]
      await register(request, own)
      const links = await share(request, ref)
      const attempt = own.length + links.length === 0 ? first : await ask(request, changes)
      for (const link of links) await wardkit.links.revoke(link)
      await forget(request, [...request.resources, ...own])
      return attempt
    },
    close: () => wardkit.close(),
  }
}

function toRole({ id, source }: PolicyFile): [string, GlobalRole] {
  return [id, { name: id, policy: source }]
}

function toGlobalPolicy({ id, source }: PolicyFile): GlobalPolicy {
  return { name: id, policy: source }
}

function contentTypeOf({ body, contentType }: SentRequest): readonly string[] {
  return body === undefined ? [] : [contentType ?? 'application/json']
}
