import { setTimeout as pause } from 'node:timers/promises'
import { WardkitError } from '../errors/index.ts'
import type { TenantSweeper } from './tenant-store.ts'

/** Takes away what is left of deleted tenants, little by little, so that nobody else's write waits for long. */
export interface TenantSweep {
  /** Sweeps in the background until nothing is left. */
  begin(): void
  /** Does so from now on whenever something is left, by another process too, or by one that ended. */
  watch(): void
  /** Sweeps, and answers when nothing is left. @throws WardkitError what the store throws; `ERR_STORE_UNAVAILABLE` when it is closed before */
  finish(): Promise<void>
  /** Waits for the step that is being done, and does no more: the next start goes on. */
  close(): Promise<void>
}

export interface TenantSweepOptions {
  readonly store: TenantSweeper
  /** Told why it does not go on, which is tried again. */
  readonly onFailure: (cause: unknown) => void
}

/** Rows of one step: some milliseconds of work, on top of the flush that every commit takes. */
const STEP_ROWS = 400
/** Between two steps, in milliseconds: longer than other processes pause when they try for the lock again. */
const SHORTEST_PAUSE = 20
/** How often what other processes have left is looked for, in milliseconds. */
const LOOK_INTERVAL = 10 * 60_000

/** The sweep of one store. */
export function createTenantSweep({ store, onFailure }: TenantSweepOptions): TenantSweep {
  const closing = new AbortController()
  let sweeping: Promise<void> | undefined
  let again = false
  let timer: NodeJS.Timeout | undefined

  /** Others have as much time as each step took. */
  async function sweep(): Promise<void> {
    do {
      again = false
      for (;;) {
        const from = performance.now()
        if (closing.signal.aborted || !(await store.sweepTenants(STEP_ROWS))) break
        const shortest = Math.max(SHORTEST_PAUSE, performance.now() - from)
        await pause(shortest, undefined, { signal: closing.signal }).catch(() => undefined)
      }
    } while (again && !closing.signal.aborted)
  }

  function run(): Promise<void> {
    again = true
    sweeping ??= sweep().finally(() => (sweeping = undefined))
    return sweeping
  }

  function begin(): void {
    run().catch((cause: unknown) => {
      if (!closing.signal.aborted) onFailure(cause)
    })
  }

  return {
    begin,
    watch() {
      timer ??= setInterval(begin, LOOK_INTERVAL).unref()
      begin()
    },
    async finish() {
      await run()
      if (closing.signal.aborted)
        throw new WardkitError('ERR_STORE_UNAVAILABLE', 'it was closed before all that is deleted was swept away')
    },
    async close() {
      clearInterval(timer)
      closing.abort()
      await sweeping?.catch(() => undefined)
    },
  }
}
