import { dirname, resolve } from 'node:path'
import type { LoadServiceInput, Reason } from '@wardkit/core'
import { ERROR_CATALOG } from '@wardkit/core/errors'
import type { HostPrincipal } from '@wardkit/core/http'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { readText } from './policy-files.ts'
import type { AttemptedRequest } from './policy-bench.ts'
import { UsageError } from './usage-error.ts'

/** Cases of one file: requests, and what is to become of each. */
export interface CaseFile {
  readonly file: string
  /** OpenAPI documents that the file names. */
  readonly documents: readonly LoadServiceInput[]
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
  type: z.enum(['user', 'apiKey', 'assumedRole']).optional(),
  id: text.optional(),
  tenant: text.optional(),
  roles: z.array(text).default([]),
  tags: Tags.optional(),
  email: text.optional(),
})
const Facts = z.strictObject({ tenant: text.optional(), owner: text.optional(), tags: Tags.optional() })
const Resource = Facts.extend({ type: text, id: text })
const Case = z.strictObject({
  case: text,
  principal: z.union([text, Principal, z.null()]),
  request: z.string().regex(/^[A-Za-z]+ \/\S*$/, 'needs a method and a path, such as `GET /patient/p-1`'),
  body: z.json().optional(),
  contentType: text.optional(),
  resource: Facts.optional(),
  resources: z.array(Resource).default([]),
  at: z.iso.datetime({ offset: true }).optional(),
  expect: z.enum(['allow', 'deny']),
  reason: z.enum([...Object.keys(REASONS), ...Object.keys(ERROR_CATALOG)]).optional(),
})
/** A path, or a path and the prefix that the document does not say. */
const Document = z.union([
  text.transform((file) => ({ file, basePath: undefined })),
  z.strictObject({ file: text, basePath: text.optional() }),
])
const File = z.strictObject({
  openapi: z.union([Document, z.array(Document)]).optional(),
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
  const documents = data.openapi === undefined ? [] : [data.openapi].flat()
  return {
    file,
    documents: documents.map((given) => ({
      ...withoutUndefined(given),
      file: resolve(dirname(file), given.file),
    })),
    cases: data.cases.map((given, index): PolicyCase => {
      const { case: name, principal, request, reason, resource, at, ...sent } = given
      if (typeof principal === 'string' && !Object.hasOwn(data.principals, principal)) {
        throw new UsageError(
          `${file}:${lineOf(['cases', index, 'principal'])}: there is no principal \`${principal}\``,
          'describe it under `principals`',
        )
      }
      const [method = '', target = ''] = request.split(' ')
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
          method,
          target,
          body: sent.body,
          contentType: sent.contentType,
          resources: [...data.resources, ...sent.resources].map(withoutUndefined),
          ownResource: resource === undefined ? undefined : withoutUndefined(resource),
          at: at === undefined ? undefined : Date.parse(at),
        }),
      })
    }),
  }
}

function toPrincipal(given: z.infer<typeof Principal> | null | undefined, id: string): HostPrincipal | null {
  return given === null || given === undefined ? null : { id, tenant: DEFAULT_TENANT, ...withoutUndefined(given) }
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
