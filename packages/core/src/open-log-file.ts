import type { AccessCounter, AccessLogReader } from './audit/access-log-file.ts'

/** A reader of an access log that opens its file when first asked: most work on a store asks nothing of it. */
export function openLogFile(file: string): AccessLogReader & AccessCounter & { close(): Promise<void> } {
  let opened: ReturnType<typeof open> | undefined
  const reader = () => (opened ??= open(file))
  return {
    query: async (query) => (await reader()).query(query),
    count: async (span, visit) => (await reader()).count(span, visit),
    verify: async (expected) => (await reader()).verify(expected),
    close: async () => (await opened)?.close(),
  }
}

async function open(file: string) {
  // Loaded only where it is used: better-sqlite3 is native code.
  const { openAccessLog } = await import('./store/sqlite/index.ts')
  return openAccessLog(file)
}
