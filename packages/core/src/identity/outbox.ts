import type { Clock } from '../util/clock.ts'
import { createId } from './identifiers.ts'
import type { Mail, Store, StoreWriter } from './identity-store.ts'
import type { MailKind, MailKinds, MailMessage, MailTemplates, SendMail } from './mail-message.ts'
import type { Secret } from './secret.ts'
import type { Upkeep } from './upkeep.ts'

/** Mail that is written in the transaction of what it tells of, and sent when that is committed, however often it must be tried. */
export interface Outbox {
  /**
   * Writes a mail into the transaction of `writer`; call `deliver` once it is committed.
   * @param tenant without whom it is not to be sent any more; absent: it is the person's own
   */
  queue<K extends MailKind>(
    writer: StoreWriter,
    to: string,
    kind: K,
    data: MailKinds[K],
    tenant?: string,
  ): Promise<void>
  /** Sends what is due, in the background. */
  deliver(): void
  /** Sends what is due and answers when nothing is, or when it cannot be sent now. */
  flush(): Promise<void>
  /** What waits, the newest first, for the page of development. */
  list(): Promise<readonly WaitingMail[]>
  /** Waits for the mail that is being sent, and sends no more. */
  close(): Promise<void>
}

export interface WaitingMail extends MailMessage {
  readonly attempts: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** What the operator is told of. */
export type MailEvent =
  /** A mail could not be sent; it is tried again. */
  | { readonly type: 'mail-failing'; readonly mail: string; readonly attempts: number; readonly cause: unknown }
  /** A mail was given up after two days. */
  | { readonly type: 'mail-dropped'; readonly mail: string; readonly attempts: number }
  /** No transport is configured: a mail waits to be looked at. */
  | { readonly type: 'mail-held'; readonly mail: string }

export interface OutboxOptions {
  readonly store: Pick<Store, 'listMail' | 'findTenant'>
  readonly upkeep: Upkeep
  readonly secret: Secret
  readonly clock: Clock
  readonly from: string
  readonly productName: string
  readonly templates: MailTemplates
  /** The host of the public URL, for message ids. */
  readonly host: string
  /** Undefined in development without a transport: mail waits and is looked at. */
  readonly send: SendMail | undefined
  readonly onEvent: (event: MailEvent) => void
}

/** A mail as it is kept. */
type KeptMessage = MailMessage & { readonly tenant?: string }

interface Kept {
  readonly message: MailMessage
  readonly tenant: string | undefined
}

/** How long one attempt may take before another process takes the mail over, in milliseconds. */
const LEASE = 60_000
const FIRST_RETRY = 10_000
const LONGEST_RETRY = 3_600_000
/** How long a mail is tried, in milliseconds: longer than any link in one is good. */
const GIVEN_UP_AFTER = 48 * 3_600_000
/** How often mail of other processes, or of before a crash, is looked for, in milliseconds. */
const LOOK_INTERVAL = 30_000
const MOST_LISTED = 100

/**
 * The outbox of one store.
 *
 * INVARIANT: a mail is removed only after its delivery was accepted. A crash in between sends it again, under the same message id.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, upkeep, secret, clock, send, onEvent } = options
  let delivering: Promise<void> | undefined
  let again = false
  let closed = false
  const timer = send === undefined ? undefined : setInterval(deliver, LOOK_INTERVAL).unref()

  function open({ id, wrapped }: Pick<Mail, 'id' | 'wrapped'>): Kept {
    const { tenant, ...message } = JSON.parse(secret.unwrap(wrapped, { purpose: 'mail', id })) as KeptMessage
    return { message, tenant }
  }

  async function deliverDue(): Promise<void> {
    if (send === undefined) return
    while (!closed) {
      const now = clock()
      const { value: mail } = await upkeep((writer) => writer.claimMail(now, now + LEASE))
      if (mail === undefined) return
      await attempt(mail, send)
    }
  }

  async function attempt(mail: Mail, send: SendMail): Promise<void> {
    try {
      const { message, tenant } = open(mail)
      // T12: nobody is invited to what is no more.
      if (tenant === undefined || (await store.findTenant(tenant)) !== undefined) await send(message)
    } catch (cause) {
      const now = clock()
      if (now - mail.createdAt >= GIVEN_UP_AFTER) {
        await upkeep((writer) => writer.deleteMail(mail.id))
        onEvent({ type: 'mail-dropped', mail: mail.id, attempts: mail.attempts })
        return
      }
      const pause = Math.min(FIRST_RETRY * 2 ** (mail.attempts - 1), LONGEST_RETRY)
      await upkeep((writer) => writer.putOffMail(mail.id, now + pause))
      onEvent({ type: 'mail-failing', mail: mail.id, attempts: mail.attempts, cause })
      return
    }
    await upkeep((writer) => writer.deleteMail(mail.id))
  }

  /** One delivery at a time: what came meanwhile is looked for once more. */
  async function run(): Promise<void> {
    do {
      again = false
      await deliverDue()
    } while (again)
  }

  function flush(): Promise<void> {
    again = true
    delivering ??= run().finally(() => (delivering = undefined))
    return delivering
  }

  function deliver(): void {
    if (closed) return
    // The store is away: the mail is still in it, and the timer tries again.
    flush().catch((cause: unknown) => onEvent({ type: 'mail-failing', mail: '', attempts: 0, cause }))
  }

  return {
    async queue(writer, to, kind, data, tenant) {
      const id = createId('mal')
      const now = clock()
      const content = options.templates[kind](data, options.productName)
      const message: KeptMessage = {
        ...(tenant === undefined ? {} : { tenant }),
        messageId: `<${id}@${options.host}>`,
        from: options.from,
        to,
        ...content,
      }
      const wrapped = secret.wrap(JSON.stringify(message), { purpose: 'mail', id })
      await writer.insertMail({ id, wrapped, attempts: 0, dueAt: now, createdAt: now })
      if (send === undefined) onEvent({ type: 'mail-held', mail: id })
    },
    deliver,
    flush,
    async list() {
      const mail = await store.listMail(MOST_LISTED)
      const messages = mail.map((row) => ({ ...open(row).message, attempts: row.attempts, createdAt: row.createdAt }))
      return messages.sort((a, b) => b.createdAt - a.createdAt)
    },
    async close() {
      closed = true
      clearInterval(timer)
      await delivering?.catch(() => undefined)
    },
  }
}
