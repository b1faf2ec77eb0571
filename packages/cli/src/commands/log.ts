import { setTimeout as pause } from 'node:timers/promises'
import { readDatabase, type AccessQuery, type AccessRecord, type OpenManagement } from '@wardkit/core'
import { openAccessLog } from '@wardkit/core/sqlite'
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
/** How often a followed log is looked at, in milliseconds. */
const FOLLOW_INTERVAL = 500

const FILTERS = {
  ...LOG_OPTIONS,
  principal: { type: 'string', value: 'id or e-mail', about: 'who called; an e-mail needs --tenant' },
  operation: { type: 'string', value: 'METHOD:/path', about: 'what was called' },
  outcome: {
    type: 'string',
    choices: ['allowed', 'refused', 'would-refuse', 'public', 'unlisted'],
    about: 'what became of it',
  },
} as const

const list = defineCommand({
  name: 'log',
  about: 'Print what was decided, from the access log',
  details: ['Without --tenant of every tenant; without --since and --until the newest records.'],
  options: {
    ...FILTERS,
    limit: {
      type: 'string',
      value: 'number',
      about: `at most so many, the newest; by default ${DEFAULT_LIMIT} without --since`,
    },
    follow: { type: 'boolean', about: 'go on printing what is decided from now on' },
  },
  examples: [
    ['wardkit log --tenant acmehealth --outcome refused --since 2h', 'who was refused what in the last two hours'],
    ['wardkit log --follow', 'as it happens'],
  ],
  run({ options, output }) {
    const interrupt = options.follow ? onInterrupt() : undefined
    return withManagement(options, output, async (management) => {
      const query = await toQuery(management, options)
      const limit = options.limit === undefined ? undefined : readWhole('--limit', options.limit)
      const isBounded = limit !== undefined || (options.since === undefined && options.until === undefined)
      const newest = isBounded ? await readNewest(management, query, limit ?? DEFAULT_LIMIT) : undefined
      for (const record of newest ?? []) showRecord(output, record)
      let last = newest?.at(-1)?.sequence ?? (await lastSequence(management, query, isBounded))
      if (!isBounded) last = await showFrom(management, output, query, last)
      if (interrupt !== undefined) await follow(management, output, query, { from: last, interrupt })
      return EXIT.ok
    })
  },
})

const exported = defineCommand({
  name: 'log export',
  about: 'Print the access log as lines of JSON, in ASCII',
  options: FILTERS,
  examples: [['wardkit log export --tenant acmehealth --since 2026-01-01 > january.jsonl', 'one line for each record']],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      for await (const line of management.accessLog.export(await toQuery(management, options))) {
        output.show(output.json ? JSON.parse(line) : undefined, () => [line.trimEnd()])
      }
      return EXIT.ok
    }),
})

const verify = defineCommand({
  name: 'log verify',
  about: 'Check that no record of the access log was changed, removed, moved or cut off',
  details: [
    'Prints the head, as sequence:hash. Keep it somewhere else and give it back with --expected: without it, whoever may',
    'write the file could have written all of it anew. Exits with 1 and names the first bad record.',
  ],
  options: {
    database: DATABASE_OPTION,
    'access-log': LOG_OPTIONS['access-log'],
    expected: { type: 'string', value: 'sequence:hash', about: 'a head noted earlier' },
  },
  examples: [['wardkit log verify --expected 120:5f3a…', 'against a head noted earlier']],
  async run({ options, output }) {
    const expected = options.expected === undefined ? undefined : readHead('wardkit log verify', options.expected)
    const log = await openAccessLog(options['access-log'] ?? `${readDatabase(options.database)}-access.db`)
    try {
      const verdict = await log.verify(expected)
      return showVerdict(output, verdict)
    } finally {
      log.close()
    }
  },
})

/** `wardkit log …`: what was decided, by whom and why. */
export const logCommands: readonly Command[] = [list, exported, verify]

interface FilterValues {
  readonly tenant: string | undefined
  readonly since: string | undefined
  readonly until: string | undefined
  readonly principal: string | undefined
  readonly operation: string | undefined
  readonly outcome: NonNullable<AccessQuery['outcome']> | undefined
}

async function toQuery(management: OpenManagement, values: FilterValues): Promise<AccessQuery> {
  const { operation, outcome } = values
  const tenant = values.tenant === undefined ? undefined : await getTenant(management, values.tenant)
  let principal = values.principal
  if (principal?.includes('@') === true) {
    if (tenant === undefined) throw new UsageError('an e-mail as `--principal` needs `--tenant`')
    principal = (await getUser(management, tenant, principal)).id
  }
  return {
    ...(tenant === undefined ? { everyTenant: true } : { tenant: tenant.id }),
    ...readSpan(values),
    ...(principal === undefined ? {} : { principal }),
    ...(operation === undefined ? {} : { operation }),
    ...(outcome === undefined ? {} : { outcome }),
  }
}

/** The newest records, oldest first. */
async function readNewest({ accessLog }: OpenManagement, query: AccessQuery, limit: number): Promise<AccessRecord[]> {
  const records: AccessRecord[] = []
  let after: number | undefined
  while (records.length < limit) {
    const size = Math.min(PAGE, limit - records.length)
    const page = await accessLog.query({
      ...query,
      order: 'newest',
      limit: size,
      ...(after === undefined ? {} : { after }),
    })
    records.push(...page.records)
    if (page.next === null) break
    after = page.next
  }
  return records.reverse()
}

/** Behind which record to go on: of a log without records asked for, the end. */
async function lastSequence({ accessLog }: OpenManagement, query: AccessQuery, atEnd: boolean): Promise<number> {
  if (!atEnd) return 0
  const { records } = await accessLog.query({ ...query, order: 'newest', limit: 1 })
  return records[0]?.sequence ?? 0
}

/** Prints everything behind a record; answers the last one printed. */
async function showFrom(
  { accessLog }: OpenManagement,
  output: Output,
  query: AccessQuery,
  after: number,
): Promise<number> {
  let last = after
  for (;;) {
    const page = await accessLog.query({ ...query, after: last, limit: PAGE })
    for (const record of page.records) showRecord(output, record)
    last = page.records.at(-1)?.sequence ?? last
    if (page.next === null) return last
  }
}

/** Goes on printing until the process is interrupted. */
async function follow(
  management: OpenManagement,
  output: Output,
  query: AccessQuery,
  { from, interrupt }: { readonly from: number; readonly interrupt: AbortSignal },
): Promise<void> {
  let last = from
  while (!interrupt.aborted) {
    last = await showFrom(management, output, query, last)
    await pause(FOLLOW_INTERVAL, undefined, { signal: interrupt }).catch(() => undefined)
  }
}

function showRecord(output: Output, record: AccessRecord): void {
  output.show(record, () => [describeRecord(output, record)])
}

function describeRecord(output: Output, record: AccessRecord): string {
  const time = toIso(record.time) ?? ''
  if (record.kind === 'dropped') return output.style('warning', `${time}  ${record.dropped} records could not be kept`)
  const { outcome, principal, operation, target, method, reason, code, tenant } = record
  const who = principal === null ? '-' : `${principal.type}:${principal.id}`
  const why = outcome === 'allowed' || outcome === 'public' ? '' : (reason ?? code ?? '')
  const style = outcome === 'allowed' || outcome === 'public' ? 'good' : 'bad'
  const what = operation === null ? `${method ?? ''} ${target}` : `${operation} ${target}`
  return [time, output.style(style, outcome.padEnd(8)), tenant ?? '-', who, what, why]
    .map(printableCell)
    .join('  ')
    .trimEnd()
}

/** Styles are escapes of our own; everything else was escaped where it came in, and is once more. */
function printableCell(cell: string, index: number): string {
  return index === 1 ? cell : printable(cell)
}
