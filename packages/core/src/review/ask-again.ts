import { replayQuestion } from '../audit/replay-question.ts'
import type { AccessRecord, DecisionRecord } from '../audit/access-record.ts'
import { decide } from '../decision/decide.ts'
import type { Decision, PolicySource } from '../decision/decision.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import type { Operation } from '../model/service.ts'

/** A record of something that policies decided, with its operation as the services have it now. */
export interface DecidedRecord {
  readonly record: DecisionRecord
  readonly operation: Operation
  /** What the policies of then answered, whatever became of the request after. */
  readonly allowed: boolean
}

/** Why a record cannot be asked about again. */
export type NotAskable =
  /** No policy was asked: nobody was identified, the request was malformed, the operation public or unlisted, the tenant suspended. */
  | 'not-decided'
  /** No document of today has the operation. */
  | 'operation-gone'
  /** What it was decided on was not kept: it was too large, or keeping values is off. */
  | 'not-kept'
  /** A value was out of reach then, so nobody knows what it was. */
  | 'was-unavailable'
  /** A policy decided it that is not known here: another process's global policy, or a role deleted since. */
  | 'policy-not-here'

/** Whether a record can be asked about again, and of which operation. */
export function toDecidedRecord(
  record: AccessRecord,
  operations: ReadonlyMap<string, Operation>,
  policies: PolicySet,
): DecidedRecord | NotAskable {
  if (record.kind === 'dropped' || record.reason === null) return 'not-decided'
  if (record.reason === 'public' || record.reason === 'tenant-inactive') return 'not-decided'
  const operation = operations.get(record.operation ?? '')
  if (operation === undefined) return 'operation-gone'
  if (record.reason === 'unavailable') return 'was-unavailable'
  if (record.facts === null) return 'not-kept'
  if (!record.statements.every(({ source }) => isHere(source, policies))) return 'policy-not-here'
  return { record, operation, allowed: record.reason === 'allowed' }
}

function isHere(source: PolicySource, policies: PolicySet): boolean {
  switch (source.kind) {
    case 'role':
      return policies.findRole(source.id) !== undefined
    case 'global':
      return policies.shared.some((policy) => policy.source.kind === 'global' && policy.source.name === source.name)
    case 'link':
      return policies.templates.has(source.template)
    case 'guardrail':
      // A guardrail that was taken away is a change like any other.
      return true
  }
}

/**
 * Decides a past request anew. Undefined where the policies ask for something that the record does not hold; an answer `depends` says the same,
 * naming what.
 */
export function askAgain({ record, operation }: DecidedRecord, policies: PolicySet): Decision | undefined {
  const question = replayQuestion(record, operation, policies)
  return question === undefined ? undefined : decide(policies, record.revision ?? 0, question)
}
