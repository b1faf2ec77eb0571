import type { PathSegment } from '../model/service.ts'

/** A router's path in parts, as `Operation.segments` has a document's. */
export type RouteTemplate = readonly PathSegment[]

/**
 * Reads a route's path as Express 4 and 5 and Koa's router write it (`/users/:id`, `/:id(\\d+)`, `/:id?`, `{/:id}`) into every path it
 * stands for, with and without its optional parts.
 *
 * @returns undefined for a path that no document could describe: wildcards, regular expressions, or more than 16 paths in one
 */
export function parseRoutePath(path: string): readonly RouteTemplate[] | undefined {
  const tokens = tokenize(path)
  if (tokens === undefined) return undefined
  const alternatives = expand(tokens)
  return alternatives?.map(toTemplate)
}

/** Every path that a route was registered with stands for, or `opaque` where one of them cannot be compared with a document. */
export function templatesOf(path: unknown): readonly RouteTemplate[] | 'opaque' {
  const paths = Array.isArray(path) ? (path as unknown[]).flat(Infinity) : [path]
  const parsed = paths.map((each) => (typeof each === 'string' ? parseRoutePath(each) : undefined))
  return parsed.includes(undefined) ? 'opaque' : parsed.flatMap((alternatives) => alternatives ?? [])
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'optional'; readonly tokens: readonly Token[] }

type Flat = Exclude<Token, { readonly kind: 'optional' }>

const MOST_ALTERNATIVES = 16
const PARAMETER = /:(?:([\p{ID_Start}$_][\p{ID_Continue}$]*)|"((?:\\.|[^"\\])+)")(\((?:\\.|[^()\\])*\))?([?+*])?/uy
const SPECIAL = /[*+?()[\]!]/

/** Undefined where the path holds what cannot be compared. */
function tokenize(path: string): readonly Token[] | undefined {
  const open: Token[][] = [[]]
  let at = 0
  while (at < path.length) {
    const tokens = open.at(-1) as Token[]
    const character = path.charAt(at)
    if (character === ':') {
      PARAMETER.lastIndex = at
      const match = PARAMETER.exec(path)
      if (match === null || match[4] === '+' || match[4] === '*') return undefined
      at = PARAMETER.lastIndex
      const parameter = { kind: 'parameter', name: match[1] ?? (match[2] as string).replace(/\\(.)/g, '$1') } as const
      if (match[4] !== '?') tokens.push(parameter)
      else tokens.push(withSlashBefore(tokens, parameter))
      continue
    }
    at++
    if (character === '{') open.push([])
    else if (character === '}') {
      const group = open.pop()
      if (group === undefined || open.length === 0) return undefined
      ;(open.at(-1) as Token[]).push({ kind: 'optional', tokens: group })
    } else if (SPECIAL.test(character)) return undefined
    else {
      const text = character === '\\' ? path.charAt(at++) : character
      if (text === '') return undefined
      tokens.push({ kind: 'text', text })
    }
  }
  return open.length === 1 ? open[0] : undefined
}

/** `/:id?` makes the slash before the parameter optional too. */
function withSlashBefore(tokens: Token[], parameter: Token): Token {
  const last = tokens.at(-1)
  if (last?.kind !== 'text' || last.text !== '/') return { kind: 'optional', tokens: [parameter] }
  tokens.pop()
  return { kind: 'optional', tokens: [last, parameter] }
}

function expand(tokens: readonly Token[]): readonly (readonly Flat[])[] | undefined {
  let alternatives: (readonly Flat[])[] = [[]]
  for (const token of tokens) {
    if (token.kind !== 'optional') {
      alternatives = alternatives.map((alternative) => [...alternative, token])
      continue
    }
    const inner = expand(token.tokens)
    if (inner === undefined || alternatives.length * (inner.length + 1) > MOST_ALTERNATIVES) return undefined
    alternatives = alternatives.flatMap((before) => [before, ...inner.map((group) => [...before, ...group])])
  }
  return alternatives
}

function toTemplate(tokens: readonly Flat[]): RouteTemplate {
  const segments: { literals: string[]; parameters: string[] }[] = []
  for (const token of tokens) {
    if (token.kind === 'text' && token.text === '/') {
      segments.push({ literals: [''], parameters: [] })
      continue
    }
    let segment = segments.at(-1)
    if (segment === undefined) segments.push((segment = { literals: [''], parameters: [] }))
    if (token.kind === 'text') segment.literals.push(`${segment.literals.pop() ?? ''}${token.text}`)
    else {
      segment.parameters.push(token.name)
      segment.literals.push('')
    }
  }
  const last = segments.at(-1)
  if (last?.parameters.length === 0 && last.literals[0] === '') segments.pop()
  return segments
}
