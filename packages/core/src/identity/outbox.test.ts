import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../store/memory/index.ts'
import { createTestClock, SECRET } from './identity.test-support.ts'
import type { Store } from './identity-store.ts'
import type { MailMessage } from './mail-message.ts'
import { DEFAULT_TEMPLATES } from './mail-templates.ts'
import { createOutbox, type MailEvent, type OutboxOptions } from './outbox.ts'
import { createUpkeep } from './upkeep.ts'

const HOUR = 60 * 60 * 1000

let store: Store
let clock: ReturnType<typeof createTestClock>
let sent: MailMessage[]
let events: MailEvent[]

beforeEach(() => {
  store = createMemoryStore()
  clock = createTestClock()
  sent = []
  events = []
})

const open = (over: Partial<OutboxOptions> = {}) =>
  createOutbox({
    store,
    upkeep: createUpkeep(store),
    secret: SECRET,
    clock,
    from: 'no-reply@app.example',
    productName: 'EHR',
    templates: DEFAULT_TEMPLATES,
    host: 'app.example',
    send: async (message) => void sent.push(message),
    onEvent: (event) => void events.push(event),
    ...over,
  })

const queue = (outbox = open(), to = 'ada@example.com') =>
  store.write((writer) => outbox.queue(writer, to, 'password-reset', { link: 'https://app.example/#code=canary' }))

describe('the outbox', () => {
  it('sends what was committed, once, and forgets it', async () => {
    const outbox = open()
    await queue(outbox)
    await Promise.all([outbox.flush(), outbox.flush(), open().flush()])
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({
      to: 'ada@example.com',
      messageId: expect.stringMatching(/^<mal_\w+@app\.example>$/),
    })
    expect(await store.listMail(10)).toEqual([])
  })

  it('sends nothing of a write that failed', async () => {
    const outbox = open()
    const failing = store.write(async (writer) => {
      await outbox.queue(writer, 'ada@example.com', 'password-changed', {})
      throw new Error('the work failed')
    })
    await expect(failing).rejects.toThrow('the work failed')
    await outbox.flush()
    expect(sent).toEqual([])
  })

  it('T12 sends nothing more for a tenant that was deleted, and forgets it', async () => {
    const outbox = open()
    for (const id of ['tnt_gone', 'tnt_kept']) {
      await store.write(async (writer) => {
        await writer.insertTenant({ id, slug: id, name: id, status: 'active', createdAt: 0 })
        const data = { link: 'https://app.example/#code=x', tenantName: id, inviterName: null }
        await outbox.queue(writer, `${id.slice(4)}@example.com`, 'invitation', data, id)
      })
    }
    await store.write((writer) => writer.deleteTenant('tnt_gone', 0))
    await outbox.flush()
    expect(sent.map(({ to }) => to)).toEqual(['kept@example.com'])
    expect(sent[0]).not.toHaveProperty('tenant')
    expect(await store.listMail(10)).toEqual([])
  })

  it('keeps links wrapped at rest', async () => {
    await queue()
    expect(JSON.stringify(await store.listMail(10))).not.toContain('canary')
  })

  it('F17 tries again for an hour while the sink is down, less and less often, and then sends each mail once', async () => {
    let down = true
    const outbox = open({
      async send(message) {
        if (down) throw new Error('the sink is down')
        sent.push(message)
      },
    })
    for (let n = 0; n < 3; n++) await queue(outbox, `person${n}@example.com`)
    for (let minutes = 0; minutes < 60; minutes++) {
      await outbox.flush()
      clock.advance(60_000)
    }
    expect(events.length).toBeGreaterThan(12)
    expect(events.length).toBeLessThan(60)
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['mail-failing']))
    down = false
    clock.advance(HOUR)
    await outbox.flush()
    await outbox.flush()
    expect(sent.map(({ to }) => to).sort()).toEqual([
      'person0@example.com',
      'person1@example.com',
      'person2@example.com',
    ])
    expect(await store.listMail(10)).toEqual([])
  })

  it('F17 takes up what a process left that died while sending, under the same message id', async () => {
    const dying = open({
      send: (message) => {
        sent.push(message)
        return new Promise(() => undefined)
      },
    })
    await queue(dying)
    void dying.flush()
    await new Promise((resolve) => setImmediate(resolve))
    const next = open()
    await next.flush()
    expect(sent).toHaveLength(1)
    clock.advance(60_000)
    await next.flush()
    expect(sent).toHaveLength(2)
    expect(sent[0]?.messageId).toBe(sent[1]?.messageId)
    expect(await store.listMail(10)).toEqual([])
  })

  it('gives a mail up after two days, and says so', async () => {
    const outbox = open({ send: () => Promise.reject(new Error('down')) })
    await queue(outbox)
    await outbox.flush()
    clock.advance(48 * HOUR)
    await outbox.flush()
    expect(events.at(-1)?.type).toBe('mail-dropped')
    expect(await store.listMail(10)).toEqual([])
  })

  it('holds mail to be looked at where there is no transport, and says so', async () => {
    const outbox = open({ send: undefined })
    await queue(outbox)
    clock.advance(1)
    await queue(outbox, 'bob@example.com')
    await outbox.flush()
    expect(events.map(({ type }) => type)).toEqual(['mail-held', 'mail-held'])
    expect((await outbox.list()).map(({ to }) => to)).toEqual(['bob@example.com', 'ada@example.com'])
  })

  it('sends no more when it is closed, and waits for what it is sending', async () => {
    const gate = Promise.withResolvers<undefined>()
    const outbox = open({
      async send(message) {
        await gate.promise
        sent.push(message)
      },
    })
    await queue(outbox)
    await queue(outbox)
    outbox.deliver()
    await new Promise((resolve) => setImmediate(resolve))
    const closing = outbox.close()
    gate.resolve(undefined)
    await closing
    expect(sent).toHaveLength(1)
    expect(await store.listMail(10)).toHaveLength(1)
  })
})
