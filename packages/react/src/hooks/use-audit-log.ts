import type { AuditAction, AuditRecord } from '@wardkit/core'
import { useEffect, useRef } from 'react'
import { readEvents } from '../client/read-events.ts'
import { answerOf } from '../client/wardkit-client.ts'
import { isProblem } from '../client/wardkit-problem.ts'
import { useWardkit } from '../provider/wardkit-context.ts'
import { usePages, type Pages } from './use-pages.ts'
import { useWardkitMutation, WARDKIT_QUERIES } from './use-wardkit-query.ts'

export type { AuditAction, AuditRecord } from '@wardkit/core'

/** Which records are meant. What is absent narrows nothing. */
export interface AuditFilter {
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number
  /** Id of who did it. */
  readonly actor?: string
  readonly action?: AuditAction
}

const KEY = ['audit-log']
const PAGE_SIZE = 50

/** What was changed in the tenant, the newest first, page by page. */
export function useAuditLog(filter: AuditFilter = {}): Pages<AuditRecord> {
  return usePages<AuditRecord>({
    key: [...KEY, filter],
    read: async (client, { cursor }, signal) => {
      const query = { ...filter, limit: PAGE_SIZE, ...(cursor === undefined ? {} : { after: Number(cursor) }) }
      const { records, next } = await answerOf(client.GET('/audit-log', { params: { query }, signal }))
      return { items: records, next: next === null ? null : String(next) }
    },
  })
}

/** How the whole log is written to a file. */
export type AuditExportFormat = 'csv' | 'jsonl'

/** The whole log, as far as the filter goes, as a file. */
export function useAuditExport() {
  return useWardkitMutation<{ readonly filter: AuditFilter; readonly format: AuditExportFormat }, Blob>({
    write: async (client, { filter, format }) => {
      const url = `${client.baseUrl}/audit-log/export?${toQuery({ ...filter, format })}`
      return (await client.send(new Request(url))).blob()
    },
    changes: [],
  })
}

/** How long after a stream has ended, or could not begin, the next is asked for. */
const PAUSE_MS = 2_000

/** Reads the log anew whenever something is changed, as long as it is on. The server ends each stream after a minute, and the next goes on from there. */
export function useAuditFollow(isOn: boolean): void {
  const { client, queryClient } = useWardkit()
  const newest = useRef<string | null>(null)
  useEffect(() => {
    if (!isOn) return undefined
    const ended = new AbortController()
    const { signal } = ended
    const follow = async (): Promise<void> => {
      while (!signal.aborted) {
        try {
          const query = newest.current === null ? '' : `?after=${newest.current}`
          const response = await client.send(new Request(`${client.baseUrl}/audit-log/follow${query}`, { signal }))
          for await (const { id } of readEvents(response)) {
            newest.current = id ?? newest.current
            await queryClient.invalidateQueries({ queryKey: [WARDKIT_QUERIES, client.baseUrl, ...KEY] })
          }
        } catch (error) {
          // Whoever may not follow may not a moment later; what else went wrong may pass.
          if (isProblem(error) && error.status >= 400 && error.status < 500 && error.status !== 429) return
        }
        await pause(PAUSE_MS, signal)
      }
    }
    void follow()
    return () => ended.abort()
  }, [isOn, client, queryClient])
}

function toQuery(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value))
  return query.toString()
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
