import { dirname, resolve } from 'node:path'
import type { Reason } from '@wardkit/core'
import { ERROR_CATALOG } from '@wardkit/core/errors'
import type { HostPrincipal } from '@wardkit/core/http'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { readText } from './policy-files.ts'
import type { AttemptedRequest, BenchDocuments, BenchLink } from './policy-bench.ts'
import { UsageError } from './usage-error.ts'

/** Cases of one file: requests, and what is to become of each. */
export interface CaseFile {
  readonly file: string
  /** OpenAPI documents and GraphQL schemas that the file names. */
  readonly documents: BenchDocuments
  readonly cases: readonly PolicyCase[]
}

export interface PolicyCase {
  readonly name: string
  readonly file: string
  /** Where it begins, from 1. */
  readonly line: number
  readonly request: AttemptedRequest
  readonly expect: 'allow' | 'deny'
  /** The reason of the decision, or the code of a refusal before any; absent: whichever. */
  readonly reason?: string
}

/** The form of a case file, for the help and for errors. */
export const CASE_FILE_EXAMPLE = [
  'principals:',
  '  doctor: { roles: [doctor], tags: { function: doctors } }',
  'cases:',
  '  - case: a doctor reads a patient of their ward',
  '    principal: doctor',
  '    resource: { tags: { ward: a } }',
  '    request: GET /patient/p-1',
  '    expect: allow',
]

const REASONS = {
  allowed: true,
  depends: true,
  public: true,
  denied: true,
  'no-statement': true,
  'condition-not-met': true,
  'field-not-allowed': true,
  'tags-do-not-match': true,
  'other-tenant': true,
  'tenant-inactive': true,
  unavailable: true,
} satisfies Record<Reason, true>

const text = z.string().min(1)
const Tags = z.record(text, z.union([z.string(), z.array(z.string())]))
const Principal = z.strictObject({
  type: z.enum(['user', 'apiKey', 'assumedRole', 'upstream']).optional(),
  id: text.optional(),
  tenant: text.optional(),
  roles: z.array(text).default([]),
  tags: Tags.optional(),
  email: text.optional(),
})
const Facts = z.strictObject({ tenant: text.optional(), owner: text.optional(), tags: Tags.optional() })
const Resource = Facts.extend({ type: text, id: text })
/** Whom a link is to: one of `principals`, or everybody who holds a role or is of a tenant. */
const Linked = z.union([
  text,
  z.strictObject({ type: z.enum(['user', 'apiKey', 'role', 'tenant']), id: text, tenant: text.optional() }),
])
const SharedBy = z.strictObject({
  template: text,
  principal: Linked,
  resource: z.strictObject({ type: text, id: text }).optional(),
  slots: z.record(text, z.union([z.string(), z.number(), z.boolean()])).optional(),
  expires: z.iso.datetime({ offset: true }).optional(),
  tenant: text.optional(),
})
const Case = z
  .strictObject({
    case: text,
    principal: z.union([text, Principal, z.null()]),
    request: z
      .string()
      .regex(/^[A-Za-z]+ \/\S*$/, 'needs a method and a path, such as `GET /patient/p-1`')
      .optional(),
    body: z.json().optional(),
    contentType: text.optional(),
    query: text.optional(),
    variables: z.record(z.string(), z.json()).optional(),
    resource: Facts.optional(),
    resources: z.array(Resource).default([]),
    links: z.array(SharedBy).default([]),
    at: z.iso.datetime({ offset: true }).optional(),
    expect: z.enum(['allow', 'deny']),
    reason: z.enum([...Object.keys(REASONS), ...Object.keys(ERROR_CATALOG)]).optional(),
  })
  .refine(({ request, query }) => (request === undefined) !== (query === undefined), {
    message: 'a case has either a `request` or, of GraphQL, a `query`',
  })
/** A path, or a path and what the schema does not say. */
const Schema = z.union([
  text.transform((file) => ({ file, resources: undefined, public: undefined })),
  z.strictObject({
    file: text,
    resources: z.record(text, z.union([text, z.strictObject({ type: text, id: text })])).optional(),
    public: z.array(text).optional(),
  }),
])
/** A path, or a path and the prefix that the document does not say. */
const Document = z.union([
  text.transform((file) => ({ file, basePath: undefined })),
  z.strictObject({ file: text, basePath: text.optional() }),
])
const File = z.strictObject({
  openapi: z.union([Document, z.array(Document)]).optional(),
  graphql: z.union([Schema, z.array(Schema)]).optional(),
  principals: z.record(text, Principal).default({}),
  resources: z.array(Resource).default([]),
  cases: z.array(Case).min(1),
})

/** The tenant of a principal that names none. */
const DEFAULT_TENANT = 'tenant'

/**
 * Reads a file of cases.
 *
 * @throws UsageError naming the line of the first thing in it that is wrong
 */
export async function readCaseFile(file: string): Promise<CaseFile> {
  const source = await readText(file)
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, version: '1.2' })
  const [fault] = [...document.errors, ...document.warnings]
  if (fault !== undefined) {
    throw new UsageError(`${file}:${lines.linePos(fault.pos[0]).line}: ${fault.message}`, 'correct the YAML there')
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
      if (node?.range !== undefined) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const { success, data, error } = File.safeParse(document.toJS({ maxAliasCount: 100 }))
  if (!success) throw invalid(file, nearestIssue(error.issues), lineOf)
  const beside = <T extends { readonly file: string }>(given: T | T[] | undefined) =>
    [given ?? []].flat().map((each) => ({ ...withoutUndefined(each), file: resolve(dirname(file), each.file) }))
  return {
    file,
    documents: { openapi: beside(data.openapi), graphql: beside(data.graphql) },
    cases: data.cases.map((given, index): PolicyCase => {
      const { case: name, principal, request, reason, resource, at, ...sent } = given
      if (typeof principal === 'string' && !Object.hasOwn(data.principals, principal)) {
        throw new UsageError(
          `${file}:${lineOf(['cases', index, 'principal'])}: there is no principal \`${principal}\``,
          'describe it under `principals`',
        )
      }
      const [method = '', target = ''] = request?.split(' ') ?? []
      const { query, variables, body, contentType } = sent
      return withoutUndefined({
        name,
        file,
        line: lineOf(['cases', index]),
        expect: given.expect,
        reason,
        request: withoutUndefined({
          principal:
            typeof principal === 'string'
              ? toPrincipal(data.principals[principal], principal)
              : toPrincipal(principal, 'somebody'),
          sent: withoutUndefined(query === undefined ? { method, target, body, contentType } : { query, variables }),
          resources: [...data.resources, ...sent.resources].map(withoutUndefined),
          ownResource: resource === undefined ? undefined : withoutUndefined(resource),
          links: sent.links.map((link, place) =>
            toLink(link, data.principals, `${file}:${lineOf(['cases', index, 'links', place])}`),
          ),
          at: at === undefined ? undefined : Date.parse(at),
        }),
      })
    }),
  }
}

function toPrincipal(given: z.infer<typeof Principal> | null | undefined, id: string): HostPrincipal | null {
  return given === null || given === undefined ? null : { id, tenant: DEFAULT_TENANT, ...withoutUndefined(given) }
}

function toLink(
  { template, principal, resource, slots, expires, tenant }: z.infer<typeof SharedBy>,
  principals: Readonly<Record<string, z.infer<typeof Principal>>>,
  place: string,
): BenchLink {
  return withoutUndefined({
    template,
    principal:
      typeof principal === 'string' ? namedPrincipal(principal, principals, place) : withoutUndefined(principal),
    resource,
    slots,
    expiresAt: expires === undefined ? undefined : Date.parse(expires),
    tenant,
  })
}

function namedPrincipal(
  name: string,
  principals: Readonly<Record<string, z.infer<typeof Principal>>>,
  place: string,
): BenchLink['principal'] {
  const {
    type = 'user',
    id = name,
    tenant = DEFAULT_TENANT,
  } = Object.hasOwn(principals, name) ? (principals[name] ?? {}) : {}
  if (!Object.hasOwn(principals, name)) {
    throw new UsageError(`${place}: there is no principal \`${name}\``, 'describe it under `principals`')
  }
  if (type === 'assumedRole' || type === 'upstream') {
    const what = type === 'upstream' ? 'somebody of an upstream issuer' : 'an assumed role'
    throw new UsageError(`${place}: no link is to ${what}`, 'name a user, an API key, a role or a tenant')
  }
  return { type, id, tenant }
}

type Issue = z.core.$ZodIssue

/** Where a value may have one of several forms, the fault that is found deepest is what is wrong with the form that was meant. */
function nearestIssue(issues: readonly Issue[]): Issue | undefined {
  const [issue] = issues
  if (issue?.code !== 'invalid_union') return issue
  const inner = issue.errors
    .map((branch) => nearestIssue(branch))
    .filter((found) => found !== undefined)
    .sort((a, b) => b.path.length - a.path.length)[0]
  return inner === undefined ? issue : { ...inner, path: [...issue.path, ...inner.path] }
}

function invalid(file: string, issue: Issue | undefined, lineOf: (path: readonly PropertyKey[]) => number): UsageError {
  const path = issue?.path ?? []
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const place = path.length === 0 ? '' : `\`${path.map(String).join('.')}\`: `
  const message = unknown === undefined ? (issue?.message ?? 'these are no cases') : `there is no key \`${unknown}\``
  return new UsageError(
    `${file}:${lineOf(unknown === undefined ? path : [...path, unknown])}: ${place}${message}`,
    '`wardkit policy test --help` shows what a file of cases looks like',
  )
}

/** Leaves out what was not given, so that defaults take its place. */
function withoutUndefined<T extends object>(given: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}
