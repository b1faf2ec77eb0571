import fc from 'fast-check'
import { execute, Kind, parse, validate, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { openCase } from '../decision/testdata/decision-case.ts'
import { NO_QUERY } from '../model/request-values.ts'
import type { Service } from '../model/service.ts'
import { readRootFields } from './read-root-fields.ts'
import { clinicSchema, loadClinicSchema } from './testdata/clinic-schema.ts'

/*
 * The reference: graphql-js executes the document, and every field that resolves is written down by the names on the way to it. Whatever
 * resolves on a request that is allowed must be granted, and must not be denied.
 */

/** A field that ran: names from the root, and the arguments of the root field. */
interface Executed {
  readonly path: readonly string[]
  /** Which root field of the response it belongs to. */
  readonly key: string
  readonly id: unknown
}

const PATIENT = { __typename: 'Patient', id: 'x', name: 'n', notes: 'o' }
let service: Service

beforeAll(async () => {
  service = await loadClinicSchema()
})

function run(source: string, variables: Record<string, unknown>, operationName: string): readonly Executed[] {
  const executed: Executed[] = []
  const ids = new Map<string, unknown>()
  const fieldResolver = (
    _source: unknown,
    args: Record<string, unknown>,
    _context: unknown,
    info: GraphQLResolveInfo,
  ) => {
    const names: string[] = []
    const keys: string[] = []
    for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at !== undefined; at = at.prev) {
      if (typeof at.key === 'number') continue
      keys.unshift(at.key)
      names.unshift(fieldNameOf(at))
    }
    const [key = ''] = keys
    if (names.length === 1) ids.set(key, args['id'] ?? args['diagnosticId'])
    executed.push({ path: names, key, id: ids.get(key) })
    const type = String(info.returnType)
    if (/^\[/.test(type)) return [{ ...PATIENT }]
    return /^(ID|String|Boolean|Int)/.test(type) ? 'x' : { ...PATIENT, __typename: type.replace('!', '') }
  }
  const typeResolver = (value: unknown) => {
    const name = (value as { __typename: string }).__typename
    return name === 'Record' ? 'Patient' : name
  }
  const result = execute({
    schema: clinicSchema,
    document: parse(source),
    variableValues: variables,
    operationName,
    fieldResolver,
    typeResolver,
  })
  if (result instanceof Promise) throw new TypeError('the execution is not synchronous')
  return executed
}

/** The name of the field at a place of the response, whose key there may be an alias. */
const aliases = new Map<string, string>()
function fieldNameOf(at: GraphQLResolveInfo['path']): string {
  const key = String(at.key)
  return aliases.get(key) ?? key
}

const FIELDS: Readonly<Record<string, readonly (readonly [name: string, type: string | null])[]>> = {
  Patient: [
    ['id', null],
    ['name', null],
    ['notes', null],
    ['doctor', 'Doctor'],
    ['diagnostics', 'Diagnostic'],
  ],
  Diagnostic: [
    ['id', null],
    ['notes', null],
    ['report', null],
    ['patient', 'Patient'],
  ],
  Doctor: [
    ['id', null],
    ['name', null],
    ['patients', 'Patient'],
  ],
  Record: [
    ['id', null],
    ['notes', null],
  ],
}

/** Documents as text: fields with and without aliases, fragments of both kinds, directives, several operations. */
const document = fc.infiniteStream(fc.nat({ max: 9999 })).map((stream) => {
  const next = (bound: number): number => (stream.next().value as number) % bound
  const fragments: string[] = []
  let fresh = 0
  const alias = (name: string): string => {
    if (next(3) > 0) return name
    const key = `k${fresh++}`
    aliases.set(key, name)
    return `${key}: ${name}`
  }
  const directive = (): string => ['', '', '', '@skip(if: true)', '@include(if: $yes)', '@skip(if: $no)'][next(6)] ?? ''
  const selection = (type: string, depth: number): string => {
    const parts = Array.from({ length: 1 + next(2) }, (): string => {
      const kind = next(6)
      if (kind === 0 && depth < 3)
        return `... on ${type === 'Record' ? 'Patient' : type} ${directive()} ${selection(type === 'Record' ? 'Patient' : type, depth + 1)}`
      if (kind === 1 && depth < 3) {
        const name = `F${fragments.length}`
        const at = fragments.push('') - 1
        fragments[at] = `fragment ${name} on ${type} ${selection(type, depth + 1)}`
        return `...${name} ${directive()}`
      }
      const fields = FIELDS[type] ?? []
      const [name = 'id', inner = null] = fields[next(fields.length)] ?? []
      if (inner === null) return `${alias(name)} ${directive()}`
      return depth > 2 ? alias('id') : `${alias(name)} ${directive()} ${selection(inner, depth + 1)}`
    })
    return `{ ${next(5) === 0 ? '__typename ' : ''}${parts.join(' ')} }`
  }
  const roots: readonly (readonly [string, string, string])[] = [
    ['patient', '(id: $id)', 'Patient'],
    ['patient', '(id: "2")', 'Patient'],
    ['patients', '', 'Patient'],
    ['diagnostic', '(diagnosticId: 1)', 'Diagnostic'],
    ['record', '(id: $id)', 'Record'],
  ]
  const operation = (name: string): string => {
    const fields = Array.from({ length: 1 + next(2) }, () => {
      const [field, args, type] = roots[next(roots.length)] ?? ['version', '', '']
      aliases.set(`r${fresh}`, field)
      return `r${fresh++}: ${field}${args} ${directive()} ${selection(type, 1)}`
    })
    return `query ${name}($id: ID! = "1", $yes: Boolean! = true, $no: Boolean! = false) { ${fields.join(' ')} _${name}: version @include(if: $yes) @skip(if: $no) p${name}: record(id: $id) { id } }`
  }
  aliases.set('_A', 'version').set('_B', 'version').set('pA', 'record').set('pB', 'record')
  const operations = next(3) === 0 ? [operation('A'), operation('B')] : [operation('A')]
  return [...operations, ...fragments].join('\n')
})

const names = fc.constantFrom('id', 'name', 'notes', 'doctor', 'diagnostics', 'patients', 'report', 'patient')
const path = fc
  .tuple(fc.constantFrom('patient', 'patients', 'diagnostic', 'record'), fc.array(names, { maxLength: 2 }))
  .map(([root, below]) => [root, ...below])
const statement = fc.record({
  paths: fc.array(path, { minLength: 1, maxLength: 5 }),
  id: fc.option(fc.constantFrom('1', '2')),
})
const policy = fc.record({ allows: fc.array(statement, { maxLength: 3 }), denies: fc.array(path, { maxLength: 3 }) })

interface Statement {
  readonly paths: readonly (readonly string[])[]
  readonly id: string | null
}

function print(effect: 'allow' | 'deny', { paths, id }: Statement): string {
  const where = id === null ? '' : `\n    where: $request:id = '${id}'`
  return `  - ${effect}: { query: [${paths.map((each) => each.join('.')).join(', ')}] }${where}`
}

const begins = (longer: readonly string[], shorter: readonly string[]): boolean =>
  shorter.every((name, index) => longer[index] === name)

/** Whether one statement grants a root field that ran, with everything that ran beneath it. */
function grants({ paths, id }: Statement, ran: readonly Executed[]): boolean {
  if (id !== null && ran[0]?.id !== id) return false
  // A field on the way to a granted one may run, as far as what runs beneath it is granted.
  return ran.every(({ path: each }) => paths.some((granted) => begins(each, granted) || begins(granted, each)))
}

test(
  'what resolves on a request that is allowed is granted by one statement and denied by none',
  { timeout: 60_000 },
  async () => {
    let allowed = 0
    let ranFields = 0
    await fc.assert(
      fc.asyncProperty(
        document,
        policy,
        fc.constantFrom('1', '2'),
        fc.boolean(),
        async (source, { allows, denies }, id, whole) => {
          const parsed = parse(source)
          if (validate(clinicSchema, parsed).length > 0) return
          const always: Statement = { paths: [['version'], ['record']], id: null }
          const everything: Statement = { paths: [['patient'], ['patients'], ['diagnostic'], ['record']], id: null }
          const statements = [...allows, always, ...(whole ? [everything] : [])]
          const { decisions, principal } = openCase(service, {
            name: '',
            roles: { r: `type: graphQL\npolicy:\n${statements.map((each) => print('allow', each)).join('\n')}` },
            ...(denies.length === 0
              ? {}
              : { guardrail: `type: graphQL\npolicy:\n${print('deny', { paths: denies, id: null })}` }),
            request: '',
            expected: ['no', ''],
          })
          const read = readRootFields({ schema: clinicSchema, document: parsed, variables: { id } })
          if (!read.ok) return
          for (const rootField of read.rootFields) {
            const operation = service.operations.find((each) => each.id === `query:${rootField.field}`)
            if (operation === undefined) throw new Error(`no ${rootField.field}`)
            const body = { status: 'json', value: rootField.arguments } as const
            const request = { path: [], query: NO_QUERY, body, selection: rootField.selection }
            if (!(await decisions.decide({ principal, operation, request })).allowed) return
          }
          allowed++
          for (const name of parsed.definitions.flatMap((each) =>
            each.kind === Kind.OPERATION_DEFINITION ? (each.name?.value ?? []) : [],
          )) {
            const ran = run(source, { id }, name)
            ranFields += ran.length
            for (const denied of denies) expect(ran.filter((each) => begins(each.path, denied))).toEqual([])
            for (const [, ofRoot] of Map.groupBy(ran, ({ key }) => key)) {
              expect(statements.some((each) => grants(each, ofRoot))).toBe(true)
            }
          }
        },
      ),
      { numRuns: 400 },
    )
    // What is never allowed shows nothing; about half of all requests are.
    expect(allowed).toBeGreaterThan(40)
    expect(ranFields).toBeGreaterThan(100)
  },
)

test('the reference knows the fields of the schema', () => {
  for (const [type, fields] of Object.entries(FIELDS)) {
    const declared = Object.keys((clinicSchema.getType(type) as GraphQLObjectType).getFields())
    expect(fields.map(([name]) => name)).toEqual(declared)
  }
})
