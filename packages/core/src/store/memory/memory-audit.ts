import type { AuditEnds, AuditEntry, AuditFilter, AuditRow, AuditWindow } from '../../identity/audit-entry.ts'
import type { MemoryData } from './memory-data.ts'

/** Where the audit log begins and ends. */
export function findMemoryAuditEnds({ shared }: MemoryData): AuditEnds {
  const ends = shared.auditEnds.get('')
  if (ends === undefined) throw new TypeError('unreachable: the ends are there from the beginning')
  return ends
}

/** Records of the audit log, found by reading each of the window. */
export function listMemoryAudit({ shared }: MemoryData, filter: AuditFilter, window: AuditWindow): readonly AuditRow[] {
  const rows: AuditRow[] = []
  const step = window.order === 'oldest' ? 1 : -1
  let sequence = step === 1 ? window.first : window.last
  for (; sequence >= window.first && sequence <= window.last && rows.length < window.limit; sequence += step) {
    const row = shared.audit.get(String(sequence))
    if (row !== undefined && isMeant(JSON.parse(row.record) as AuditEntry, filter)) rows.push(row)
  }
  return rows
}

function isMeant(entry: AuditEntry, { tenant, from, to, actor, action, target }: AuditFilter): boolean {
  return (
    (tenant === undefined || entry.tenant === tenant) &&
    (from === undefined || entry.time >= from) &&
    (to === undefined || entry.time < to) &&
    (actor === undefined || entry.actor.id === actor) &&
    (action === undefined || entry.action === action) &&
    (target === undefined || entry.target?.type === target.type) &&
    (target?.id === undefined || entry.target?.id === target.id)
  )
}
