import type { Operation, Service, Shape, ShapeIndex } from '../../model/service.ts'
import { withBranches } from '../../model/shape-types.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import type { Variable } from '../ast.ts'
import { resolveRequestVariable, type RequestLocation, type RequestVariable } from '../condition/request-path.ts'
import { printOperand } from '../print/print-condition.ts'

/** A variable that an author may use in a `where`, and what can be said of it beforehand. */
export interface KnownVariable {
  /** As it stands in a `where`. */
  readonly text: string
  readonly of: 'principal' | 'resource' | 'request' | 'context'
  /** What its values compare as; `any` where the documents do not say. */
  readonly type: 'tag' | 'text' | 'number' | 'boolean' | 'time' | 'any'
  /** Values that are known to occur, printed as literals. */
  readonly values: readonly string[]
  /** Operations that lack it, by id: there it is UNKNOWN. */
  readonly missingIn: readonly string[]
}

/** Tag keys with values in use, as an author is to be offered them. */
export interface TagsInUse {
  readonly principal?: ReadonlyMap<string, readonly string[]>
  readonly resource?: ReadonlyMap<string, readonly string[]>
}

/** What variables are listed for. */
export interface AssistScope {
  readonly operations: readonly Operation[]
  readonly services: readonly Service[]
  readonly tags?: TagsInUse
}

/** How deep fields of a body are listed, and how many of one operation: schemas may be recursive. */
const DEEPEST_FIELD = 5
const MOST_FIELDS = 300

const NOWHERE = { line: 1, column: 1, offset: 0, length: 0 }

const ATTRIBUTES: readonly KnownVariable[] = [
  ...(['id', 'type', 'tenant', 'roles', 'email'] as const).map((attribute) =>
    known({ kind: 'principal', attribute, span: NOWHERE }, 'principal', 'text'),
  ),
  ...(['id', 'type', 'tenant', 'owner'] as const).map((attribute) =>
    known({ kind: 'resource', attribute, span: NOWHERE }, 'resource', 'text'),
  ),
  known({ kind: 'context', attribute: 'time', span: NOWHERE }, 'context', 'time'),
]

/**
 * Every variable that a `where` over some operations may name: tags in use, attributes, and the declared values of the requests, by its canonical
 * text. Request values come in the short form where it says enough, and in the explicit form where it does not.
 *
 * @see POLICY.md, section 4
 */
export function knownVariables({ operations, services, tags = {} }: AssistScope): readonly KnownVariable[] {
  const principalTags = [...(tags.principal ?? [])].map(([key, values]) =>
    known({ kind: 'principal-tag', key, span: NOWHERE }, 'principal', 'tag', values.map(quote)),
  )
  const resourceTags = [...(tags.resource ?? [])].map(([key, values]) =>
    known({ kind: 'resource-tag', key, span: NOWHERE }, 'resource', 'tag', values.map(quote)),
  )
  return [...principalTags, ...resourceTags, ...requestVariables(operations, services), ...ATTRIBUTES]
}

function requestVariables(operations: readonly Operation[], services: readonly Service[]): readonly KnownVariable[] {
  const byText = new Map<string, { readonly first: RequestFound; readonly has: Set<string> }>()
  for (const operation of operations) {
    const service = services.find(({ id }) => id === operation.service)
    if (service === undefined) continue
    for (const found of requestValues(operation, service)) {
      const seen = byText.get(found.text)
      if (seen === undefined) byText.set(found.text, { first: found, has: new Set([operation.id]) })
      else seen.has.add(operation.id)
    }
  }
  return [...byText.values()]
    .map(({ first: { text, type, values }, has }) => ({
      text,
      of: 'request' as const,
      type,
      values,
      missingIn: operations.map(({ id }) => id).filter((id) => !has.has(id)),
    }))
    .sort((a, b) => a.missingIn.length - b.missingIn.length || compareCodePoints(a.text, b.text))
}

type RequestFound = Pick<KnownVariable, 'text' | 'type' | 'values'>

function requestValues(operation: Operation, service: Service): readonly RequestFound[] {
  const { shapes } = service
  const places: (readonly [source: RequestLocation['source'], path: readonly string[], shape: ShapeIndex])[] = [
    ...operation.pathParameters.map(({ name, shape }) => ['path', [name], shape] as const),
    ...operation.queryParameters.flatMap(({ name, shape, style }) =>
      style === 'deepObject'
        ? fieldsOf(shape, shapes).map(([path, field]) => ['query', [name, ...path], field] as const)
        : [['query', [name], shape] as const],
    ),
    ...(operation.body?.shape == null
      ? []
      : fieldsOf(operation.body.shape, shapes).map(([path, field]) => ['body', path, field] as const)),
  ]
  return places.flatMap(([source, path, shape]) => {
    const short: RequestVariable = { kind: 'request', source: 'any', path, span: NOWHERE }
    const explicit: RequestVariable = { ...short, source }
    const variable = resolveRequestVariable(short, operation, service) === 'ambiguous' ? explicit : short
    const location = resolveRequestVariable(variable, operation, service)
    if (typeof location === 'string') return []
    return [{ text: printOperand(variable), type: typeOf(location), values: literalsOf(shape, shapes) }]
  })
}

/** The declared fields beneath a shape with their paths, through arrays and branches: the shallow ones first. */
function fieldsOf(
  start: ShapeIndex,
  shapes: readonly Shape[],
): readonly (readonly [path: readonly string[], shape: ShapeIndex])[] {
  const fields: (readonly [path: readonly string[], shape: ShapeIndex])[] = []
  let level: typeof fields = [[[], start]]
  for (let depth = 1; depth <= DEEPEST_FIELD && level.length > 0; depth++) {
    level = level.flatMap(([path, shape]) => {
      const properties = withItems(shape, shapes).flatMap((each) => each.properties)
      return [...new Map(properties)].map(([name, field]) => [[...path, name], field] as const)
    })
    fields.push(...level.slice(0, MOST_FIELDS - fields.length))
    if (fields.length === MOST_FIELDS) break
  }
  return fields
}

/** A shape with its branches, and what its arrays hold. */
function withItems(start: ShapeIndex, shapes: readonly Shape[]): readonly Shape[] {
  const seen = new Set([start])
  // A set iterates over what is added to it on the way.
  for (const index of seen) {
    for (const { items } of withBranches(shapes, index)) if (items !== null) seen.add(items)
  }
  return [...seen].flatMap((index) => withBranches(shapes, index))
}

function typeOf({ types, formats }: RequestLocation): KnownVariable['type'] {
  if (formats.has('date-time')) return 'time'
  const named = [...types].filter((type) => type !== 'null').map((type) => (type === 'integer' ? 'number' : type))
  const [type, ...others] = new Set(named)
  if (others.length > 0) return 'any'
  return type === 'string' ? 'text' : type === 'number' || type === 'boolean' ? type : 'any'
}

function literalsOf(shape: ShapeIndex, shapes: readonly Shape[]): readonly string[] {
  const values = withItems(shape, shapes).flatMap((each) => each.enum ?? [])
  return [...new Set(values)].flatMap((value) =>
    typeof value === 'string' ? quote(value) : typeof value === 'boolean' ? String(value).toUpperCase() : [],
  )
}

function known(
  variable: Variable,
  of: KnownVariable['of'],
  type: KnownVariable['type'],
  values: readonly string[] = [],
): KnownVariable {
  return { text: printOperand(variable), of, type, values, missingIn: [] }
}

function quote(value: string): string {
  return printOperand({ kind: 'string', value, span: NOWHERE })
}
