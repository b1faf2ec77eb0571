import { assertNever } from '../../util/assert-never.ts'
import { foldTag, TAG_FORMAT } from '../../model/fold.ts'
import { instantOf } from './instant.ts'
import { printOperand } from '../print/print-condition.ts'
import { compileRequestReader, OPEN } from './read-request.ts'
import { locateRequestValue, resolveRequestVariable } from './request-path.ts'
import { toDomain, toSingle } from './single.ts'
import type { Resource, ResourceRef } from '../../model/resource.ts'
import type { SlotValues } from '../../model/link.ts'
import type { Operation, Service } from '../../model/service.ts'
import type { Tags } from '../../model/tags.ts'
import type { Literal, Operand, Slot, Variable } from '../ast.ts'
import type { EvaluationInput, ResourceInput } from '../compiled.ts'
import type { Values } from './lift.ts'
import type { Reader } from './read-request.ts'
import type { RequestLocation, RequestVariable } from './request-path.ts'
import type { Domain, Single } from './single.ts'

/** The operation that a condition is compiled for, and the service that declares it. */
export interface Scope {
  readonly operation: Operation
  readonly service: Service
}

/** An operand made ready for one operation; its reader waits for the domain, which both sides of a comparison determine. */
export interface CompiledOperand {
  /** What the operand makes of the comparison it stands in. */
  readonly nature: 'tag' | 'identifier' | 'instant' | 'uuid' | 'plain'
  /** Whether a caller wrote the values. */
  readonly fromRequest: boolean
  /** The name it is reported by where its value is open. */
  readonly name: string
  /** The value of a literal; undefined for a variable. */
  readonly literal: Single | undefined
  readerFor(domain: Domain): Reader
}

/** Compiles one side of a comparison. */
export function compileOperand(operand: Operand, scope: Scope): CompiledOperand {
  switch (operand.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return literalOperand(literalValue(operand))
    case 'slot':
      return variableOperand('plain', ({ slots }) => slotValue(operand, slots))
    case 'principal-tag':
      return tagOperand(operand, (input) => input.principal.tags)
    case 'resource-tag':
      return tagOperand(operand, resourceTags(operand.parameter, scope.operation))
    case 'request':
      return requestOperand(operand, scope)
    case 'principal':
    case 'resource':
      return attributeOperand(operand, scope)
    case 'context':
      return variableOperand('instant', (input) => instantOf(input.now))
    default:
      return assertNever(operand)
  }
}

/** The value of a literal; a slot has the one that the link gives it, and without one is missing, which makes its comparison UNKNOWN. */
export function literalValue(literal: Literal, slots?: SlotValues): Single {
  switch (literal.kind) {
    case 'null':
      return null
    case 'slot':
      return slotValue(literal, slots)
    default:
      return toSingle(literal.value)
  }
}

function slotValue({ name }: Slot, slots: SlotValues | undefined): Single {
  return toSingle(slots?.get(name))
}

/** The domain in which two operands, or an operand and literals, are compared. @see POLICY.md, section 4, Types */
export function domainOf(left: CompiledOperand['nature'], right: CompiledOperand['nature'] = 'plain'): Domain {
  const natures = [left, right]
  if (natures.includes('instant')) return 'instant'
  // Two principals may have ids that differ only by letter case: an id is never taken for another one, not even beside a tag.
  if (natures.includes('tag')) return natures.includes('identifier') ? 'exact' : 'tag'
  return natures.includes('uuid') ? 'lower-case' : 'exact'
}

function literalOperand(literal: Single): CompiledOperand {
  return {
    nature: 'plain',
    fromRequest: false,
    name: '',
    literal,
    readerFor: (domain) => {
      const value = toDomain(literal, domain)
      return () => value
    },
  }
}

function variableOperand(nature: CompiledOperand['nature'], read: Reader): CompiledOperand {
  return {
    nature,
    fromRequest: false,
    name: '',
    literal: undefined,
    readerFor: (domain) => inDomain(read, domain),
  }
}

function inDomain(read: Reader, domain: Domain): Reader {
  if (domain === 'exact') return read
  return (input) => {
    const values = read(input)
    if (values === OPEN || values === undefined) return values
    if (typeof values !== 'object' || values === null) return toDomain(values, domain)
    return values.map((value) => toDomain(value, domain))
  }
}

/** `null` from `tagsOf`: there is nothing whose tags could be asked for. */
function tagOperand(
  variable: Extract<Variable, { kind: 'principal-tag' | 'resource-tag' }>,
  tagsOf: (input: EvaluationInput) => Tags | typeof OPEN | null,
): CompiledOperand {
  const folded = foldTag(variable.key)
  const read =
    (field: 'folded' | 'values'): Reader =>
    (input) => {
      const tags = tagsOf(input)
      return tags === null || tags === OPEN ? tags : tags.get(folded)?.[field]
    }
  const asWritten = { ...variableOperand('tag', read('values')), name: printOperand(variable) }
  // Tags keep their folded values, so that the commonest comparison folds nothing.
  return { ...asWritten, readerFor: (domain) => (domain === 'tag' ? read('folded') : asWritten.readerFor(domain)) }
}

function resourceTags(
  parameter: string | undefined,
  operation: Operation,
): (input: EvaluationInput) => Tags | typeof OPEN | null {
  if (parameter === undefined) return (input) => tagsOf(input.resource, input)
  const index = operation.pathParameters.findIndex(({ name }) => name === parameter)
  return (input) => {
    const resource = input.parameterResources[index]
    return resource === undefined ? null : tagsOf(resource, input)
  }
}

function tagsOf(input: ResourceInput, evaluation: EvaluationInput): Tags | typeof OPEN | null {
  const resource = knownResource(input, evaluation)
  return resource === null || resource === OPEN ? resource : resource.tags
}

function knownResource(resource: ResourceInput, input: EvaluationInput): Resource | typeof OPEN | null {
  if (resource.lookup.status === 'open') return OPEN
  if (resource.lookup.status === 'known') return resource.lookup.resource
  if (resource.lookup.status === 'unavailable') input.missed = true
  return null
}

function requestOperand(variable: RequestVariable, scope: Scope): CompiledOperand {
  const location = resolveRequestVariable(variable, scope.operation, scope.service)
  if (typeof location === 'string') return { ...variableOperand('plain', () => null), fromRequest: true }
  return {
    ...variableOperand(natureOf(location), compileRequestReader(location, scope.operation)),
    fromRequest: true,
    name: printOperand(scope.operation.graphql === undefined ? { ...variable, source: location.source } : variable),
  }
}

function natureOf({ formats }: RequestLocation): CompiledOperand['nature'] {
  if (formats.has('date-time')) return 'instant'
  if (formats.has(TAG_FORMAT)) return 'tag'
  return formats.has('uuid') ? 'uuid' : 'plain'
}

function attributeOperand(
  variable: Extract<Variable, { kind: 'principal' | 'resource' }>,
  scope: Scope,
): CompiledOperand {
  if (variable.kind === 'principal') {
    const { attribute } = variable
    if (attribute === 'roles') return variableOperand('plain', ({ principal: { roles } }) => orMissing(roles))
    const nature = attribute === 'id' || attribute === 'tenant' ? 'identifier' : 'plain'
    return variableOperand(nature, ({ principal }) => presentText(principal[attribute]))
  }
  return { ...resourceAttribute(variable.attribute, scope), name: printOperand(variable) }
}

function resourceAttribute(attribute: 'id' | 'type' | 'tenant' | 'owner', scope: Scope): CompiledOperand {
  switch (attribute) {
    // Known as soon as the request names the resource, registered or not.
    case 'id':
      return variableOperand(natureOfResourceId(scope), ({ resource }) => namedOr(resource, ({ id }) => id))
    case 'type':
      return variableOperand('plain', ({ resource }) => namedOr(resource, ({ type }) => type))
    case 'tenant':
      return variableOperand('identifier', (input) => attributeOf(input, ({ tenant }) => tenant))
    case 'owner':
      return variableOperand('identifier', (input) => attributeOf(input, ({ owner }) => owner))
  }
}

function namedOr({ ref, lookup }: ResourceInput, pick: (ref: ResourceRef) => string): Values | typeof OPEN {
  if (ref !== null) return toSingle(pick(ref))
  return lookup.status === 'open' ? OPEN : null
}

function attributeOf(input: EvaluationInput, pick: (resource: Resource) => string | undefined): Values | typeof OPEN {
  const resource = knownResource(input.resource, input)
  return resource === null || resource === OPEN ? resource : presentText(pick(resource))
}

/** A UUID names the same resource in either letter case; every other id only as it is written. */
function natureOfResourceId({ operation, service }: Scope): CompiledOperand['nature'] {
  if (operation.resource === null) return 'identifier'
  const { from, path } = operation.resource
  const location = locateRequestValue(from, path, operation, service.shapes)
  return location?.formats.has('uuid') ? 'uuid' : 'identifier'
}

function presentText(text: string | undefined): Values {
  return text === undefined ? undefined : toSingle(text)
}

function orMissing(values: readonly string[]): Values {
  return values.length === 0 ? undefined : values
}
