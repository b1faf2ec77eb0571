import type { AuditRecord } from '@wardkit/core'
import type { FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The newest first. */
export function createAuditLog(now: number): AuditRecord[] {
  const entries: readonly (readonly [number, AuditRecord['action'], Partial<AuditRecord>])[] = [
    [
      4 * MINUTE,
      'role.update',
      {
        target: { type: 'role', id: 'doctor' },
        details: { version: 4, before: { name: 'Doctor' }, after: { name: 'Physician' } },
      },
    ],
    [22 * MINUTE, 'invitation.create', { target: { type: 'invitation', id: 'i_lin' }, details: { roles: ['doctor'] } }],
    [2 * HOUR, 'user.disable', { target: { type: 'user', id: 'u_ivan' } }],
    [3 * HOUR, 'session.start', { actor: { type: 'user', id: 'u_dora' }, details: { authenticatedBy: 'password' } }],
    [5 * HOUR, 'api-key.create', { target: { type: 'api-key', id: 'wk_9f3kq2' }, details: { name: 'Nightly export' } }],
    [26 * HOUR, 'tenant.change-settings', { actor: { type: 'operator', id: 'op_1' }, requestId: null, address: null }],
    [30 * HOUR, 'service.register', { actor: { type: 'application', id: null }, requestId: null, address: null }],
  ]
  return entries.map(([ago, action, more], index) => ({
    sequence: entries.length - index,
    revision: 40 - index,
    time: now - ago,
    tenant: 't_acme',
    actor: { type: 'user', id: 'u_grace' },
    action,
    target: null,
    requestId: `f3b9a1c4-52d7-4e0b-9a86-1d7c3e5f2b9${String(index)}`,
    address: '203.0.113.24',
    details: {},
    ...more,
  }))
}

/** Something that is changed now. */
export function addAuditRecord(state: FakeState, record: Pick<AuditRecord, 'action'> & Partial<AuditRecord>): void {
  const [last] = state.auditLog
  const sequence = (last?.sequence ?? 0) + 1
  state.auditLog.unshift({
    revision: sequence,
    time: Date.now(),
    tenant: 't_acme',
    actor: { type: 'user', id: 'u_grace' },
    target: null,
    requestId: null,
    address: null,
    details: {},
    ...record,
    sequence,
  })
}

function find(state: FakeState, query: URLSearchParams): AuditRecord[] {
  const [from, actor, action] = [Number(query.get('from') ?? 0), query.get('actor'), query.get('action')]
  return state.auditLog.filter(
    (record) =>
      record.time >= from &&
      (actor === null || record.actor.id === actor) &&
      (action === null || record.action === action),
  )
}

export const auditLogHandlers: FakeHandlers = {
  'GET /audit-log': ({ state, query }) => {
    const before = Number(query.get('after') ?? Infinity)
    const limit = Number(query.get('limit') ?? 100)
    const found = find(state, query).filter(({ sequence }) => sequence < before)
    const records = found.slice(0, limit)
    return { records, next: found.length > limit ? (records.at(-1)?.sequence ?? null) : null }
  },
  'GET /audit-log/export': ({ state, query }) =>
    new Response(
      find(state, query)
        .map((record) => `${JSON.stringify(record)}\n`)
        .join(''),
    ),
  'GET /audit-log/follow': ({ state, query }) => {
    const after = Number(query.get('after') ?? state.auditLog[0]?.sequence ?? 0)
    return new Response(follow(state, after).pipeThrough(new TextEncoderStream()))
  },
}

const POLL_MS = 50

function follow(state: FakeState, after: number): ReadableStream<string> {
  let seen = after
  let timer: ReturnType<typeof setInterval>
  return new ReadableStream<string>({
    start(controller) {
      timer = setInterval(() => {
        for (const record of state.auditLog.filter(({ sequence }) => sequence > seen).reverse()) {
          seen = record.sequence
          controller.enqueue(`id: ${String(seen)}\ndata: ${JSON.stringify(record)}\n\n`)
        }
      }, POLL_MS)
    },
    cancel() {
      clearInterval(timer)
    },
  })
}
