import type { JsonType, Service } from '../model/service.ts'
import type { SlotValue } from '../model/link.ts'
import type { Comparison, Condition, Policy, Slot, Statement, Variable } from './ast.ts'
import { variablesIn } from './condition/condition-variables.ts'
import { readInstant } from './condition/instant.ts'
import { resolveRequestVariable, type RequestLocation } from './condition/request-path.ts'
import type { Span } from './diagnostic.ts'
import { matchOperations } from './match-operations.ts'
import { literalsIn } from './rules/literals-in.ts'

/** What a link may give to a slot. An instant is text as RFC 3339 writes it, with its offset. */
export type SlotType = 'string' | 'number' | 'boolean' | 'instant'

/** A slot of a template's conditions. */
export interface TemplateSlot {
  /** The types that compare in every place where the slot stands; none: no value does. */
  readonly types: readonly SlotType[]
  /** Where it stands first. */
  readonly span: Span
}

const ANY_TYPE: readonly SlotType[] = ['string', 'number', 'boolean', 'instant']

/** The slots that stand in a template's conditions, by name, with the types that they are compared as. */
export function inferSlots(policy: Policy, services: readonly Service[]): ReadonlyMap<string, TemplateSlot> {
  const slots = new Map<string, TemplateSlot>()
  for (const statement of policy.statements) {
    for (const comparison of statement.where === undefined ? [] : comparisonsIn(statement.where)) {
      const types = typesBeside(comparison, statement, services)
      for (const { name, span } of literalsIn(comparison).filter(isSlot)) {
        const known = slots.get(name)
        slots.set(name, {
          span: known?.span ?? span,
          types: (known?.types ?? ANY_TYPE).filter((type) => types.has(type)),
        })
      }
    }
  }
  return slots
}

/** Whether a value is of one of a slot's types. */
export function fitsSlot(value: SlotValue, { types }: Pick<TemplateSlot, 'types'>): boolean {
  return types.some((type) =>
    type === 'instant' ? typeof value === 'string' && readInstant(value) !== undefined : typeof value === type,
  )
}

function isSlot(literal: { readonly kind: string }): literal is Slot {
  return literal.kind === 'slot'
}

function comparisonsIn(condition: Condition): readonly Comparison[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap(comparisonsIn)
    case 'not':
      return comparisonsIn(condition.operand)
    default:
      return [condition]
  }
}

/** The types that every variable of a comparison compares with. */
function typesBeside(
  comparison: Comparison,
  statement: Statement,
  services: readonly Service[],
): ReadonlySet<SlotType> {
  const types = variablesIn(comparison).map((variable) => typesOf(variable, statement, services))
  return new Set(ANY_TYPE.filter((type) => types.every((each) => each.has(type))))
}

const TEXT: ReadonlySet<SlotType> = new Set(['string'])
const TAG: ReadonlySet<SlotType> = new Set(['string', 'number'])
const INSTANT: ReadonlySet<SlotType> = new Set(['instant'])

function typesOf(variable: Variable, statement: Statement, services: readonly Service[]): ReadonlySet<SlotType> {
  switch (variable.kind) {
    case 'principal-tag':
    case 'resource-tag':
      return TAG
    case 'principal':
    case 'resource':
      return TEXT
    case 'context':
      return INSTANT
    case 'request': {
      const operations = statement.operations.flatMap((pattern) => matchOperations(pattern, statement.effect, services))
      const found = operations.flatMap((operation) => {
        const service = services.find(({ id }) => id === operation.service)
        const location = service === undefined ? 'no-such-field' : resolveRequestVariable(variable, operation, service)
        return typeof location === 'object' ? [location] : []
      })
      return new Set(ANY_TYPE.filter((type) => found.every((location) => comparesWith(location, type))))
    }
  }
}

function comparesWith({ types, formats }: RequestLocation, type: SlotType): boolean {
  if (formats.has('date-time')) return type === 'instant'
  return type !== 'instant' && (types.size === 0 || JSON_TYPES[type].some((each) => types.has(each)))
}

const JSON_TYPES: Readonly<Record<Exclude<SlotType, 'instant'>, readonly JsonType[]>> = {
  string: ['string'],
  number: ['number', 'integer'],
  boolean: ['boolean'],
}
