import { assertNever } from '../../util/assert-never.ts'
import { findNearest } from '../../util/nearest.ts'
import type { Variable } from '../ast.ts'
import type { DiagnosticLog } from '../read/diagnostic-log.ts'
import type { Span } from '../diagnostic.ts'
import type { Segment, Token } from './condition-token.ts'

const ATTRIBUTES = {
  principal: ['id', 'type', 'tenant', 'roles', 'email'],
  resource: ['id', 'type', 'tenant', 'owner'],
  context: ['time'],
} as const

const VARIABLES = [
  'principalTags',
  'resourceTags',
  'resourceTag',
  'request',
  'path',
  'query',
  'body',
  'principal',
  'resource',
  'context',
] as const

type VariableName = (typeof VARIABLES)[number]

/** Gives a variable its meaning, or reports what is wrong with it and answers null. @see POLICY.md, section 4 */
export function readVariable(token: Token & { kind: 'variable' }, span: Span, log: DiagnosticLog): Variable | null {
  const name = VARIABLES.find((known) => known === token.name)
  if (name === undefined) {
    const nearest = findNearest(token.name, VARIABLES)
    const hint =
      nearest === undefined ? `the variables are ${listNames(VARIABLES, '$')}` : `did you mean \`$${nearest}\`?`
    log.error('variable-unknown', span, `there is no variable \`$${token.name}\``, hint)
    return null
  }
  if (token.parameter !== undefined && name !== 'resourceTags' && name !== 'resourceTag') {
    log.error('variable-syntax', span, `\`$${name}\` takes no \`[…]\``, 'only `$resourceTags[parameter]:key` does')
    return null
  }
  if (token.segments.length === 0) {
    log.error(
      'variable-syntax',
      span,
      `\`$${name}\` needs \`:\` and a name after it`,
      `write \`$${name}:${exampleOf(name)}\``,
    )
    return null
  }
  return toVariable(name, token, span, log)
}

function toVariable(
  name: VariableName,
  token: Token & { kind: 'variable' },
  span: Span,
  log: DiagnosticLog,
): Variable | null {
  const path = token.segments.map((segment) => segment.name)
  switch (name) {
    case 'principalTags':
      return { kind: 'principal-tag', key: joinKey(token.segments), span }
    case 'resourceTags':
    case 'resourceTag': {
      const key = joinKey(token.segments)
      return {
        kind: 'resource-tag',
        key,
        ...(token.parameter === undefined ? {} : { parameter: token.parameter }),
        span,
      }
    }
    case 'request':
      return { kind: 'request', source: 'any', path, span }
    case 'path':
    case 'query':
    case 'body':
      return { kind: 'request', source: name, path, span }
    case 'principal': {
      const attribute = readAttribute(name, ATTRIBUTES.principal, path, span, log)
      return attribute === null ? null : { kind: 'principal', attribute, span }
    }
    case 'resource': {
      const attribute = readAttribute(name, ATTRIBUTES.resource, path, span, log)
      return attribute === null ? null : { kind: 'resource', attribute, span }
    }
    case 'context': {
      const attribute = readAttribute(name, ATTRIBUTES.context, path, span, log)
      return attribute === null ? null : { kind: 'context', attribute, span }
    }
    default:
      return assertNever(name)
  }
}

/** Everything after the first `:` is the key of a tag, separators kept. */
function joinKey(segments: readonly Segment[]): string {
  return segments.map((segment, index) => (index === 0 ? segment.name : segment.separator + segment.name)).join('')
}

function readAttribute<Name extends string>(
  variable: string,
  attributes: readonly Name[],
  path: readonly string[],
  span: Span,
  log: DiagnosticLog,
): Name | null {
  const written = path.join(':')
  const attribute = attributes.find((known) => known === written)
  if (attribute !== undefined) return attribute
  const nearest = findNearest(written, attributes)
  const hint =
    nearest === undefined
      ? `\`$${variable}\` has ${listNames(attributes, '')}; tags are read with \`$principalTags:\` and \`$resourceTags:\``
      : `did you mean \`$${variable}:${nearest}\`?`
  log.error('attribute-unknown', span, `\`$${variable}\` has no \`${written}\``, hint)
  return null
}

function exampleOf(name: VariableName): string {
  if (name === 'principal' || name === 'resource') return 'id'
  if (name === 'context') return 'time'
  return name.endsWith('Tags') || name.endsWith('Tag') ? 'key' : 'name'
}

function listNames(names: readonly string[], prefix: string): string {
  return names.map((name) => `\`${prefix}${name}\``).join(', ')
}
