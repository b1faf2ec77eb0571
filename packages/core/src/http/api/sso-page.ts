import { createHash } from 'node:crypto'

/** What a page says to somebody who is on the way to or from an identity provider. */
export interface PageText {
  readonly title: string
  readonly lines: readonly string[]
  readonly link?: { readonly href: string; readonly text: string }
}

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}'

// No script, nothing from elsewhere, in no frame: nobody is made to click by a page around it.
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A page of its own, without anything of the application's. */
export function answerPage({ title, lines, link }: PageText, status: number): Response {
  const paragraphs = lines.map((line) => `<p>${escape(line)}</p>`).join('')
  const anchor = link === undefined ? '' : `<p><a href="${escape(link.href)}">${escape(link.text)}</a></p>`
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main><h1>${escape(title)}</h1>${paragraphs}${anchor}</main></body></html>`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
    },
  })
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
