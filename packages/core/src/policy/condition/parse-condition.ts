import { isStorableText } from '../../model/tags.ts'
import type {
  Comparison,
  ComparisonOperator,
  Condition,
  Literal,
  NumberLiteral,
  Operand,
  StringLiteral,
  Variable,
} from '../ast.ts'
import { createDiagnosticLog, quoteInput, type DiagnosticLog } from '../read/diagnostic-log.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { isVariable } from './condition-variables.ts'
import { ConditionFault, nullOperand, unexpected } from './condition-fault.ts'
import type { Token } from './condition-token.ts'
import { lexCondition } from './lex-condition.ts'
import { POLICY_LIMITS } from '../policy-limits.ts'
import { isLiteralList, printCondition, printOperand } from '../print/print-condition.ts'
import { readVariable } from './read-variable.ts'
import { createLocate, utf8Length, type Locate } from '../read/source-text.ts'

/** A condition, or null where a diagnostic is an error. */
export interface ParsedCondition {
  readonly condition: Condition | null
  readonly diagnostics: readonly Diagnostic[]
}

/** Where a clause stands in a larger source, so that its spans lie there. */
export interface ConditionBase {
  readonly source: string
  /** Maps offsets into the clause to the source. */
  readonly locate: Locate
}

const OPERATORS: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])

/**
 * Parses a `where` clause. An AND in an AND and an OR in an OR are read as one with more operands, so that parentheses that change nothing
 * leave no trace. Linear in the length of the text; the text, and the same text as printed, take at most 16 KiB.
 *
 * @see POLICY.md, section 4
 */
export function parseCondition(text: string, base?: ConditionBase): ParsedCondition {
  const locate = base?.locate ?? createLocate(text)
  const log = createDiagnosticLog(base?.source ?? text)
  const whole = locate(0, text.length)
  if (utf8Length(text) > POLICY_LIMITS.conditionBytes) {
    log.error('limit-exceeded', whole, 'the `where` is longer than 16 KiB')
  } else if (!isStorableText(text)) {
    log.error('control-character', whole, 'the `where` holds a NUL character or half a surrogate pair')
  } else if (text.trim() === '') {
    log.error('condition-empty', whole, 'the `where` is empty', 'leave `where` out to mean always')
  } else {
    const condition = parse(text, locate, log)
    if (condition !== null && utf8Length(printCondition(condition)) > POLICY_LIMITS.conditionBytes) {
      log.error('limit-exceeded', whole, 'the `where` is longer than 16 KiB in its canonical form')
    }
    return { condition: log.hasErrors() ? null : condition, diagnostics: log.list() }
  }
  return { condition: null, diagnostics: log.list() }
}

function parse(text: string, locate: Locate, log: DiagnosticLog): Condition | null {
  try {
    return createParser(lexCondition(text), locate, log).parseWhole()
  } catch (error) {
    if (!(error instanceof ConditionFault)) throw error
    log.error(error.code, locate(error.start, error.end), error.message, error.hint)
    return null
  }
}

interface Parser {
  parseWhole(): Condition
}

function createParser(tokens: readonly Token[], locate: Locate, log: DiagnosticLog): Parser {
  let position = 0
  let comparisons = 0
  let depth = 0

  const peek = (ahead = 0): Token => tokens[Math.min(position + ahead, tokens.length - 1)] as Token
  const next = (): Token => {
    const token = peek()
    position++
    return token
  }
  const isKeyword = (token: Token, keyword: string) => token.kind === 'word' && token.text.toUpperCase() === keyword
  const isSign = (token: Token, sign: string) => token.kind === 'sign' && token.text === sign
  const takeKeyword = (keyword: string): boolean => isKeyword(peek(), keyword) && next() !== undefined
  const takeSign = (sign: string): boolean => isSign(peek(), sign) && next() !== undefined
  const spanFrom = (start: number): Span => locate(start, (tokens[position - 1] as Token).end)

  function parseWhole(): Condition {
    const condition = parseOr()
    if (peek().kind !== 'end') throw unexpected(peek(), 'AND, OR or the end')
    return condition
  }

  function parseOr(): Condition {
    return parseJoined('or', parseAnd)
  }

  function parseAnd(): Condition {
    return parseJoined('and', parseNot)
  }

  function parseJoined(kind: 'or' | 'and', parseOperand: () => Condition): Condition {
    const start = peek().start
    const first = parseOperand()
    if (!isKeyword(peek(), kind.toUpperCase())) return first
    const operands = [first]
    while (takeKeyword(kind.toUpperCase())) operands.push(parseOperand())
    const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]))
    return { kind, operands: flat, span: spanFrom(start) }
  }

  function parseNot(): Condition {
    const start = peek().start
    if (takeKeyword('NOT')) {
      const operand = deeper(start, parseNot)
      return { kind: 'not', operand, span: spanFrom(start) }
    }
    if (!takeSign('(')) return parseComparison()
    const condition = deeper(start, parseOr)
    if (!takeSign(')')) throw unexpected(peek(), 'AND, OR or `)`')
    return condition
  }

  function deeper(start: number, parseInner: () => Condition): Condition {
    if (depth === POLICY_LIMITS.conditionDepth) {
      const message = `more than ${POLICY_LIMITS.conditionDepth} levels of parentheses and NOT`
      throw new ConditionFault('limit-exceeded', start, start + 1, message)
    }
    depth++
    const inner = parseInner()
    depth--
    return inner
  }

  function parseComparison(): Comparison {
    const start = peek().start
    if (comparisons++ === POLICY_LIMITS.comparisons) {
      const message = `more than ${POLICY_LIMITS.comparisons} comparisons`
      throw new ConditionFault('limit-exceeded', start, peek().end, message)
    }
    if (isKeyword(peek(), 'ALL')) return parseAll(start)
    const left = parseOperand('a variable or a value')
    const operator = peek().kind === 'sign' ? OPERATORS.get((peek() as Token & { kind: 'sign' }).text) : undefined
    if (operator !== undefined) {
      next()
      const right = parseOperand('a variable or a value')
      requireVariable(start, left, right)
      if (left.kind === 'null' || right.kind === 'null') warnNullComparison(start, left, right, operator)
      return { kind: 'compare', operator, left, right, span: spanFrom(start) }
    }
    if (takeKeyword('IS')) return parseIsNull(start, left)
    const negated = takeKeyword('NOT')
    if (takeKeyword('IN')) {
      const right = parseListOrVariable()
      requireVariable(start, left, ...(isLiteralList(right) ? [] : [right]))
      return { kind: 'in', negated, left, right, span: spanFrom(start) }
    }
    if (takeKeyword('LIKE')) {
      const pattern = parsePattern()
      requireVariable(start, left)
      return { kind: 'like', negated, left, pattern, span: spanFrom(start) }
    }
    if (takeKeyword('BETWEEN')) {
      const low = parseBound()
      if (!takeKeyword('AND')) throw unexpected(peek(), 'the AND of BETWEEN')
      const high = parseBound()
      requireVariable(start, left)
      return { kind: 'between', negated, left, low, high, span: spanFrom(start) }
    }
    throw unexpected(peek(), negated ? 'IN, LIKE or BETWEEN' : 'an operator')
  }

  function parseIsNull(start: number, variable: Operand): Comparison {
    const negated = takeKeyword('NOT')
    if (!takeKeyword('NULL')) throw unexpected(peek(), 'NULL', 'compare other values with `=`')
    requireVariable(start, variable)
    return { kind: 'is-null', negated, variable: variable as Variable, span: spanFrom(start) }
  }

  function parseAll(start: number): Comparison {
    next()
    if (!takeSign('(')) throw unexpected(peek(), '`(` after ALL')
    const inner = peek()
    const variable = parseOperand('a variable')
    if (!takeSign(')')) throw unexpected(peek(), '`)`')
    const isTag = variable.kind === 'principal-tag' || variable.kind === 'resource-tag'
    if (!isTag && !(variable.kind === 'principal' && variable.attribute === 'roles')) {
      const message = `\`ALL(…)\` takes a tag or \`$principal:roles\`, not ${quoteInput(printOperand(variable))}`
      log.error('all-operand', locate(inner.start, inner.end), message)
    }
    const isIn = isKeyword(peek(), 'IN')
    if (!isIn && !isSign(peek(), '='))
      throw unexpected(peek(), '`=` or IN after `ALL(…)`', 'negate with `NOT ALL(…) = …`')
    next()
    const right = isIn ? parseListOrVariable() : parseOperand('a variable or a value')
    if (!isLiteralList(right) && right.kind === 'null') warnNullComparison(start, variable, right, '=')
    return { kind: 'all', variable: variable as Variable, right, span: spanFrom(start) }
  }

  function parseListOrVariable(): readonly Literal[] | Variable {
    const token = peek()
    if (token.kind === 'variable') return parseOperand('a variable') as Variable
    if (!takeSign('(')) throw unexpected(token, 'a list in parentheses, or a variable')
    const literals: Literal[] = []
    do {
      if (literals.length === POLICY_LIMITS.listItems) {
        const message = `more than ${POLICY_LIMITS.listItems} items in a list`
        throw new ConditionFault('limit-exceeded', peek().start, peek().end, message)
      }
      const literal = parseLiteral()
      if (literal.kind === 'null') {
        log.warn('null-comparison', literal.span, 'NULL in a list equals nothing', 'use `IS NULL` beside the list')
      }
      literals.push(literal)
    } while (takeSign(','))
    if (!takeSign(')')) throw unexpected(peek(), '`,` or `)`')
    return literals
  }

  function parsePattern(): StringLiteral {
    const token = peek()
    if (token.kind !== 'string' && !isKeyword(token, 'NULL')) throw unexpected(token, 'a string after LIKE')
    const literal = parseLiteral()
    if (literal.kind !== 'string') throw nullOperand(token, 'LIKE')
    if ([...literal.value].length > POLICY_LIMITS.likeCodePoints) {
      const message = `the LIKE pattern is longer than ${POLICY_LIMITS.likeCodePoints} characters`
      log.error('limit-exceeded', literal.span, message)
    }
    return literal
  }

  function parseBound(): Literal {
    const token = peek()
    const literal = parseLiteral()
    if (literal.kind === 'null') throw nullOperand(token, 'BETWEEN')
    return literal
  }

  function parseLiteral(): Literal {
    const token = peek()
    if (token.kind === 'variable') throw unexpected(token, 'a value: a variable cannot stand here')
    return parseOperand('a value') as Literal
  }

  function parseOperand(expected: string): Operand {
    const token = next()
    const span = locate(token.start, token.end)
    switch (token.kind) {
      case 'variable':
        /* A variable that means nothing is reported, and stands in as some other: the clause is refused, but the rest of it is read. */
        return readVariable(token, span, log) ?? { kind: 'principal-tag', key: token.name, span }
      case 'string':
        if (token.quote === '‘' || token.quote === '“') {
          const message = `the string stands in typographic quotes (${token.quote}…)`
          log.warn('quote-typographic', span, message, `write ${quoteInput(printOperand({ ...token, span }))}`)
        }
        return { kind: 'string', value: token.value, span }
      case 'number':
        return readNumber(token.text, span)
      case 'slot':
        return { kind: 'slot', name: token.name, span }
      case 'word': {
        const word = token.text.toUpperCase()
        if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', span }
        if (word === 'NULL') return { kind: 'null', span }
        throw unexpected(token, expected)
      }
      default:
        throw unexpected(token, expected)
    }
  }

  function readNumber(text: string, span: Span): NumberLiteral {
    const digits = text
      .replace(/^-?0*(?=.)/, '')
      .replace('.', '')
      .replace(/^0+(?=.)/, '')
    if (digits.length > POLICY_LIMITS.significantDigits) {
      const message = `the number has ${digits.length} significant digits: at most ${POLICY_LIMITS.significantDigits}`
      log.error('number-digits', span, message)
    }
    /* Adding zero makes -0 zero. */
    return { kind: 'number', value: Number(text) + 0, text, span }
  }

  function requireVariable(start: number, ...operands: readonly Operand[]): void {
    if (operands.some(isVariable)) return
    const message = 'the comparison has no variable: it would always come out the same'
    log.error('comparison-without-variable', spanFrom(start), message, 'variables begin with `$`')
  }

  function warnNullComparison(start: number, left: Operand, right: Operand, operator: ComparisonOperator): void {
    const variable = printOperand(left.kind === 'null' ? right : left)
    const hint = `write \`${variable} IS ${operator === '!=' ? 'NOT ' : ''}NULL\``
    log.warn('null-comparison', spanFrom(start), 'a comparison with NULL is never TRUE', hint)
  }

  return { parseWhole }
}
