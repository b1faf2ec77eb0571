import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import { escapeHtml } from '../../identity/mail-message.ts'
import type { Outbox, WaitingMail } from '../../identity/outbox.ts'
import { problems } from './api-schemas.ts'
import type { OwnModule } from './own-module.ts'

/** Mail that waits for the developer, where nothing sends it. */
export const outboxRoutes = {
  page: createRoute({
    method: 'get',
    path: '/outbox',
    summary: 'In development without a mail transport: the mails that would have been sent',
    security: [],
    responses: {
      200: { description: 'A page', content: { 'text/html': { schema: z.string() } } },
      ...problems(404),
    },
  }),
}

/** @param outbox null where mail is sent, and always in production: there is no such page then */
export function serveOutbox(outbox: Pick<Outbox, 'list'> | null): OwnModule {
  return (router) => {
    router.openapi(outboxRoutes.page, async (context) => {
      if (outbox === null) throw new WardkitError('ERR_NOT_FOUND', 'mail is not kept here')
      context.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      return context.html(pageOf(await outbox.list()), 200)
    })
  }
}

function pageOf(mails: readonly WaitingMail[]): string {
  const body = mails.length === 0 ? '<p>No mail waits.</p>' : mails.map(describe).join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Outbox</title>
<style>body{font:1rem/1.5 system-ui;max-width:45rem;margin:2rem auto}pre{white-space:pre-wrap}</style></head>
<body><h1>Outbox</h1><p>No mail transport is configured, so these mails wait here. There is no such page in production.</p>
${body}</body></html>
`
}

function describe({ to, subject, text, createdAt }: WaitingMail): string {
  // The text is escaped first: a link ends where whatever could end it does.
  const linked = escapeHtml(text).replace(/https?:\/\/[^\s<>"'&]+/g, (url) => `<a href="${url}">${url}</a>`)
  const time = new Date(createdAt).toISOString()
  return `<article><h2>${escapeHtml(subject)}</h2><p>To ${escapeHtml(to)}, ${time}</p><pre>${linked}</pre></article>`
}
