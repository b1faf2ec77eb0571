import { z } from '@hono/zod-openapi'
import { TAG_FORMAT } from '../../model/fold.ts'
import { isJsonObject } from '../../model/json.ts'
import type { TagInput } from '../../model/tags.ts'

// Shapes that several operations share. What a value may be beyond its shape is checked once, where it is written.

/** A fault or a warning about a policy, with its place. */
export const DiagnosticAnswer = z
  .object({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    span: z.object({ line: z.int(), column: z.int(), offset: z.int(), length: z.int() }),
    text: z.string(),
    hint: z.string().optional(),
  })
  .openapi('Diagnostic')

/** @see RFC 9457 */
const Problem = z
  .object({
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    requestId: z.string(),
    diagnostics: z.array(DiagnosticAnswer).optional().openapi({ description: 'Of a policy that has errors' }),
    methods: z
      .array(z.enum(['password', 'totp', 'passkey', 'recoveryCode']))
      .optional()
      .openapi({ description: 'By what to step up; none: log in again' }),
    version: z.int().optional().openapi({ description: 'The version that is there, of what was changed meanwhile' }),
  })
  .openapi('Problem')

const PROBLEMS = {
  400: 'The input is not valid',
  401: 'Credentials are needed, or are not good',
  403: 'This is not allowed, or more than the caller holds would be granted',
  404: 'There is no such thing in the tenant of the caller',
  409: 'This conflicts with what is there',
  413: 'The body is too large',
  415: 'The body is not JSON',
  429: 'Too many attempts',
  503: 'Something is out of reach, or too much work waits already',
} as const

/** The problems that an operation may answer, as its document lists them. */
export function problems<Status extends keyof typeof PROBLEMS>(...statuses: readonly Status[]) {
  const answer = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: Problem } },
  })
  return Object.fromEntries(statuses.map((status) => [status, answer(PROBLEMS[status])])) as Record<
    Status,
    ReturnType<typeof answer>
  >
}

/** The problems of any operation that needs a principal. */
export const PRINCIPAL_PROBLEMS = problems(401, 403, 503)

/** A JSON body of an answer. */
export function answers<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } }
}

/** A JSON body of a request. */
export function takes<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

export const Id = z.string().min(1).max(255)

/** Names what operations are about. */
export const ResourceName = z
  .strictObject({ type: Id, id: Id })
  .openapi('ResourceName', { example: { type: 'patient', id: 'p-7' } })

export const TagsAnswer = z.record(z.string(), z.array(z.string())).openapi('Tags')

export const TenantAnswer = z.object({ id: z.string(), slug: z.string(), name: z.string() }).openapi('Tenant')

/** What every list takes. */
export const PageQuery = z.strictObject({
  cursor: z.string().min(1).max(2_000).optional().openapi({ description: 'The `next` of the page before' }),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'needs a whole number from 1 to 100')
    .transform(Number)
    .default(50)
    .openapi({ type: 'integer', minimum: 1, maximum: 100, default: 50 }),
})

/** One page of a list. */
export function pageOf<Schema extends z.ZodType>(item: Schema) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().openapi({ description: 'To be handed in as `cursor`; null on the last page' }),
  })
}

/** Whatever was changed and needs no words. The revision is in the header. */
export const REVISED = { description: 'Done, at the revision in `Wardkit-Revision`' }

/** A policy's source. */
export const PolicyBody = z
  .string()
  .max(262_144)
  .openapi({ description: 'YAML or JSON', example: "- allow: ['GET:/patient']" })

/** For what two people may change at once. */
export const VersionBody = z.int().min(0).openapi({ description: 'The version that the change was made from' })

export const WarningsAnswer = z
  .array(DiagnosticAnswer)
  .openapi({ description: 'What the checker remarked on the policy' })

export const RolesBody = z.array(Id).max(100).openapi({ description: 'Ids of roles' })

// A policy's condition on it holds in any letter case, as tags compare.
const TAG_TEXT = { type: 'string', format: TAG_FORMAT } as const

/** The key of a tag. */
export const TagKey = z.string().min(1).max(127).openapi({ format: TAG_FORMAT })

// Kept as parsed: a record schema would drop a tag named `__proto__`. Whoever writes the tags checks them.
export const TagsBody = z.custom<TagInput>(isJsonObject, 'needs an object of tags').openapi('TagsInput', {
  type: 'object',
  additionalProperties: { anyOf: [TAG_TEXT, { type: 'array', items: TAG_TEXT }] },
  description: 'A value or a list of values for each key',
  example: { function: ['doctors'] },
})
