import type { DiagnosticCode } from '../diagnostic-codes.ts'
import { quoteInput, type DiagnosticLog } from './diagnostic-log.ts'
import { parseCondition } from '../condition/parse-condition.ts'
import type { Locate } from './source-text.ts'

/** A complaint of the YAML reader, with offsets into the source. */
export interface YamlFault {
  readonly message: string
  readonly start: number
  readonly end: number
}

interface Line {
  readonly text: string
  readonly offset: number
}

type Report = (code: DiagnosticCode, line: Line, start: number, end: number, message: string, hint?: string) => void

const KEY_WITHOUT_COLON =
  /^(\s*(?:[-–—]\s+)?)(?:(allow|deny|policy|query|mutation|subscription)\s*(?:#.*)?$|(where)\s+(?=[$(]|NOT\b)|(type)\s+\w|(filter)\s+\[)/
const KEY_WITHOUT_SPACE = /^(\s*(?:-\s+)?)(allow|deny|where|filter|type|version|policy|id|description):(?=\S)/
const OTHER_BULLET = /^(\s*)([–—−•·‐‑‒*])\s/
const LIST_ITEM = /^(\s*)-\s+\S/
const STAR = /^\s*-\s+(\*\S*)|^[^'"#]*\[(?:[^'"\]]*,)?\s*(\*[^,\]\s]*)/d
const BRACE_IN_LIST =
  /^[^'"#]*\[(?:[^'"\]]*[\s,])?([A-Za-z*]+:\/[^\s,\]'"]*)|^\s*([A-Za-z]+:\/[^\s,'"]*)\s*,?\s*\]?\s*$/d
const WHERE = /^(\s*(?:-\s+)?where:\s+)(\S.*?)\s*$/
const BULLET_KEY = /^(\s*-\s+)(?:allow|deny|where|filter|id|description)\b/
const BARE_KEY = /^(\s*)(allow|deny|where|filter|id|description):/
const WHOLE_QUOTED = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*(?:#.*)?$/

/** Says in the author's words why a text is not readable YAML: the usual slips by name, line by line, else the reader's first complaint. */
export function explainYaml(source: string, faults: readonly YamlFault[], locate: Locate, log: DiagnosticLog): void {
  const faultLines = new Set(faults.map((fault) => locate(fault.start, fault.start).line))
  const explained = explainLines({ source, from: 0, to: source.length, locate, log, faultLines })
  const first = faults.reduce((least, fault) => (fault.start < least.start ? fault : least))
  if (explained !== null && locate(first.start, first.start).line >= explained) return
  const message = first.message.charAt(0).toLowerCase() + first.message.slice(1).replace(/\s+/g, ' ')
  log.error('yaml-syntax', locate(first.start, first.end), `not readable as YAML: ${message}`)
}

/** Lines to look at: those that the offsets from `from` to before `to` lie in. */
export interface Stretch {
  readonly source: string
  readonly from: number
  readonly to: number
  readonly locate: Locate
  readonly log: DiagnosticLog
  /** Lines that the YAML reader complains of. */
  readonly faultLines?: ReadonlySet<number>
}

/**
 * Reports the usual slips in a stretch of lines, and answers the first line that has one, or null. Reads line by line, so it is for text that is
 * already known to be wrong.
 */
export function explainLines({ source, from, to, locate, log, faultLines }: Stretch): number | null {
  const begin = from === 0 ? 0 : source.lastIndexOf('\n', from - 1) + 1
  const lines = splitLines(source, begin, to)
  let first: number | null = null
  const report: Report = (code, line, start, end, message, hint) => {
    const span = locate(line.offset + start, line.offset + end)
    first ??= span.line
    log.error(code, span, message, hint)
  }
  const isJson = /^\s*[{[]/.test(source.slice(0, 1000))
  const explainIndent = createIndentRule(source.slice(begin, to), report)
  const explainSwallowed = createSwallowedRule(report)
  for (const [index, line] of lines.entries()) {
    const tab = isJson ? null : /^ *\t/.exec(line.text)
    if (tab !== null) {
      report('tab-indentation', line, 0, tab[0].length, 'the line is indented with a tab', 'indent with spaces')
    }
    explainSwallowed(line)
    explainFlow(line, report)
    explainIndent(line)
    const isFault = faultLines?.has(locate(line.offset, line.offset).line) ?? false
    explainWhere(
      source,
      line,
      lines[index + 1],
      isFault,
      report,
      locate,
      (offset) => (first ??= locate(offset, offset).line),
      log,
    )
  }
  return first
}

function splitLines(source: string, from: number, to: number): readonly Line[] {
  const lines: Line[] = []
  for (let offset = from; offset < to || lines.length === 0;) {
    const end = source.indexOf('\n', offset)
    const stop = end === -1 ? source.length : end
    lines.push({ text: source.slice(offset, stop).replace(/\r$/, ''), offset })
    offset = stop + 1
  }
  return lines
}

/** A key without its colon, another bullet than the hyphen, and the list items that these turn into text of the line above. */
function createSwallowedRule(report: Report): (line: Line) => void {
  let culprit: { key: string; indent: number } | null = null
  return (line) => {
    const indent = indentOf(line.text)
    if (culprit !== null && line.text.trim() !== '' && indent < culprit.indent) culprit = null
    const key = KEY_WITHOUT_COLON.exec(line.text)
    const name = key?.slice(2).find((group) => group !== undefined)
    if (key !== null && name !== undefined) {
      const start = (key[1] as string).length
      report(
        'missing-colon',
        line,
        start,
        start + name.length,
        `\`${name}\` is not followed by a colon`,
        `write \`${name}:\``,
      )
      culprit = { key: name, indent: start }
      return
    }
    const tight = KEY_WITHOUT_SPACE.exec(line.text)
    if (tight !== null) {
      const start = (tight[1] as string).length
      const hint = `write \`${tight[2]}: …\``
      report('missing-colon', line, start, tight[0].length, `\`${tight[2]}:\` is not followed by a space`, hint)
      return
    }
    const bullet = OTHER_BULLET.exec(line.text)
    if (bullet !== null) {
      const message = `the list item begins with \`${bullet[2]}\`, which is no hyphen`
      report('bullet-not-hyphen', line, indent, indent + 1, message, 'begin list items with `-`')
      culprit ??= { key: '', indent }
      return
    }
    if (culprit !== null && LIST_ITEM.test(line.text)) {
      const cause = culprit.key === '' ? 'is no item of the list' : `leaves \`${culprit.key}\` without its list`
      const message = `${quoteInput(line.text.trim())} is read as text of the line above, which ${cause}`
      report('list-swallowed', line, indent, line.text.trimEnd().length, message, 'mend the line above it')
      culprit = null
    }
  }
}

function explainFlow(line: Line, report: Report): void {
  const star = STAR.exec(line.text)
  const starAt = star?.indices?.[1] ?? star?.indices?.[2]
  if (starAt !== undefined) {
    const written = line.text.slice(...starAt)
    report(
      'unquoted-star',
      line,
      ...starAt,
      'YAML reads an unquoted `*` as an alias',
      `put it in quotes: \`'${written}'\``,
    )
  }
  const brace = BRACE_IN_LIST.exec(line.text)
  const braceAt = brace?.indices?.[1] ?? brace?.indices?.[2]
  if (braceAt !== undefined && line.text.slice(...braceAt).includes('{')) {
    const written = line.text.slice(...braceAt)
    const message = 'inside `[…]` YAML reads an unquoted `{` as a map'
    report('flow-brace', line, ...braceAt, message, `put the operation in quotes: \`'${written}'\``)
  }
}

/** Keys of one statement stand under each other: the first after the bullet, or the first at all, says where. */
function createIndentRule(text: string, report: Report): (line: Line) => void {
  const hasNestedStatements = /^\s*apis?:/m.test(text)
  let expected: number | undefined
  return (line) => {
    const opening = BULLET_KEY.exec(line.text)
    if (opening !== null) expected = (opening[1] as string).length
    const key = BARE_KEY.exec(line.text)
    if (key === null || hasNestedStatements) return
    const indent = (key[1] as string).length
    expected ??= indent
    if (indent === expected) return
    const name = key[2] as string
    const message = `\`${name}\` is indented by ${indent}, the other keys of its statement by ${expected}`
    report('key-misindented', line, indent, indent + name.length, message, `indent \`${name}\` by ${expected}`)
  }
}

function explainWhere(
  source: string,
  line: Line,
  next: Line | undefined,
  isFault: boolean,
  report: Report,
  locate: Locate,
  mark: (offset: number) => void,
  log: DiagnosticLog,
): void {
  const found = WHERE.exec(line.text)
  if (found === null) return
  const start = (found[1] as string).length
  const value = found[2] as string
  const end = start + value.length
  if (/^[|>]/.test(value) || WHOLE_QUOTED.test(value)) return
  if (/^['"]/.test(value)) {
    const message = 'the `where` begins with a quote, which YAML takes for the whole value'
    const hint = `put all of it in quotes: \`where: ${value.startsWith("'") ? '"…"' : "'…'"}\``
    if (isFault) report('where-unquoted', line, start, end, message, hint)
    return
  }
  const special = /:(?=\s)| #/.exec(value)
  if (isFault && special !== null) {
    const sign = special[0] === ':' ? ': ' : ' #'
    const message = `YAML reads the \`${sign}\` in the \`where\` as its own`
    report(
      'where-unquoted',
      line,
      start,
      end,
      message,
      'put the whole `where` in quotes, or write it as a block after `where: |`',
    )
  }
  const continues =
    next !== undefined && indentOf(next.text) > indentOf(line.text) && !/^\s*[-\w]+[:\s]/.test(next.text)
  if (continues) return
  const base = {
    source,
    locate: (from: number, to: number) => locate(line.offset + start + from, line.offset + start + to),
  }
  const { diagnostics } = parseCondition(value.replace(/ #[^'"’”]*$/, ''), base)
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) mark(line.offset)
  log.add(diagnostics)
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}
