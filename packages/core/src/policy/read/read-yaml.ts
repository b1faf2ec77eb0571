import { Composer, CST, Lexer, Parser, isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode } from 'yaml'
import { isStorableText } from '../../model/tags.ts'
import type { DiagnosticLog } from './diagnostic-log.ts'
import type { Span } from '../diagnostic.ts'
import { explainYaml, type YamlFault } from './explain-yaml.ts'
import { locateScalar } from './locate-scalar.ts'
import { POLICY_LIMITS } from '../policy-limits.ts'
import type { Locate } from './source-text.ts'
import type { YamlEntry, YamlNode, YamlText } from './yaml-node.ts'

/** Features of YAML that policies do not have, by the type of the token that begins one. */
const REFUSED_TOKENS: ReadonlyMap<string, string> = new Map([
  ['anchor', 'an anchor'],
  ['alias', 'an alias'],
  ['tag', 'a YAML tag'],
  ['directive-line', 'a YAML directive'],
])

/**
 * Reads YAML 1.2 (core schema) or JSON into plain nodes; answers null where the text is not readable, and reports why. Anchors, aliases,
 * tags, directives, merge keys, a second document, keys that are not text, and whatever the YAML reader warns of are errors. Depth is
 * bounded before anything recursive runs.
 */
export function readYaml(source: string, locate: Locate, log: DiagnosticLog): YamlNode | null {
  const tokens = readTokens(source, locate, log)
  if (tokens === null) return null
  const { documents, faults } = compose(tokens, source.length)
  if (faults.length > 0) {
    explainYaml(source, faults, locate, log)
    return null
  }
  const [document, second] = documents
  if (second !== undefined) {
    const message = 'a second document begins here: a policy is one document'
    log.error('several-documents', locate(second.range[0], second.range[1]), message, 'remove the `---` before it')
    return null
  }
  return document === undefined ? null : toNode(document, source, locate, log)
}

function readTokens(source: string, locate: Locate, log: DiagnosticLog): readonly CST.Token[] | null {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let isText = false
  let refused = 0
  let outside = 0
  for (const lexeme of new Lexer().lex(source)) {
    const feature = isText ? undefined : REFUSED_TOKENS.get(CST.tokenType(lexeme) ?? '')
    /* A lone or path-like `*` was meant as a wildcard: the reader's own complaint about it gets a better explanation. */
    if (feature !== undefined && !/^\*(?:$|:)/.test(lexeme)) {
      const span = locate(parser.offset, parser.offset + lexeme.length)
      log.error(
        'yaml-feature',
        span,
        `${feature} stands here: policies have none`,
        'put the text in quotes, or write out what it stands for',
      )
      if (++refused === POLICY_LIMITS.diagnostics) return null
    }
    isText = lexeme === CST.SCALAR
    for (const token of parser.next(lexeme)) {
      tokens.push(token)
      if (token.type === 'error' || token.type === 'doc-end') outside++
    }
    // What is read so far has more faults than are ever reported.
    if (outside > POLICY_LIMITS.diagnostics) break
    if (parser.stack.length > POLICY_LIMITS.documentDepth) {
      const span = locate(parser.offset, parser.offset)
      log.error('limit-exceeded', span, `more than ${POLICY_LIMITS.documentDepth} levels of lists and maps`)
      return null
    }
  }
  tokens.push(...parser.end())
  return tokens
}

/**
 * Puts tokens together, at most two documents, until there are more faults than are ever reported: the YAML reader makes an `Error` for each,
 * and a text of commas has one for every character.
 */
function compose(tokens: readonly CST.Token[], length: number): Composition {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
  })
  const documents: Document.Parsed[] = []
  const report = composer['onError'] as (...fault: readonly unknown[]) => void
  let faults = 0
  composer['onError'] = (...fault: readonly unknown[]) => {
    // The reader catches what is thrown inside of it and reports that as a fault too, which ends here again.
    if (++faults > POLICY_LIMITS.diagnostics) throw ENOUGH
    report(...fault)
  }
  try {
    for (const document of composer.compose(tokens, true, length)) if (documents.push(document) === 2) break
  } catch (error) {
    if (error !== ENOUGH) throw error
  }
  const complaints = [...documents, composer.streamInfo()].flatMap(({ errors, warnings }) => [...errors, ...warnings])
  return { documents, faults: complaints.map(toFault) }
}

const ENOUGH = new Error('no more faults are reported')

interface Composition {
  readonly documents: readonly Document.Parsed[]
  readonly faults: readonly YamlFault[]
}

function toFault(error: { readonly message: string; readonly pos: readonly [number, number] }): YamlFault {
  return { message: error.message, start: error.pos[0], end: error.pos[1] }
}

/** INVARIANT: recursion is as deep as the tokens were, which `readTokens` bounds. */
function toNode(document: Document.Parsed, source: string, locate: Locate, log: DiagnosticLog): YamlNode {
  const convert = (node: ParsedNode | null, at: Span): YamlNode => {
    if (node === null) return { kind: 'other', value: null, span: at }
    const [start, end] = node.range
    const written = locate(start, trimEnd(source, start, end))
    const span = written.length === 0 ? at : written
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((item) => convert(item as ParsedNode | null, span)), span }
    if (isMap(node)) {
      const entries = node.items.map((pair) => convertPair(pair as { key: ParsedNode; value: ParsedNode | null }, span))
      return { kind: 'map', entries: entries.filter((entry) => entry !== null), span }
    }
    if (isAlias(node) && node.source.startsWith(':')) {
      const hint = `put it in quotes: \`'${source.slice(span.offset, span.offset + Math.min(span.length, 60))}'\``
      log.error('unquoted-star', span, 'YAML reads an unquoted `*` as an alias', hint)
    }
    if (!isScalar(node)) return { kind: 'other', value: null, span }
    const value: unknown = node.value
    if (typeof value === 'string') return convertText(value, node.type === 'PLAIN', start, span)
    return { kind: 'other', value: typeof value === 'number' || typeof value === 'boolean' ? value : null, span }
  }

  const convertText = (value: string, plain: boolean, start: number, span: Span): YamlText => {
    if (!isStorableText(value)) {
      log.error('control-character', span, 'the text holds a NUL character or half a surrogate pair')
    }
    const raw = source.slice(start, start + span.length)
    return { kind: 'text', value, plain, span, locate: locateScalar(value, raw, start, locate) }
  }

  const convertPair = (pair: { key: ParsedNode; value: ParsedNode | null }, around: Span): YamlEntry | null => {
    const key = convert(pair.key, around)
    if (key.kind !== 'text') {
      log.error('key-not-text', key.span, 'a key is not text', 'put the key in quotes')
      return null
    }
    if (key.value === '<<') {
      log.error('yaml-feature', key.span, 'a merge key stands here: policies have none', 'write out what it stands for')
      return null
    }
    return { key, value: convert(pair.value, key.span) }
  }

  return convert(document.contents, locate(0, source.length))
}

/** Ends of block collections and block scalars reach into the lines after them. */
function trimEnd(source: string, start: number, end: number): number {
  let last = end
  while (last > start && /\s/.test(source.charAt(last - 1))) last--
  return last
}
