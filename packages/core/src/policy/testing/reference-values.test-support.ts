import type { Service, Shape } from '../../model/service.ts'
import type { Literal, Operand, Variable } from '../ast.ts'
import type { EvaluationInput, ResourceInput } from '../compiled.ts'

/** One value, with all that decides how it compares. */
export interface Value {
  readonly is: 'string' | 'number' | 'boolean' | 'instant' | 'nothing' | 'uncomparable'
  readonly of: 'tag' | 'id' | 'date-time' | 'uuid' | 'other'
  readonly content: string | number | boolean | bigint | null
}

/** The values of one side. `none` says why there are none. */
export interface Side {
  readonly set: 'server' | 'request'
  readonly values: readonly Value[]
  readonly none: 'missing' | 'inapplicable' | null
}

/** The value of a literal. */
export function literal(operand: Literal): Value {
  if (operand.kind === 'slot') throw new TypeError('a slot has no value')
  return json(operand.kind === 'null' ? null : operand.value, 'other')
}

function json(content: unknown, of: Value['of']): Value {
  if (content === null || content === undefined) return { is: 'nothing', of, content: null }
  if (typeof content === 'string') {
    const storable = !content.includes('\0') && !/[\uD800-\uDFFF]/u.test(content)
    return { is: storable ? 'string' : 'uncomparable', of, content }
  }
  if (typeof content === 'number') {
    const exact = Number.isFinite(content) && (!Number.isInteger(content) || Number.isSafeInteger(content))
    return { is: exact ? 'number' : 'uncomparable', of, content }
  }
  if (typeof content === 'boolean') return { is: 'boolean', of, content }
  return { is: 'uncomparable', of, content: null }
}

/** The values an operand has, or why it has none. */
export function readSide(operand: Operand, input: EvaluationInput, service: Service): Side {
  switch (operand.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'slot':
      return server([literal(operand)])
    case 'principal-tag':
      return tagSide(operand.key, input.principal.tags)
    case 'resource-tag': {
      const resource = operand.parameter === undefined ? input.resource : resourceOf(operand.parameter, input)
      if (resource?.lookup.status !== 'known') return inapplicable('server')
      return tagSide(operand.key, resource.lookup.resource.tags)
    }
    case 'request':
      return requestSide(operand, input, service)
    case 'context':
      return server([{ is: 'instant', of: 'date-time', content: BigInt(input.now) * 1_000_000n }])
    default:
      return attributeSide(operand, input, service)
  }
}

function server(values: readonly Value[]): Side {
  return { set: 'server', values, none: values.length === 0 ? 'missing' : null }
}

function inapplicable(set: Side['set']): Side {
  return { set, values: [], none: 'inapplicable' }
}

function tagSide(key: string, tags: EvaluationInput['principal']['tags']): Side {
  const tag = [...tags.values()].find((each) => sameKey(each.key, key))
  return server((tag?.values ?? []).map((value) => json(value, 'tag')))
}

function sameKey(a: string, b: string): boolean {
  const folded = (key: string): string => key.normalize('NFC').replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  return folded(a) === folded(b)
}

function resourceOf(parameter: string, input: EvaluationInput): ResourceInput | undefined {
  return input.parameterResources[input.operation.pathParameters.map(({ name }) => name).indexOf(parameter)]
}

function attributeSide(
  variable: Extract<Variable, { kind: 'principal' | 'resource' }>,
  input: EvaluationInput,
  service: Service,
): Side {
  const { resource, principal } = input
  const one = (content: string | undefined, of: Value['of']): Side =>
    server(content === undefined ? [] : [json(content, of)])
  if (variable.kind === 'principal') {
    if (variable.attribute === 'roles') return server(principal.roles.map((role) => json(role, 'other')))
    return one(principal[variable.attribute], ['id', 'tenant'].includes(variable.attribute) ? 'id' : 'other')
  }
  if (variable.attribute === 'id' || variable.attribute === 'type') {
    if (resource.ref === null) return inapplicable('server')
    if (variable.attribute === 'type') return one(resource.ref.type, 'other')
    const { resource: locator } = input.operation
    const shapes = locator === null ? null : declared(locator.from, locator.path, input, service)
    return one(resource.ref.id, shapes?.some((shape) => shape.format === 'uuid') ? 'uuid' : 'id')
  }
  if (resource.lookup.status !== 'known') return inapplicable('server')
  return one(resource.lookup.resource[variable.attribute], 'id')
}

// Requests

type Found = { readonly source: 'path' | 'query' | 'body'; readonly shapes: readonly Shape[] }

function requestSide(variable: Extract<Variable, { kind: 'request' }>, input: EvaluationInput, service: Service): Side {
  const found = (['path', 'query', 'body'] as const)
    .filter((source) => variable.source === 'any' || variable.source === source)
    .map((source) => ({ source, shapes: declared(source, variable.path, input, service) }))
    .filter((each): each is Found => each.shapes !== null)
  const [only] = found
  if (only === undefined || found.length > 1) return inapplicable('request')
  const formats = only.shapes.map((shape) => shape.format)
  const of = formats.includes('date-time') ? 'date-time' : formats.includes('uuid') ? 'uuid' : 'other'
  if (only.source === 'body') return bodySide(variable.path, input, of)
  const types = only.shapes.flatMap((shape) => shape.types).filter((type) => type !== 'null' && type !== 'array')
  const texts = only.source === 'path' ? pathTexts(variable.path, input) : queryTexts(variable.path, input)
  if (texts === null) return inapplicable('request')
  const values = texts.map((text) => (text === 'object' ? json({}, of) : json(parameter(text.raw, types), of)))
  return { set: 'request', values, none: values.length === 0 ? 'missing' : null }
}

function parameter(raw: string, types: readonly string[]): unknown {
  if (types.length > 0 && types.every((type) => type === 'integer' || type === 'number')) {
    return /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(raw) ? Number(raw) : {}
  }
  if (types.length > 0 && types.every((type) => type === 'boolean')) {
    return raw === 'true' || raw === 'false' ? raw === 'true' : {}
  }
  return raw
}

function pathTexts(path: readonly string[], input: EvaluationInput): readonly { readonly raw: string }[] {
  const raw = input.request.path[input.operation.pathParameters.findIndex(({ name }) => name === path[0])]
  return raw === null || raw === undefined ? [] : [{ raw }]
}

function queryTexts(
  path: readonly string[],
  input: EvaluationInput,
): readonly ({ readonly raw: string } | 'object')[] | null {
  const query = [...(input.request.query ?? [])].filter(([, texts]) => texts.length > 0)
  const spelled = (fields: readonly string[]): string =>
    (fields[0] ?? '') +
    fields
      .slice(1)
      .map((field) => `[${field}]`)
      .join('')
  const isDeep = input.operation.queryParameters.some(({ name, style }) => name === path[0] && style === 'deepObject')
  const isSent = (key: string): boolean => query.some(([name]) => name === key)
  for (let length = 1; length < path.length; length++) {
    if (isSent(spelled(path.slice(0, length)))) return null
  }
  const own = query.filter(([name]) => name === spelled(path)).flatMap(([, texts]) => texts.map((raw) => ({ raw })))
  const hasBeneath = isDeep && query.some(([name]) => name.startsWith(`${spelled(path)}[`))
  return hasBeneath ? ['object', ...own] : own
}

function bodySide(path: readonly string[], input: EvaluationInput, of: Value['of']): Side {
  const { body } = input.request
  if (body.status === 'absent') return { set: 'request', values: [], none: 'missing' }
  if (body.status !== 'json') return inapplicable('request')
  const found = fieldValues(body.value, path)
  if (found === 'not sent') return { set: 'request', values: [], none: 'missing' }
  return { set: 'request', values: found.map((value) => json(value, of)), none: null }
}

/** Every value that a path names; null for one that is no value. */
function fieldValues(value: unknown, path: readonly string[]): readonly unknown[] | 'not sent' {
  if (Array.isArray(value)) {
    return value.flatMap((element) => {
      const found = fieldValues(element, path)
      return found === 'not sent' || found.length === 0 ? [null] : found
    })
  }
  const [name, ...rest] = path
  if (name === undefined) return [value]
  if (typeof value !== 'object' || value === null) return [null]
  const entry = Object.entries(value).find(([key]) => key === name)
  return entry === undefined ? 'not sent' : fieldValues(entry[1], rest)
}

/** The shapes declared for what a path names, or null where it names nothing. */
function declared(
  source: Found['source'],
  path: readonly string[],
  input: EvaluationInput,
  service: Service,
): readonly Shape[] | null {
  const { operation } = input
  const expand = (index: number, seen: readonly number[] = []): readonly Shape[] => {
    const shape = service.shapes[index]
    if (shape === undefined || seen.includes(index)) return []
    const next = shape.items === null ? shape.branches : [...shape.branches, shape.items]
    return [shape, ...next.flatMap((each) => expand(each, [...seen, index]))]
  }
  const descend = (shapes: readonly Shape[], fields: readonly string[]): readonly Shape[] | null => {
    const [name, ...rest] = fields
    if (name === undefined) return shapes
    const next = shapes.flatMap((shape) => {
      const own = shape.properties.filter(([property]) => property === name)
      if (own.length > 0) return own.flatMap(([, index]) => expand(index))
      return shape.additional === null ? [] : expand(shape.additional)
    })
    return next.length === 0 ? null : descend(next, rest)
  }
  if (source === 'path') {
    const found = operation.pathParameters.find(({ name }) => name === path[0])
    return found === undefined || path.length > 1 ? null : expand(found.shape)
  }
  if (source === 'query') {
    const found = operation.queryParameters.find(({ name }) => name === path[0])
    if (found === undefined || (path.length > 1 && found.style !== 'deepObject')) return null
    return descend(expand(found.shape), path.slice(1))
  }
  const shape = operation.body?.shape ?? null
  return shape === null ? null : descend(expand(shape), path)
}
