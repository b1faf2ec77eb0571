import { createRoute, z } from '@hono/zod-openapi'
import { stream, streamSSE } from 'hono/streaming'
import type { AccessLog } from '../../audit/access-log.ts'
import type { AccessOutcome, AccessRecord } from '../../audit/access-record.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { AuditRecord } from '../../audit/audit-record.ts'
import { WardkitError } from '../../errors/index.ts'
import { AUDIT_ACTIONS, type AuditAction } from '../../identity/audit-action.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, PRINCIPAL_PROBLEMS, problems } from './api-schemas.ts'
import { principalOf, type OwnContext, type OwnModule } from './own-module.ts'
import { createStreamSlots } from './stream-slots.ts'

const WholeNumber = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/, 'needs a whole number')
  .transform(Number)
  .openapi({ type: 'integer', minimum: 0 })

const Span = {
  from: WholeNumber.optional().openapi({ description: 'Milliseconds since 1970, inclusive' }),
  to: WholeNumber.optional().openapi({ description: 'Milliseconds since 1970, exclusive' }),
}

const Paged = {
  order: z.enum(['oldest', 'newest']).optional().openapi({ description: '`newest` first when absent' }),
  after: WholeNumber.optional().openapi({ description: 'The `next` of the page before' }),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d{0,2}|1000)$/, 'needs a whole number from 1 to 1000')
    .transform(Number)
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 1_000, description: '100 when absent' }),
}

const Name = z.string().min(1).max(2_000)
const ACTIONS = Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]

const ofAudit = {
  from: Span.from,
  actor: Name.optional().openapi({ description: 'Id of who did it' }),
  action: z.enum(ACTIONS).optional(),
  targetType: Name.optional(),
  targetId: Name.optional().openapi({ description: 'Only with `targetType`' }),
}

const ofAccess = {
  ...Span,
  principal: Name.optional(),
  operation: Name.optional().openapi({ example: 'GET:/patient/{patientId}' }),
  resourceType: Name.optional(),
  resourceId: Name.optional().openapi({ description: 'Only with `resourceType`' }),
  outcome: z.enum(['allowed', 'refused', 'would-refuse', 'public', 'unlisted']).optional(),
}

const JSONL = 'application/x-ndjson'
const CSV = 'text/csv'

// Plain data by types of their own, which @wardkit/core exports.
const AuditAnswer = z.custom<AuditRecord>().openapi('AuditRecord', { type: 'object' })
const AccessAnswer = z.custom<AccessRecord>().openapi('AccessRecord', { type: 'object' })

const recordsOf = <Schema extends z.ZodType>(schema: Schema) =>
  answers(
    'Records',
    z.object({
      records: z.array(schema),
      next: z.int().nullable().openapi({ description: 'To be handed in as `after`; null when there are no more' }),
    }),
  )

const lines = (...mediaTypes: readonly string[]) => ({
  description: 'Line by line',
  content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: z.string() }])),
})

/** What was changed in the tenant, and what was decided. */
export const logRoutes = {
  audit: createRoute({
    method: 'get',
    path: '/audit-log',
    summary: 'What was changed, by whom and when',
    request: { query: z.strictObject({ ...ofAudit, to: Span.to, ...Paged }) },
    responses: { 200: recordsOf(AuditAnswer), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  auditExport: createRoute({
    method: 'get',
    path: '/audit-log/export',
    summary: 'All of it, as lines of JSON or as CSV',
    request: { query: z.strictObject({ ...ofAudit, to: Span.to, format: z.enum(['jsonl', 'csv']).optional() }) },
    responses: { 200: lines(JSONL, CSV), ...PRINCIPAL_PROBLEMS, ...problems(400, 409) },
  }),
  auditFollow: createRoute({
    method: 'get',
    path: '/audit-log/follow',
    summary: 'What is changed from now on, or from a record on, as it happens',
    description:
      'Server-sent events: each `data` is a record, each `id` its sequence. The stream ends after a minute, so that whoever may follow no longer does not; an `EventSource` goes on where it ended.',
    request: { query: z.strictObject({ ...ofAudit, after: Paged.after }) },
    responses: { 200: lines('text/event-stream'), ...PRINCIPAL_PROBLEMS, ...problems(400, 409) },
  }),
  access: createRoute({
    method: 'get',
    path: '/access-log',
    summary: 'What was decided, for whom and why',
    request: { query: z.strictObject({ ...ofAccess, ...Paged }) },
    responses: { 200: recordsOf(AccessAnswer), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  accessExport: createRoute({
    method: 'get',
    path: '/access-log/export',
    summary: 'All of it, as lines of JSON',
    request: { query: z.strictObject(ofAccess) },
    responses: { 200: lines(JSONL), ...PRINCIPAL_PROBLEMS, ...problems(400, 409) },
  }),
}

/** How long one stream lasts, in milliseconds: a permission that is taken away ends with it. */
const FOLLOWED_FOR = 60_000

export interface ServeLogs {
  readonly auditLog: Pick<AuditLog, 'query' | 'export' | 'follow'>
  readonly accessLog: Pick<AccessLog, 'query' | 'export'>
  /** How many logs are followed or exported at once for one tenant. */
  readonly logStreams: number
}

export function serveLogs({ auditLog, accessLog, logStreams }: ServeLogs): OwnModule {
  const slots = createStreamSlots(logStreams)

  const takeSlot = (context: OwnContext) => slots.take(principalOf(context).tenant)

  /** The slot is held for as long as the text is read. */
  async function* within(release: () => void, text: AsyncIterable<string>): AsyncGenerator<string> {
    try {
      yield* text
    } finally {
      release()
    }
  }

  return (router) => {
    router.openapi(logRoutes.audit, async (context) => {
      const { order = 'newest', after, limit, ...filter } = context.req.valid('query')
      const page = { order, ...withoutUndefined({ after, limit }) }
      const { records, next } = await auditLog.query({ ...auditScope(context, filter), ...page })
      return context.json({ records: [...records], next }, 200)
    })
    router.openapi(logRoutes.auditExport, (context) => {
      const { format = 'jsonl', ...filter } = context.req.valid('query')
      const text = auditLog.export(auditScope(context, filter), format)
      return download(context, `audit-log.${format}`, within(takeSlot(context), text))
    })
    router.openapi(logRoutes.auditFollow, (context) => {
      const { after: asked, ...filter } = context.req.valid('query')
      const seen = /^\d{1,15}$/.exec(context.req.header('last-event-id') ?? '')?.[0]
      const after = seen === undefined ? asked : Number(seen)
      const ended = AbortSignal.any([AbortSignal.timeout(FOLLOWED_FOR), context.req.raw.signal])
      const scope = { ...auditScope(context, filter), ...withoutUndefined({ after }) }
      const release = takeSlot(context)
      return streamSSE(context, async (events) => {
        const closed = new AbortController()
        events.onAbort(() => closed.abort())
        const signal = AbortSignal.any([ended, closed.signal])
        try {
          for await (const record of auditLog.follow({ ...scope, signal })) {
            await events.writeSSE({ id: String(record.sequence), data: JSON.stringify(record) })
          }
        } finally {
          release()
        }
      })
    })
    router.openapi(logRoutes.access, async (context) => {
      const { order = 'newest', after, limit, ...filter } = context.req.valid('query')
      const page = { order, ...withoutUndefined({ after, limit }) }
      const { records, next } = await accessLog.query({ ...accessScope(context, filter), ...page })
      return context.json({ records: [...records], next }, 200)
    })
    router.openapi(logRoutes.accessExport, (context) =>
      download(
        context,
        'access-log.jsonl',
        within(takeSlot(context), accessLog.export(accessScope(context, context.req.valid('query')))),
      ),
    )
  }
}

type AuditFilter = Partial<Record<'from' | 'to', number | undefined>> &
  Partial<Record<'actor' | 'targetType' | 'targetId', string | undefined>> & { action?: AuditAction | undefined }

/** INVARIANT: whose records are read is the caller's tenant, whatever is asked. */
function auditScope(context: OwnContext, { targetType, targetId, ...filter }: AuditFilter) {
  const target = nameOf('target', targetType, targetId)
  return { ...withoutUndefined({ ...filter, target }), tenant: principalOf(context).tenant }
}

type AccessFilter = Partial<Record<'from' | 'to', number | undefined>> &
  Partial<Record<'principal' | 'operation' | 'resourceType' | 'resourceId', string | undefined>> & {
    outcome?: AccessOutcome | undefined
  }

function accessScope(context: OwnContext, { resourceType, resourceId, ...filter }: AccessFilter) {
  const resource = nameOf('resource', resourceType, resourceId)
  return { ...withoutUndefined({ ...filter, resource }), tenant: principalOf(context).tenant }
}

function nameOf(what: string, type: string | undefined, id: string | undefined) {
  if (type !== undefined) return { type, ...withoutUndefined({ id }) }
  if (id === undefined) return undefined
  throw new WardkitError('ERR_INVALID_INPUT', `\`${what}Id\` needs \`${what}Type\` beside it`)
}

function download(context: OwnContext, file: string, text: AsyncIterable<string>): Response {
  context.header('content-type', file.endsWith('.csv') ? `${CSV}; charset=utf-8` : JSONL)
  context.header('content-disposition', `attachment; filename="${file}"`)
  return stream(context, async (output) => {
    for await (const line of text) {
      if (output.aborted) return
      await output.write(line)
    }
  })
}
