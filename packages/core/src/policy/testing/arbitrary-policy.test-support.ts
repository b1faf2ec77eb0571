import fc from 'fast-check'
import type {
  Comparison,
  Condition,
  FieldPart,
  Literal,
  OperationPattern,
  Policy,
  Statement,
  Variable,
} from '../ast.ts'
import type { Span } from '../diagnostic.ts'

const span: Span = { line: 1, column: 1, offset: 0, length: 0 }

/** Text that a policy may hold, odd characters included. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '__proto__',
      "it's",
      '"',
      '‘dev’',
      'a: b',
      'a #b',
      '- x',
      '*',
      'null',
      '1e3',
      '{a}',
      'ß\u2028\u202e',
      '\t\n',
      '~',
      '0x1F',
      '...',
    ),
  )
  .filter((value) => !value.includes('\0') && value.isWellFormed())
const visibleText = text.filter((value) => value.trim() !== '')
const identifier = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,8}$/),
  fc.constantFrom('AND', 'null', '__proto__', 'constructor', 'IN'),
)
const key = fc.oneof(fc.stringMatching(/^[a-z]{1,3}(?:[:.][a-z]{1,3}){0,2}$/), text)

const variable: fc.Arbitrary<Variable> = fc.oneof(
  key.map((name): Variable => ({ kind: 'principal-tag', key: name, span })),
  fc.record({ key, parameter: fc.option(text, { nil: undefined }) }).map(({ key: name, parameter }): Variable => ({
    kind: 'resource-tag',
    key: name,
    ...(parameter === undefined ? {} : { parameter }),
    span,
  })),
  fc
    .record({
      source: fc.constantFrom('any', 'path', 'query', 'body'),
      path: fc.array(fc.oneof(identifier, text), { minLength: 1, maxLength: 4 }),
    })
    .map((value): Variable => ({ kind: 'request', ...value, span })),
  fc
    .constantFrom('id', 'type', 'tenant', 'roles', 'email')
    .map((attribute): Variable => ({ kind: 'principal', attribute, span })),
  fc
    .constantFrom('id', 'type', 'tenant', 'owner')
    .map((attribute): Variable => ({ kind: 'resource', attribute, span })),
  fc.constant<Variable>({ kind: 'context', attribute: 'time', span }),
)
const setVariable = variable.filter(
  ({ kind, ...rest }) =>
    kind === 'principal-tag' ||
    kind === 'resource-tag' ||
    (kind === 'principal' && 'attribute' in rest && rest.attribute === 'roles'),
)

const boundLiteral: fc.Arbitrary<Literal> = fc.oneof(
  text.map((value): Literal => ({ kind: 'string', value, span })),
  fc
    .stringMatching(/^-?[0-9]{1,7}(\.[0-9]{1,7})?$/)
    .map((written): Literal => ({ kind: 'number', value: Number(written) + 0, text: written, span })),
  fc.boolean().map((value): Literal => ({ kind: 'boolean', value, span })),
  identifier.map((name): Literal => ({ kind: 'slot', name, span })),
)
const literal = fc.oneof(boundLiteral, fc.constant<Literal>({ kind: 'null', span }))
const list = fc.array(literal, { minLength: 1, maxLength: 4 })

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc
    .record({
      operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
      sides: fc.oneof(fc.tuple(variable, literal), fc.tuple(literal, variable), fc.tuple(variable, variable)),
    })
    .map(({ operator, sides: [left, right] }): Comparison => ({ kind: 'compare', operator, left, right, span })),
  fc
    .record({
      negated: fc.boolean(),
      sides: fc.oneof(fc.tuple(variable, list), fc.tuple(fc.oneof(variable, literal), variable)),
    })
    .map(({ negated, sides: [left, right] }): Comparison => ({ kind: 'in', negated, left, right, span })),
  fc.record({ negated: fc.boolean(), left: variable, value: text }).map(({ negated, left, value }): Comparison => ({
    kind: 'like',
    negated,
    left,
    pattern: { kind: 'string', value, span },
    span,
  })),
  fc
    .record({ negated: fc.boolean(), left: variable, low: boundLiteral, high: boundLiteral })
    .map((value): Comparison => ({ kind: 'between', ...value, span })),
  fc.record({ negated: fc.boolean(), variable }).map((value): Comparison => ({ kind: 'is-null', ...value, span })),
  fc
    .record({ variable: setVariable, right: fc.oneof(variable, literal, list) })
    .map((value): Comparison => ({ kind: 'all', ...value, span })),
)

/** A condition as parsing gives it: no `and` directly in an `and`, no `or` directly in an `or`. Its spans are empty. */
export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc
      .record({
        kind: fc.constantFrom('and', 'or'),
        operands: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
      })
      .map(({ kind, operands }): Condition => {
        const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]))
        return { kind, operands: flat, span }
      }),
    tie('condition').map((operand): Condition => ({ kind: 'not', operand, span })),
  ),
})).condition

const field = fc
  .record({
    names: fc.array(visibleText, { maxLength: 2 }),
    last: fc.oneof(
      visibleText.map((name): FieldPart => ({ kind: 'name', name })),
      visibleText.map((prefix): FieldPart => ({ kind: 'prefix', prefix })),
      fc.constant<FieldPart>({ kind: 'any' }),
    ),
  })
  .map(({ names, last }) => ({ parts: [...names.map((name): FieldPart => ({ kind: 'name', name })), last], span }))
const fields = fc.array(field, { minLength: 1, maxLength: 3 })

const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', '*')
const path = fc
  .record({
    segments: fc.array(
      fc.oneof(fc.stringMatching(/^[a-z.~@!$&'()+=:%-]{1,6}$/), fc.constant('{id}'), fc.constant('__proto__')),
      { minLength: 1, maxLength: 3 },
    ),
    below: fc.boolean(),
  })
  .map(({ segments, below }) => `/${segments.join('/')}${below ? '/*' : ''}`)
const operation: fc.Arbitrary<OperationPattern> = fc
  .record({ method, path: fc.option(path, { nil: null }), fields: fc.option(fields, { nil: undefined }) })
  .map(({ fields: listed, ...pattern }) => ({ ...pattern, ...(listed === undefined ? {} : { fields: listed }), span }))

const options = fc.record({ description: visibleText, where: arbitraryCondition, filter: fields }, { requiredKeys: [] })

const graphqlName = fc.stringMatching(/^[_a-zA-Z][_0-9a-z]{0,5}$/)
const paths = fc.array(fc.array(graphqlName, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
const selections = fc
  .uniqueArray(fc.record({ root: fc.constantFrom('query', 'mutation', 'subscription'), paths }), {
    minLength: 1,
    selector: ({ root }) => root,
  })
  .map((groups) => groups.flatMap(({ root, paths: list }) => list.map((path) => ({ root, path, span }))))

const grant = (type: Policy['type']): fc.Arbitrary<Pick<Statement, 'operations' | 'selections'>> =>
  type === 'openAPI'
    ? fc.array(operation, { minLength: 1, maxLength: 3 }).map((operations) => ({ operations, selections: [] }))
    : selections.map((list) => ({ operations: [], selections: list }))

/** A policy as reading gives it; its spans are empty. */
export const arbitraryPolicy: fc.Arbitrary<Policy> = fc
  .constantFrom('openAPI' as const, 'graphQL' as const)
  .chain((type) =>
    fc
      .record({
        template: fc.option(identifier, { nil: undefined }),
        slots: fc.record({ principal: fc.boolean(), resource: fc.boolean() }),
        ids: fc.uniqueArray(visibleText, { maxLength: 3 }),
        statements: fc.array(fc.record({ effect: fc.constantFrom('allow', 'deny'), grant: grant(type), options }), {
          maxLength: 3,
        }),
      })
      .map(({ template, slots, ids, statements }): Policy => ({
        type,
        ...(template === undefined ? {} : { template: { name: template, span } }),
        statements: statements.map(({ effect, grant: names, options: { filter, ...rest } }, index) => {
          const id = ids[index]
          const kept = effect === 'allow' && type === 'openAPI' && filter !== undefined ? { filter } : {}
          return { effect, ...(id === undefined ? {} : { id }), ...names, ...rest, ...kept, ...slotsOf(slots), span }
        }),
      })),
  )

function slotsOf(has: {
  readonly principal: boolean
  readonly resource: boolean
}): Pick<Statement, 'principal' | 'resource'> {
  return {
    ...(has.principal ? { principal: { kind: 'slot', name: 'principal', span } } : {}),
    ...(has.resource ? { resource: { kind: 'slot', name: 'resource', span } } : {}),
  }
}

/** The value without its spans, to compare what was read from different places. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (name === 'span' ? [] : [[name, withoutSpans(inner)]])),
  )
}
