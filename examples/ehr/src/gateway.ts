import { join } from 'node:path'
import express, { type Express, type RequestHandler } from 'express'
import { forward } from './forward.ts'
import type { ServiceName } from './start-service.ts'

/** Scripts, styles and requests of this origin alone. The editor of policies writes its styles itself. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const SERVICES = /^\/(?:wardkit|patient|staff|diagnostic)(?:[/?]|$)/

/**
 * The one origin that browsers see, as a reverse proxy of yours would make it: the built pages, and both services behind.
 *
 * @param pages the folder of the built pages
 * @param origins where each service answers
 */
export function createGateway(pages: string, origins: () => Readonly<Record<ServiceName, string>>): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(toServices(origins))
  app.use((_request, response, next) => {
    response.set({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      // Links in mails carry codes.
      'referrer-policy': 'no-referrer',
    })
    next()
  })
  // The names of assets change with their contents.
  app.use('/assets', express.static(join(pages, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  app.use(express.static(pages, { index: false }))
  // Every other path is a page, and the application finds out which.
  app.get('/{*page}', (_request, response) => {
    response.set('cache-control', 'no-cache').sendFile(join(pages, 'index.html'))
  })
  return app
}

function toServices(origins: () => Readonly<Record<ServiceName, string>>): RequestHandler {
  return (request, response, next) => {
    const [, first] = SERVICES.exec(request.url) === null ? [] : request.url.split(/[/?]/)
    if (first === undefined) next()
    else forward(origins()[first === 'diagnostic' ? 'diagnostic' : 'patient'], request, response)
  }
}
