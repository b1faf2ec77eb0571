import { setMaxListeners } from 'node:events'
import type { AuditQuery, AuditRecord, ChainHead, OpenManagement } from '@wardkit/core'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { getTenant, getUser } from '../find-named.ts'
import type { Output } from '../output.ts'
import { readHead, readWhole } from '../read-values.ts'
import { LOG_OPTIONS, onInterrupt, readSpan } from '../review-options.ts'
import { printable, toIso } from '../show-list.ts'
import { showVerdict } from '../show-verdict.ts'
import { UsageError } from '../usage-error.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const DEFAULT_LIMIT = 100
const PAGE = 1_000

const FILTERS = {
  database: DATABASE_OPTION,
  tenant: LOG_OPTIONS.tenant,
  since: LOG_OPTIONS.since,
  until: LOG_OPTIONS.until,
  actor: { type: 'string', value: 'id or e-mail', about: 'who changed something; an e-mail needs --tenant' },
  action: { type: 'string', value: 'name', about: 'what was done, such as role.update' },
  target: { type: 'string', value: 'type or type/id', about: 'what it was done to, such as role or role/rol_…' },
} as const

const list = defineCommand({
  name: 'audit',
  about: 'Print what was changed and by whom, from the audit log',
  details: ['Without --tenant of every tenant; without --since and --until the newest records.'],
  options: {
    ...FILTERS,
    limit: { type: 'string', value: 'number', about: `at most so many, the newest; by default ${DEFAULT_LIMIT}` },
    follow: { type: 'boolean', about: 'go on printing what is changed from now on' },
  },
  examples: [
    ['wardkit audit --tenant acmehealth --action role.update', 'which roles were changed'],
    ['wardkit audit --follow', 'as it happens'],
  ],
  run({ options, output }) {
    const interrupt = options.follow ? onInterrupt() : undefined
    return withManagement(options, output, async (management) => {
      const { auditLog } = management
      const query = await toQuery(management, options)
      const limit = options.limit === undefined ? DEFAULT_LIMIT : readWhole('--limit', options.limit)
      const newest = await readNewest(management, query, limit)
      for (const record of newest) showRecord(output, record)
      if (interrupt === undefined) return EXIT.ok
      setMaxListeners(0, interrupt)
      const { to: _, ...from } = query
      const after = newest.at(-1)?.sequence
      const asked = { ...from, signal: interrupt, ...(after === undefined ? {} : { after }) }
      for await (const record of auditLog.follow(asked)) showRecord(output, record)
      return EXIT.ok
    })
  },
})

const exported = defineCommand({
  name: 'audit export',
  about: 'Print the audit log as lines of JSON, or as CSV for a spreadsheet',
  options: {
    ...FILTERS,
    format: { type: 'string', choices: ['jsonl', 'csv'], about: 'jsonl when absent' },
  },
  examples: [['wardkit audit export --format csv --since 2026-01-01 > changes.csv', 'one line for each change']],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      const query = await toQuery(management, options)
      for await (const line of management.auditLog.export(query, options.format ?? 'jsonl')) {
        const isJson = output.json && options.format !== 'csv'
        output.show(isJson ? JSON.parse(line) : undefined, () => [line.trimEnd()])
      }
      return EXIT.ok
    }),
})

const verify = defineCommand({
  name: 'audit verify',
  about: 'Check that no record of the audit log was changed, removed, moved or cut off',
  details: [
    'Prints the head, as sequence:hash. Keep it somewhere else and give it back with --expected: without it, whoever may',
    'write the database could have written all of it anew. Exits with 1 and names the first bad record.',
  ],
  options: {
    database: DATABASE_OPTION,
    expected: { type: 'string', value: 'sequence:hash', about: 'a head noted earlier' },
  },
  examples: [['wardkit audit verify --expected 120:5f3a…', 'against a head noted earlier']],
  run: ({ options, output }) =>
    withManagement(options, output, async ({ auditLog }) => {
      const expected: ChainHead | undefined =
        options.expected === undefined ? undefined : readHead('wardkit audit verify', options.expected)
      const verdict = await auditLog.verify(expected)
      return showVerdict(output, verdict)
    }),
})

/** `wardkit audit …`: what was changed, by whom and when. */
export const auditCommands: readonly Command[] = [list, exported, verify]

interface FilterValues {
  readonly tenant: string | undefined
  readonly since: string | undefined
  readonly until: string | undefined
  readonly actor: string | undefined
  readonly action: string | undefined
  readonly target: string | undefined
}

async function toQuery(management: OpenManagement, values: FilterValues): Promise<AuditQuery> {
  const tenant = values.tenant === undefined ? undefined : await getTenant(management, values.tenant)
  let { actor } = values
  if (actor?.includes('@') === true) {
    if (tenant === undefined) throw new UsageError('an e-mail as `--actor` needs `--tenant`')
    actor = (await getUser(management, tenant, actor)).id
  }
  return {
    ...(tenant === undefined ? { everyTenant: true } : { tenant: tenant.id }),
    ...readSpan(values),
    ...(actor === undefined ? {} : { actor }),
    // The query itself refuses what is no action, and lists those there are.
    ...(values.action === undefined ? {} : { action: values.action as NonNullable<AuditQuery['action']> }),
    ...(values.target === undefined ? {} : { target: readTarget(values.target) }),
  }
}

function readTarget(text: string): { readonly type: string; readonly id?: string } {
  const slash = text.indexOf('/')
  return slash === -1 ? { type: text } : { type: text.slice(0, slash), id: text.slice(slash + 1) }
}

/** The newest records, oldest first. */
async function readNewest({ auditLog }: OpenManagement, query: AuditQuery, limit: number): Promise<AuditRecord[]> {
  const records: AuditRecord[] = []
  let after: number | undefined
  while (records.length < limit) {
    const position = after === undefined ? {} : { after }
    const size = Math.min(PAGE, limit - records.length)
    const page = await auditLog.query({ ...query, ...position, order: 'newest', limit: size })
    records.push(...page.records)
    if (page.next === null) break
    after = page.next
  }
  return records.reverse()
}

function showRecord(output: Output, record: AuditRecord): void {
  output.show(record, () => {
    const { time, actor, action, target, tenant, address } = record
    const who = actor.id === null ? actor.type : `${actor.type}:${actor.id}`
    const what = target === null ? '-' : `${target.type}/${target.id}`
    return [
      [toIso(time) ?? '', action.padEnd(18), tenant ?? '-', who, what, address ?? '']
        .map(printable)
        .join('  ')
        .trimEnd(),
    ]
  })
}
