import { foldTag } from '../../model/fold.ts'
import { toSingle, UNCOMPARABLE } from './single.ts'
import type { JsonType, Operation } from '../../model/service.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { Values } from './lift.ts'
import type { RequestLocation } from './request-path.ts'
import type { Single } from './single.ts'

/** Stands for a value of the request that was not asked about: it may be anything, or missing. */
export const OPEN: unique symbol = Symbol('open')

/**
 * Reads what an operand has for a decision. `undefined`: nothing was sent or set; null: there is no value for another reason (the variable
 * does not apply, `null` was sent, or the value cannot be had). Within an array, null is an element without value.
 */
export type Reader = (input: EvaluationInput) => Values | typeof OPEN

/** Compiles the reading of a request value, once for each operation. */
export function compileRequestReader(location: RequestLocation, operation: Operation): Reader {
  const [name = ''] = location.path
  const parse = parserFor(location.types)
  switch (location.source) {
    case 'path':
      return readPathParameter(
        operation.pathParameters.findIndex((parameter) => parameter.name === name),
        parse,
      )
    case 'query': {
      const parameter = operation.queryParameters.find((each) => each.name === name)
      if (parameter?.style === 'deepObject') return readDeepObject(location.path, parse)
      // A comma list, an object spread over several names, JSON: one text stands for many values, so it compares with nothing.
      return readQueryParameter(name, parameter?.style === 'other' ? () => UNCOMPARABLE : parse)
    }
    case 'body':
      return readBody(location.path.map((field, at) => nameReader(field, location.tagKeys?.has(at) === true)))
  }
}

type ParseText = (text: string) => Single

function readPathParameter(index: number, parse: ParseText): Reader {
  return (input) => {
    const text = input.request.path[index]
    if (text === null) return OPEN
    return text === undefined ? null : parse(text)
  }
}

function readQueryParameter(name: string, parse: ParseText): Reader {
  return ({ request: { query } }) => (query === null ? OPEN : parseAll(query.get(name), parse))
}

/** Reads `name[field][field]`. What is sent beneath that name makes the value an object; what is sent in place of a parent hides it. */
function readDeepObject(path: readonly string[], parse: ParseText): Reader {
  const key = keyOf(path)
  const parents = path.slice(1).map((_, i) => keyOf(path.slice(0, i + 1)))
  return ({ request: { query } }) => {
    if (query === null) return OPEN
    if (parents.some((parent) => isSent(query.get(parent)))) return null
    const own = parseAll(query.get(key), parse)
    for (const [name, texts] of query) {
      if (name.startsWith(`${key}[`) && isSent(texts)) return [UNCOMPARABLE, ...listOf(own)]
    }
    return own
  }
}

/** How a `deepObject` spells the name of a field. */
function keyOf(path: readonly string[]): string {
  return path.reduce((parent, field) => `${parent}[${field}]`)
}

function listOf(values: Single | readonly Single[] | undefined): readonly Single[] {
  if (values === undefined) return []
  return typeof values === 'object' && values !== null ? values : [values]
}

function isSent(texts: readonly string[] | undefined): boolean {
  return texts !== undefined && texts.length > 0
}

function parseAll(texts: readonly string[] | undefined, parse: ParseText): Single | readonly Single[] | undefined {
  const first = texts?.[0]
  if (texts === undefined || first === undefined) return undefined
  return texts.length === 1 ? parse(first) : texts.map(parse)
}

/** What the text of a path or query value stands for under the types declared for it. */
export function readsTextAs(types: ReadonlySet<JsonType>): 'text' | 'number' | 'boolean' {
  const scalar = [...types].filter((type) => type !== 'null')
  if (scalar.length === 0) return 'text'
  if (scalar.every((type) => type === 'integer' || type === 'number')) return 'number'
  return scalar.every((type) => type === 'boolean') ? 'boolean' : 'text'
}

const PARSERS = { text: toSingle, number: numberOf, boolean: parseBoolean } as const

function parserFor(types: ReadonlySet<JsonType>): ParseText {
  return PARSERS[readsTextAs(types)]
}

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/

/** The number that the text of a path or query value stands for under a numeric schema. */
export function numberOf(text: string): Single {
  return NUMBER.test(text) ? toSingle(Number(text)) : UNCOMPARABLE
}

function parseBoolean(text: string): Single {
  return text === 'true' ? true : text === 'false' ? false : UNCOMPARABLE
}

/** The values that an object has under a name: its own property, or of tags every one whose key is the same in another letter case. */
type ReadName = (object: object) => readonly unknown[]

function nameReader(name: string, isTagKey: boolean): ReadName {
  const valueOf = (object: object, own: string): unknown => (object as Readonly<Record<string, unknown>>)[own]
  if (!isTagKey) return (object) => (Object.hasOwn(object, name) ? [valueOf(object, name)] : [])
  const folded = foldTag(name)
  return (object) => {
    const names = Object.keys(object).filter((own) => foldTag(own) === folded)
    return names.map((own) => valueOf(object, own))
  }
}

function readBody(path: readonly ReadName[]): Reader {
  return (input) => {
    const { body } = input.request
    switch (body.status) {
      case 'json':
        return readField(body.value, path)
      case 'absent':
        return undefined
      case 'other':
        return null
      case 'unavailable':
        input.missed = true
        return null
      case 'open':
        return OPEN
    }
  }
}

/** Follows names of own properties down to a value; where an array stands on the way, to the value in each of its elements. */
function readField(body: unknown, path: readonly ReadName[]): Values {
  let value = body
  for (let at = 0; at < path.length; at++) {
    if (Array.isArray(value)) return readElements(value, path, at)
    if (typeof value !== 'object' || value === null) return null
    const values: readonly unknown[] = path[at]?.(value) ?? []
    if (values.length === 0) return undefined
    if (values.length > 1) return readElements(values, path, at + 1)
    value = values[0]
  }
  return Array.isArray(value) ? readElements(value, path, path.length) : toSingle(value)
}

/** Every value below an array, in no particular order. With a list of its own for what is left to do: arrays nest deeper than the stack. */
function readElements(array: readonly unknown[], path: readonly ReadName[], from: number): readonly Single[] {
  const found: Single[] = []
  const left = array.map((value) => ({ value, at: from }))
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, at } = next
    const read = path[at]
    if (Array.isArray(value)) {
      if (value.length === 0) found.push(null)
      for (const element of value as readonly unknown[]) left.push({ value: element, at })
    } else if (read === undefined) {
      found.push(toSingle(value))
    } else {
      const values = typeof value === 'object' && value !== null ? read(value) : []
      if (values.length === 0) found.push(null)
      for (const each of values) left.push({ value: each, at: at + 1 })
    }
  }
  return found
}
