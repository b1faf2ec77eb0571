import type { AccessLogReader } from '../audit/access-log-file.ts'
import { MAX_PAGE } from '../audit/access-query.ts'
import type { AccessRecord } from '../audit/access-record.ts'
import { WardkitError } from '../errors/index.ts'
import { assertPolicyValid } from '../identity/policy-invalid-error.ts'
import type { Service } from '../model/service.ts'
import { readPolicy } from '../policy/read/read-policy.ts'
import { compileSource } from '../tenancy/compile-source.ts'
import type { GlobalPolicy } from '../tenancy/globals.ts'
import { validatePolicy } from '../tenancy/validate-policy.ts'
import type { TenantRecord } from '../tenancy/snapshot-source.ts'
import type { Clock } from '../util/clock.ts'
import { createAdviser, type Advice } from './advise.ts'
import { openGlobals, openTenantPolicies, type PolicySources } from './open-policies.ts'
import { createReplay, type ReplayReport } from './replay.ts'
import { previewGlobals, type GlobalFlip, type PreviewOptions } from './preview-globals.ts'
import { replaceGuardrail, replaceRole } from './replace-policy.ts'

/** What can be learned from the access log about policies: what a change would have done, and what a role needs. */
export interface Review {
  /**
   * Decides a tenant's past requests anew, with its policies as they are and with one of them changed. Nothing is saved.
   * @throws PolicyInvalidError; WardkitError `ERR_NOT_FOUND` for an unknown tenant or role, `ERR_CONFIGURATION` where no access log is kept
   */
  replay(input: ReplayRequest): Promise<ReplayReport>
  /**
   * The tightest policy that would still have allowed what a role's holders did through it; undefined when they did nothing.
   * @throws WardkitError `ERR_NOT_FOUND` for an unknown tenant or role, `ERR_CONFIGURATION` where no access log is kept
   */
  advise(input: AdviseRequest): Promise<Advice | undefined>
  /**
   * What other global policies would change, for every active principal of every active tenant: each operation that could be performed otherwise, one
   * after the other, with few of them in memory at once. Nothing is saved.
   * @throws WardkitError `ERR_POLICY_INVALID` naming the policy and the place, before the first
   */
  globalChange(next: readonly GlobalPolicy[]): AsyncIterable<GlobalFlip>
}

/** Which records are looked at. Times are milliseconds since 1970. */
export interface ReviewedSpan {
  readonly tenant: string
  /** Inclusive; by default as far back as records are kept. */
  readonly from?: number
  /** Exclusive. */
  readonly to?: number
}

export interface ReplayRequest extends ReviewedSpan {
  /** Whose policy is changed: a role's, by id, or the tenant's guardrail. */
  readonly changes: { readonly role: string } | 'guardrail'
  /** The changed policy. YAML or JSON. */
  readonly policy: string
}

export interface AdviseRequest extends ReviewedSpan {
  /** The role's id. */
  readonly role: string
}

export interface ReviewOptions extends PolicySources {
  readonly store: PreviewOptions['store']
  readonly clock: Clock
  readonly query: AccessLogReader['query']
}

/** Reviews the access log of one store. */
export function createReview(options: ReviewOptions): Review {
  const open = (tenant: string) => openTenantPolicies(options, tenant)

  /** The source of a role's policy, whoever wrote it. */
  function findRole(id: string, record: TenantRecord, services: readonly Service[]) {
    const defined = services.flatMap(({ roles }) => roles).find((role) => role.id === id)
    const role =
      options.globalRoles.get(id) ??
      record.roles.find((each) => each.id === id) ??
      (defined === undefined ? undefined : { name: defined.description, policy: defined.policy })
    if (role !== undefined) return { source: { kind: 'role', id, name: role.name }, policy: role.policy } as const
    throw new WardkitError('ERR_NOT_FOUND', `there is no role \`${id}\``)
  }

  async function* records({ tenant, from, to }: ReviewedSpan): AsyncGenerator<AccessRecord> {
    const span = { tenant, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    let after: number | undefined
    do {
      const page = await options.query({ ...span, limit: MAX_PAGE, ...(after === undefined ? {} : { after }) })
      yield* page.records
      after = page.next ?? undefined
    } while (after !== undefined)
  }

  return {
    async replay(input) {
      const { services, record, before } = await open(input.tenant)
      const { changes, policy } = input
      const kind = changes === 'guardrail' ? 'guardrail' : 'role'
      await assertPolicyValid(async (source) => validatePolicy(source, services, kind), policy, kind)
      const after =
        changes === 'guardrail'
          ? replaceGuardrail(before, compileSource({ kind: 'guardrail' }, policy, services))
          : replaceRole(
              before,
              changes.role,
              compileSource(findRole(changes.role, record, services).source, policy, services),
            )
      const replay = createReplay({ operations: services.flatMap(({ operations }) => operations), before, after })
      for await (const each of records(input)) replay.add(each)
      return replay.report()
    },

    async *globalChange(next) {
      const services = await options.findServices()
      yield* previewGlobals({
        store: options.store,
        operations: services.flatMap(({ operations }) => operations).filter((operation) => !operation.public),
        before: openGlobals(options, services),
        after: openGlobals({ ...options, globalPolicies: next }, services),
        now: options.clock(),
      })
    },

    async advise(input) {
      const { services, record, before } = await open(input.tenant)
      const { source, policy: text } = findRole(input.role, record, services)
      const { policy } = readPolicy(text)
      if (policy === null) {
        throw new WardkitError('ERR_POLICY_INVALID', `the role \`${input.role}\` cannot be read`, {
          help: 'write it anew: it allows nothing as it is',
        })
      }
      const compiled = compileSource(source, text, services)
      const adviser = createAdviser({ role: input.role, policy, compiled, policies: before, services })
      for await (const each of records(input)) adviser.add(each)
      return adviser.advice()
    },
  }
}
