import type { RequestValues } from '../model/request-values.ts'
import type { CompiledStatement, EvaluationInput, ResourceInput, ResponseFilter } from '../policy/compiled.ts'
import { FALSE, TRUE, UNKNOWN } from '../policy/truth.ts'
import { linksBearingOn } from './bound-link.ts'
import type { Decision, PolicySource, Question, Reason, StatementRef } from './decision.ts'
import type { CompiledPolicy, PolicySet } from './policy-set.ts'
import { truthOfAllow, truthOfDeny } from './weigh-statement.ts'

/**
 * Answers one question from one tenant's policies: deny unless an `allow` applies and no `deny` does.
 *
 * @param revision the revision of the policies, for the record
 * @see POLICY.md, sections 2, 9 and 10
 */
export function decide(policies: PolicySet, revision: number, question: Question): Decision {
  if (question.operation.public) return answer(question, revision, 'yes', 'public')
  const foreign = tenancyOf(question)
  if (foreign !== undefined) return answer(question, revision, 'no', foreign)

  const input = toInput(question)
  const denies = weighDenies(sharedOf(policies, question), input)
  if (denies.verdict === 'applies') return answer(question, revision, 'no', denies.reason, denies.statements)

  const allows = weighAllows(policies, question, input)
  if (allows.applied.length === 0 && allows.possible.length === 0) {
    return answer(question, revision, 'no', allows.refusal, allows.refused)
  }
  if (allows.applied.length > 0 && denies.verdict === 'does not apply') {
    const allowed = answer(
      question,
      revision,
      'yes',
      'allowed',
      allows.applied,
      NOTHING,
      unionOfFilters(allows.applied),
    )
    return question.spanned === undefined ? allowed : { ...allowed, resourceTenant: question.spanned.tenant }
  }
  return answer(question, revision, 'depends', 'depends', [...denies.statements, ...allows.possible], [...input.open])
}

/** Whether the policies have a say: not about a public operation, nor where a resource's tenant settles the answer. */
export function isDecidedByPolicies(question: Question): boolean {
  return !question.operation.public && tenancyOf(question) === undefined
}

/** Asks many questions of the same policies. The answers are those that `decide` gives one by one. */
export function decideAll(policies: PolicySet, revision: number, questions: readonly Question[]): Decision[] {
  return questions.map((question) => decide(policies, revision, question))
}

/** What everybody's policies are: where a link spans two tenants, those of both. */
export function sharedOf(policies: PolicySet, { spanned }: Question): readonly CompiledPolicy[] {
  return spanned === undefined ? policies.shared : [...policies.shared, ...spanned.policies.shared]
}

/**
 * A refusal that no policy can lift. A resource whose tenant cannot be learned is refused as unavailable: nothing may be allowed for want of a
 * value, and this one stands before every other.
 */
function tenancyOf(question: Question): Reason | undefined {
  const refusal = refusalWithin(question.principal.tenant, question)
  if (refusal !== 'other-tenant') return refusal
  const { resource, spanned, links } = question
  if (links?.status === 'unavailable') return 'unavailable'
  const isSpanned =
    spanned !== undefined && resource.lookup.status === 'known' && resource.lookup.resource.tenant === spanned.tenant
  // Every resource of the request is the other tenant's, and the one it is about is linked to the principal.
  return isSpanned && isLinked(question) ? refusalWithin(spanned.tenant, question) : refusal
}

function isLinked(question: Question): boolean {
  return linksBearingOn(question).some(({ policy }) => policy.statementsFor(question.operation).length > 0)
}

function refusalWithin(tenant: string, { resource, parameterResources }: Question): Reason | undefined {
  let refusal = tenancyOfResource(resource, tenant)
  for (let i = 0; i < parameterResources.length && refusal !== 'other-tenant'; i++) {
    refusal = tenancyOfResource(parameterResources[i] as ResourceInput, tenant) ?? refusal
  }
  return refusal
}

function tenancyOfResource({ lookup }: ResourceInput, tenant: string): Reason | undefined {
  if (lookup.status === 'unavailable') return 'unavailable'
  return lookup.status === 'known' && lookup.resource.tenant !== tenant ? 'other-tenant' : undefined
}

interface Denies {
  readonly verdict: 'applies' | 'may apply' | 'does not apply'
  readonly reason: Reason
  readonly statements: readonly StatementRef[]
}

/** Shared, so that the common decision allocates no lists that stay empty. */
const NONE: readonly StatementRef[] = []
const NOTHING: readonly string[] = []
const NO_DENIES: Denies = { verdict: 'does not apply', reason: 'denied', statements: NONE }

/** A deny applies unless its condition is FALSE: UNKNOWN denies. */
function weighDenies(shared: readonly CompiledPolicy[], input: EvaluationInput): Denies {
  let possible = NONE
  for (const policy of shared) {
    for (const statement of policy.statementsFor(input.operation)) {
      if (statement.effect !== 'deny') continue
      input.missed = false
      const truth = truthOfDeny(statement, input)
      if (truth === FALSE) continue
      const ref = toRef(policy.source, statement)
      if ((truth & FALSE) === 0) {
        return {
          verdict: 'applies',
          reason: input.missed && truth === UNKNOWN ? 'unavailable' : 'denied',
          statements: [ref],
        }
      }
      possible = append(possible, ref)
    }
  }
  return possible === NONE ? NO_DENIES : { verdict: 'may apply', reason: 'denied', statements: possible }
}

interface Allows {
  applied: readonly StatementRef[]
  possible: readonly StatementRef[]
  refusal: Reason
  refused: readonly StatementRef[]
}

/** Reasons of a refusal by how near the statement came to allowing: the nearest is the one told. */
const NEARNESS: Partial<Record<Reason, number>> = {
  'no-statement': 0,
  'condition-not-met': 1,
  'tags-do-not-match': 2,
  'field-not-allowed': 3,
  unavailable: 4,
}

function weighAllows(policies: PolicySet, question: Question, input: EvaluationInput): Allows {
  const allows: Allows = { applied: NONE, possible: NONE, refusal: 'no-statement', refused: NONE }
  if (question.principal.type === 'assumedRole') {
    weighRoles(policies, input, allows)
    return allows
  }
  // Across tenants a link alone can allow.
  const isDone = question.spanned === undefined && weighOwn(policies, input, allows)
  if (isDone || question.links === undefined) return allows
  if (question.links.status === 'unavailable') allows.refusal = 'unavailable'
  for (const { link, policy } of linksBearingOn(question)) {
    input.slots = link.slots
    if (weighPolicy(policy, policies, input, allows)) break
  }
  return allows
}

/** Weighs what applies to everybody and the roles held. True when nothing further can change the answer. */
function weighOwn(policies: PolicySet, input: EvaluationInput, allows: Allows): boolean {
  for (const policy of policies.shared) {
    if (weighPolicy(policy, policies, input, allows)) return true
  }
  return weighRoles(policies, input, allows)
}

/** Weighs the roles held: of an assumed role, the only ones whose statements can allow. */
function weighRoles(policies: PolicySet, input: EvaluationInput, allows: Allows): boolean {
  for (const id of input.principal.roles) {
    const policy = policies.findRole(id)
    if (policy !== undefined && weighPolicy(policy, policies, input, allows)) return true
  }
  return false
}

/** Weighs one policy's allows. True when nothing further can change the answer: one applied that keeps the whole response. */
function weighPolicy(policy: CompiledPolicy, policies: PolicySet, input: EvaluationInput, allows: Allows): boolean {
  for (const statement of policy.statementsFor(input.operation)) {
    if (statement.effect !== 'allow') continue
    input.missed = false
    const { truth, reason } = truthOfAllow(policy, statement, policies, input)
    if (truth === TRUE) {
      allows.applied = append(allows.applied, toRef(policy.source, statement))
      if (statement.filter === null) return true
    } else if ((truth & TRUE) !== 0) {
      allows.possible = append(allows.possible, toRef(policy.source, statement))
    } else {
      noteRefusal(allows, input.missed && (truth & UNKNOWN) !== 0 ? 'unavailable' : reason, policy.source, statement)
    }
  }
  return false
}

function noteRefusal(allows: Allows, reason: Reason, source: PolicySource, statement: CompiledStatement): void {
  const nearer = (NEARNESS[reason] ?? 0) - (NEARNESS[allows.refusal] ?? 0)
  if (nearer < 0) return
  if (nearer > 0) {
    allows.refusal = reason
    allows.refused = NONE
  }
  allows.refused = append(allows.refused, toRef(source, statement))
}

/** Almost always the first: a spread would take longer than all the rest. */
function append(refs: readonly StatementRef[], ref: StatementRef): readonly StatementRef[] {
  return refs.length === 0 ? [ref] : [...refs, ref]
}

/** The union of filters keeps everything as soon as one statement has none. */
function unionOfFilters(applied: readonly StatementRef[]): readonly ResponseFilter[] | null {
  const filters: ResponseFilter[] = []
  for (const { statement } of applied) {
    if (statement.filter === undefined) return null
    filters.push({ patterns: statement.filter })
  }
  return filters
}

const NOTHING_OPEN: Set<string> = new Set()

/** What statements are weighed with. */
export function toInput(question: Question): EvaluationInput {
  const { principal, operation, request, resource, parameterResources, now } = question
  const open = isComplete(request) && resource.lookup.status !== 'open' ? NOTHING_OPEN : new Set<string>()
  return { principal, operation, request, resource, parameterResources, now, missed: false, open }
}

function isComplete(request: RequestValues): boolean {
  const { path, query, body, selection } = request
  return body.status !== 'open' && query !== null && selection !== null && !path.includes(null)
}

function toRef(source: PolicySource, { index, statement }: CompiledStatement): StatementRef {
  return { source, index, statement }
}

function answer(
  { principal, operation, resource }: Question,
  revision: number,
  outcome: Decision['answer'],
  reason: Reason,
  statements: readonly StatementRef[] = NONE,
  dependsOn: readonly string[] = NOTHING,
  filters: readonly ResponseFilter[] | null = null,
): Decision {
  return {
    allowed: outcome === 'yes',
    answer: outcome,
    dependsOn,
    reason,
    principal,
    operation: operation.id,
    resource: resource.ref,
    statements,
    revision,
    filters,
  }
}
