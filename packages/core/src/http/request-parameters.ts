import { NO_QUERY } from '../model/request-values.ts'
import type { Operation, Service, Shape, ShapeIndex } from '../model/service.ts'
import { typesOf, withBranches } from '../model/shape-types.ts'
import { percentDecode } from '../util/percent-decode.ts'

/** The values of a request's path and query as conditions read them, or why the request is refused (400). */
export type RequestParameters =
  | {
      readonly ok: true
      readonly path: readonly string[]
      readonly query: ReadonlyMap<string, readonly string[]>
    }
  | { readonly ok: false; readonly message: string }

/**
 * How many parameters a query may have, empty ones included. Express and Koa parse 1,000 and drop the rest, and a decision must not rest on a
 * value that the handler never sees.
 */
export const MAX_QUERY_PARAMETERS = 1000

/**
 * Reads the parameters of one request to an operation.
 *
 * Path values stay as they are but for uuids, which turn lower-case; under a schema that allows integers alone they must be canonical
 * integers. The query is split and decoded once, repeated names in order.
 *
 * @param path decoded values in the order of the operation's path parameters
 * @param search the query as sent, without its `?`
 * @see POLICY.md, section 4, Types
 */
export function readRequestParameters(
  operation: Operation,
  service: Service,
  path: readonly string[],
  search: string,
): RequestParameters {
  const rules = rulesOf(operation, service)
  let values = path
  if (rules.anyPathRule) {
    const read: string[] = []
    for (const [index, value] of path.entries()) {
      const rule = rules.path[index]
      if (rule === 'integer' && !CANONICAL_INTEGER.test(value)) {
        return refuse(`path parameter \`${operation.pathParameters[index]?.name ?? ''}\` is not a canonical integer`)
      }
      read.push(rule === 'uuid' ? value.toLowerCase() : value)
    }
    values = read
  }
  if (search === '') return { ok: true, path: values, query: NO_QUERY }
  const query = readQuery(search, rules.query)
  return typeof query === 'string' ? refuse(query) : { ok: true, path: values, query }
}

/** No sign but minus, no leading zeros, no `-0`: each integer has one spelling, so that two readers cannot take two for one. */
const CANONICAL_INTEGER = /^(?:0|-?[1-9][0-9]*)$/

type PathRule = 'integer' | 'uuid' | null

interface ParameterRules {
  readonly path: readonly PathRule[]
  readonly anyPathRule: boolean
  readonly query: ReadonlyMap<string, QueryRule>
}

interface QueryRule {
  readonly deepObject: boolean
  readonly uuid: boolean
}

const rulesByOperation = new WeakMap<Operation, ParameterRules>()

function rulesOf(operation: Operation, service: Service): ParameterRules {
  let rules = rulesByOperation.get(operation)
  if (rules === undefined) {
    const path = operation.pathParameters.map(({ shape }): PathRule => {
      if (isInteger(service.shapes, shape)) return 'integer'
      return isUuid(service.shapes, shape) ? 'uuid' : null
    })
    const query = operation.queryParameters.map(({ name, style, shape }) => {
      return [name, { deepObject: style === 'deepObject', uuid: isUuid(service.shapes, shape) }] as const
    })
    rules = { path, anyPathRule: path.some((rule) => rule !== null), query: new Map(query) }
    rulesByOperation.set(operation, rules)
  }
  return rules
}

function readQuery(search: string, rules: ReadonlyMap<string, QueryRule>): Map<string, string[]> | string {
  const parts = search.split('&')
  if (parts.length > MAX_QUERY_PARAMETERS) return `the query has more than ${MAX_QUERY_PARAMETERS} parameters`
  const bracketEquals = BRACKET_EQUALS.test(search)
  const query = new Map<string, string[]>()
  for (const part of parts) {
    if (part === '') continue
    const equals = part.indexOf('=')
    if (bracketEquals && endsElsewhere(part, equals))
      return 'the query holds `]=` inside a value: percent-encode the `=`'
    const name = decodeFormText(equals === -1 ? part : part.slice(0, equals))
    const value = equals === -1 ? '' : decodeFormText(part.slice(equals + 1))
    if (name === undefined || value === undefined) return 'the query holds a percent-escape that is not UTF-8'
    const rule = rules.get(name)
    const misread = rule === undefined ? declaredBefore(name, rules) : undefined
    if (misread !== undefined) return `query parameter \`${misread}\` takes no such brackets`
    const read = rule?.uuid === true ? value.toLowerCase() : value
    const values = query.get(name)
    if (values === undefined) query.set(name, [read])
    else values.push(read)
  }
  return query
}

/**
 * The declared parameter that a parser which knows brackets would give an undeclared name's value to: `a[b]`, and `[a]` too. A `deepObject`
 * takes names of fields in brackets, and nothing else.
 */
function declaredBefore(name: string, rules: ReadonlyMap<string, QueryRule>): string | undefined {
  const bracket = name.indexOf('[')
  if (bracket === -1) return undefined
  const declared = bracket === 0 ? name.slice(1).split(']', 1)[0] : name.slice(0, bracket)
  const rule = rules.get(declared ?? '')
  if (rule === undefined) return undefined
  const isField = rule.deepObject && bracket > 0 && /^(?:\[[^[\]]+\])+$/.test(name.slice(bracket))
  return isField ? undefined : declared
}

const BRACKET_EQUALS = /(?:\]|%5D)=/i

/** Whether the parser of Express ends the parameter's name later than at its first `=`: it prefers the `=` of a `]=`. */
function endsElsewhere(part: string, equals: number): boolean {
  const bracket = part.search(BRACKET_EQUALS)
  return bracket !== -1 && equals < bracket
}

/** Form encoding writes a space as a plus. */
function decodeFormText(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text)
}

function isInteger(shapes: readonly Shape[], start: ShapeIndex): boolean {
  const types = new Set(typesOf(shapes, start))
  types.delete('null')
  return types.size === 1 && types.has('integer')
}

function isUuid(shapes: readonly Shape[], start: ShapeIndex): boolean {
  return withBranches(shapes, start).some((shape) => shape.format === 'uuid')
}

function refuse(message: string): RequestParameters {
  return { ok: false, message }
}
