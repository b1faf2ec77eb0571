import { foldTag } from '../../model/fold.ts'
import { isVariable } from '../condition/condition-variables.ts'
import { compileOperand, type CompiledOperand } from '../condition/compile-operand.ts'
import { readsTextAs } from '../condition/read-request.ts'
import { resolveRequestVariable, type RequestVariable } from '../condition/request-path.ts'
import type { Operand, Variable } from '../ast.ts'
import type { RowFact } from './row-test.ts'
import type { RowScope } from './row-scope.ts'

/** One side of a comparison, as rows give it: a fact that differs from row to row, or values that are the same for all of them. */
export interface RowOperand {
  readonly compiled: CompiledOperand
  readonly fact: RowFact | null
  /** How the text of the fact is read where it comes through the request; `text` everywhere else. `other`: as no row can tell. */
  readonly readAs: 'text' | 'number' | 'boolean' | 'other'
  /** Whether there is at most one value. */
  readonly single: boolean
}

/** Finds out what rows give for an operand. */
export function toRowOperand(operand: Operand, scope: RowScope): RowOperand {
  const compiled = compileOperand(operand, scope)
  const constant = { compiled, fact: null, readAs: 'text', single: false } as const
  if (!isVariable(operand)) return constant
  if (operand.kind === 'request') return toRequestOperand(operand, constant, scope)
  const fact = factOf(operand, scope)
  if (fact === null) return constant
  return { ...constant, fact, single: fact.kind !== 'tag' }
}

function factOf(variable: Exclude<Variable, RequestVariable>, { facts, operation, input }: RowScope): RowFact | null {
  switch (variable.kind) {
    case 'principal-tag':
    case 'principal':
    case 'context':
      return null
    case 'resource-tag': {
      const key = foldTag(variable.key)
      const isOwn = variable.parameter === undefined || isOwnParameter(variable.parameter, { operation, input })
      const isThere = facts.resource === 'known' && (facts.tags === 'any' || facts.tags.has(key))
      return isOwn && isThere ? { kind: 'tag', key } : null
    }
    case 'resource':
      if (variable.attribute === 'id') return { kind: 'id' }
      return variable.attribute === 'owner' && facts.resource === 'known' && facts.owner ? { kind: 'owner' } : null
  }
}

/** Whether the path parameter names the very resource that rows are about. */
function isOwnParameter(name: string, { operation }: Pick<RowScope, 'operation' | 'input'>): boolean {
  return operation.resource?.from === 'path' && operation.resource.path[0] === name
}

/** The request value that holds the resource's id is the id of the row. */
function toRequestOperand(variable: RequestVariable, constant: RowOperand, scope: RowScope): RowOperand {
  const location = resolveRequestVariable(variable, scope.operation, scope.service)
  const { resource } = scope.operation
  if (typeof location === 'string' || resource === null || location.source !== resource.from) return constant
  const isId =
    location.path.length === resource.path.length && location.path.every((name, i) => name === resource.path[i])
  if (!isId) return constant
  const parameter = scope.operation.queryParameters.find(({ name }) => name === location.path[0])
  // In a body the id may be text or a number, and a parameter of another style is never one text.
  const isText = location.source === 'path' || (location.source === 'query' && parameter?.style === 'form')
  return { ...constant, fact: { kind: 'id' }, readAs: isText ? readsTextAs(location.types) : 'other', single: true }
}
