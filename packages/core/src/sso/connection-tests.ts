import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Administration } from '../identity/administration.ts'
import { createId } from '../identity/identifiers.ts'
import { identifier, readInput } from '../identity/read-input.ts'
import type { SsoTestRun } from '../identity/sso-store.ts'
import type { Clock } from '../util/clock.ts'
import type { Claims } from './claim-values.ts'
import { getConnection, type ConnectionName } from './connections.ts'

/** The test logins of connections: each is kept, with what was seen and how to mend what failed. */
export interface ConnectionTests {
  /**
   * Begins a test login. Whoever opens the URL logs in at the provider; nobody is logged in here by it.
   * @throws WardkitError `ERR_NOT_FOUND`, `ERR_FORBIDDEN` for who does not hold `admin`
   */
  start(input: ConnectionName): Promise<{ readonly url: string; readonly run: string; readonly revision: number }>
  /** The newest first. @throws WardkitError `ERR_NOT_FOUND` */
  list(input: ConnectionName): Promise<readonly TestRun[]>
}

export interface TestRun extends TestReport {
  readonly id: string
  readonly status: SsoTestRun['status']
  readonly at: number
}

/** What came of a test login. */
export interface TestReport {
  readonly steps: readonly TestStep[]
  readonly error: TestError | null
  /** What the provider said of who logged in. */
  readonly claims: Claims | null
  /** What it would give them. */
  readonly mapped: TestMapped | null
}

export interface TestStep {
  readonly name: 'discovery' | 'authorization' | 'tokens' | 'claims' | 'account'
  readonly status: 'passed' | 'failed'
  readonly detail: string
}

export interface TestError {
  readonly code: string
  readonly message: string
  /** What to do about it, and where. */
  readonly remedy: string
}

export interface TestMapped {
  readonly roles: readonly string[]
  readonly tags: Readonly<Record<string, readonly string[]>>
  readonly usedDefault: boolean
}

const NOTHING_YET: TestReport = { steps: [], error: null, claims: null, mapped: null }

const Name = z.strictObject({ tenant: identifier, id: identifier })

/** The test logins of one store, as one actor reaches them. */
export function createConnectionTests(options: {
  readonly administration: Administration
  /** Where a test login of a connection begins. */
  readonly urlOf: (connection: string, run: string) => string
  readonly clock: Clock
}): ConnectionTests {
  const { administration, urlOf, clock } = options
  return {
    async start(input) {
      const { tenant, id } = readInput(Name, input)
      const run = createId('tst')
      const target = { type: 'connection', id }
      const change = { action: 'connection.test', tenant, target, details: { run } } as const
      const { revision } = await administration.write(change, async (writer) => {
        const { configuration } = await getConnection(writer, { tenant, id })
        const report = writeReport(NOTHING_YET)
        const fields = { connection: id, configuration, status: 'running', at: clock(), report } as const
        await writer.tenant(tenant).putTestRun({ id: run, tenant, ...fields })
      })
      return { url: urlOf(id, run), run, revision }
    },

    async list(input) {
      const { tenant, id } = readInput(Name, input)
      const own = administration.tenant(tenant)
      if ((await own.findConnection(id)) === undefined) {
        throw new WardkitError('ERR_NOT_FOUND', `there is no connection \`${id}\``)
      }
      return (await own.listTestRuns(id)).map(readTestRun)
    },
  }
}

/** A test run as it is shown. */
export function readTestRun({ id, status, at, report }: SsoTestRun): TestRun {
  return { id, status, at, ...(JSON.parse(report) as TestReport) }
}

/** The longest report that is kept, in UTF-16 units. */
const REPORT_LENGTH = 200_000

/** A report as it is kept. Claims without bound are left out of it. */
export function writeReport(report: TestReport): string {
  const text = JSON.stringify(report)
  return text.length <= REPORT_LENGTH ? text : JSON.stringify({ ...report, claims: null })
}
