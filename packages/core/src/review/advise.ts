import type { AccessRecord } from '../audit/access-record.ts'
import { replayQuestion } from '../audit/replay-question.ts'
import type { Decision } from '../decision/decision.ts'
import type { CompiledPolicy, PolicySet } from '../decision/policy-set.ts'
import type { Operation, Service } from '../model/service.ts'
import { NO_TAGS } from '../model/tags.ts'
import type { Policy } from '../policy/ast.ts'
import { matchOperations } from '../policy/match-operations.ts'
import { matchSelections } from '../policy/match-selections.ts'
import { askAgain, toDecidedRecord, type DecidedRecord } from './ask-again.ts'
import { onlyRole } from './replace-policy.ts'
import { intersectTags, tagsOfUse, type SharedTags } from './shared-tags.ts'
import { tightenPolicy, type Use } from './tighten-policy.ts'

/** The tightest policy that would still have allowed what a role's holders did through it. */
export interface Advice {
  /** Its text, with a comment on each statement: how often and by how many it was used. */
  readonly policy: string
  readonly operations: readonly UsedOperation[]
  /** Operations that the role allows and nobody used. */
  readonly unused: readonly string[]
  /** Requests that the role allowed when they were made and, as it is today, allows no more. The advised policy does not either. */
  readonly beyond: number
}

/** An operation that was used. */
export interface UsedOperation {
  readonly operation: string
  readonly uses: number
  readonly principals: number
}

/** Learns from records one by one, needing memory only for what it advises. */
export interface Adviser {
  add(record: AccessRecord): void
  /** Undefined when nobody used the role: a policy may not be empty, and the tightest role is none. */
  advice(): Advice | undefined
}

export interface AdviserInput {
  readonly role: string
  /** The role's policy as it is, read and compiled. */
  readonly policy: Policy
  readonly compiled: CompiledPolicy
  /** One tenant's policies. */
  readonly policies: PolicySet
  readonly services: readonly Service[]
}

/** Most principals that are counted of one operation. */
const MOST_PRINCIPALS = 10_000

interface Tally {
  readonly principals: Set<string>
  uses: number
}

/**
 * Watches what the holders of a role did, and advises the least that would have done.
 *
 * A request counts as done through the role when it was allowed and the role by itself, as it is today, allows it: whatever other roles its
 * principal held then, none of them can be counted on to stay. Where values that decide were not kept, it counts when the record names the role.
 */
export function createAdviser({ role, policy, compiled, policies, services }: AdviserInput): Adviser {
  const operations = new Map(services.flatMap((service) => service.operations).map((each) => [each.id, each]))
  const alone = onlyRole(policies, role, compiled)
  const uses = new Map<string, Use>()
  const tallies = new Map<string, Tally>()
  let beyond = 0

  function addUse(decided: DecidedRecord, { statements }: Decision): void {
    const { operation, record } = decided
    const principal = `${record.principal?.type ?? ''} ${record.principal?.id ?? ''}`
    const tally = tallies.get(operation.id) ?? { principals: new Set<string>(), uses: 0 }
    tallies.set(operation.id, tally)
    tally.uses++
    if (tally.principals.size < MOST_PRINCIPALS) tally.principals.add(principal)
    const tags = tagsOf(decided, alone)
    for (const { index } of statements) {
      const key = `${index} ${operation.id}`
      const known = uses.get(key)
      uses.set(key, {
        index,
        operation,
        count: (known?.count ?? 0) + 1,
        shared: known === undefined ? tags : intersectTags(known.shared, tags),
      })
    }
  }

  return {
    add(record) {
      const decided = toDecidedRecord(record, operations, policies)
      if (typeof decided === 'string' || !decided.allowed) return
      const { facts, statements } = decided.record
      if (facts?.roles.includes(role) !== true) return
      const isNamed = statements.some(({ source }) => source.kind === 'role' && source.id === role)
      const decision = askAgain(decided, alone)
      if (decision?.answer === 'yes' || (decision?.answer === 'depends' && isNamed)) addUse(decided, decision)
      else if (isNamed) beyond++
    },
    advice() {
      if (uses.size === 0) return undefined
      const allowed = new Set(
        policy.statements.flatMap(({ operations: patterns, selections }) => [
          ...patterns.flatMap((pattern) => matchOperations(pattern, 'allow', services).map(({ id }) => id)),
          ...selections.flatMap((selection) => matchSelections(selection, services).map(({ id }) => id)),
        ]),
      )
      const principalsOf = (operation: Operation) => tallies.get(operation.id)?.principals.size ?? 0
      return {
        policy: tightenPolicy({ policy, uses: [...uses.values()], principalsOf, services }),
        operations: [...tallies].map(([operation, tally]) => ({
          operation,
          uses: tally.uses,
          principals: tally.principals.size,
        })),
        unused: [...allowed].filter((id) => !tallies.has(id)),
        beyond,
      }
    },
  }
}

function tagsOf({ record, operation }: DecidedRecord, policies: PolicySet): SharedTags {
  const question = replayQuestion(record, operation, policies)
  return tagsOfUse(question?.principal.tags ?? NO_TAGS, question?.resource.lookup ?? { status: 'unknown' })
}
