import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type RequestHandler } from 'express'
import type Provider from 'oidc-provider'
import { z } from 'zod'
import { ACCOUNTS, GROUPS } from './accounts.ts'
import { createProvider } from './create-provider.ts'
import { openDirectoryFile, type DirectoryFile } from './directory-file.ts'
import { directoryPage, loginPage } from './pages.ts'

/** The hospital's own identity provider, with a page for its administrator. */
export interface RunningDirectory {
  readonly issuer: string
  close(): void
}

const Application = z.object({
  redirectUri: z.string().max(500),
  postLogoutRedirectUri: z.string().max(500),
  backchannelLogoutUri: z.string().max(500),
})
const Membership = z.object({ group: z.union([z.string(), z.array(z.string())]).default([]) })
const Txt = z.object({ name: z.string().min(1).max(253), text: z.string().min(1).max(255) })
const Login = z.object({ email: z.string(), password: z.string() })

/**
 * Starts it on this machine alone.
 *
 * @param port 0 takes a free one
 * @throws Error when the port is taken
 */
export async function startDirectory(directory: string, port: number): Promise<RunningDirectory> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const file = openDirectoryFile(directory)
  server.on('request', createApp(issuer, file, createProvider(issuer, file)))
  return {
    issuer,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function createApp(issuer: string, file: DirectoryFile, provider: Provider): Express {
  const app = express()
  app.disable('x-powered-by')
  const form = [fromHere(issuer), express.urlencoded({ extended: false })]
  const back: RequestHandler = (_request, response) => response.redirect(303, '/')

  app.get('/', (_request, response) => {
    response.type('html').send(directoryPage(issuer, file.read()))
  })
  app.post(
    '/application',
    form,
    saving((body) => file.change({ application: Application.parse(body) })),
    back,
  )
  app.post(
    '/records',
    form,
    saving((body) => {
      const { name, text } = Txt.parse(body)
      file.change({ records: { ...file.read().records, [name]: text } })
    }),
    back,
  )
  app.post(
    '/people/:sub',
    form,
    saving((body, { sub = '' }) => {
      const wanted = [Membership.parse(body).group].flat()
      const groups = GROUPS.filter((group) => wanted.includes(group))
      if (ACCOUNTS.some((account) => account.sub === sub)) {
        file.change({ groups: { ...file.read().groups, [sub]: groups } })
      }
    }),
    back,
  )

  app.get('/interaction/:uid', async (request, response) => {
    const { uid, params } = await provider.interactionDetails(request, response)
    const hint = params['login_hint']
    response.type('html').send(loginPage(uid, typeof hint === 'string' ? hint : '', false))
  })
  app.use('/interaction/:uid', form)
  app.post('/interaction/:uid', async (request, response) => {
    const { uid } = await provider.interactionDetails(request, response)
    const { email, password } = Login.parse(request.body)
    const account = ACCOUNTS.find((known) => known.email === email && known.password === password)
    if (account === undefined)
      response
        .status(401)
        .type('html')
        .send(loginPage(uid, email, true))
    else await provider.interactionFinished(request, response, { login: { accountId: account.sub } })
  })
  app.use(provider.callback())
  return app
}

/** Other sites' pages fill in no form here. */
function fromHere(issuer: string): RequestHandler {
  return ({ headers: { origin = issuer } }, response, next) => {
    if (origin === issuer) next()
    else response.sendStatus(403)
  }
}

function saving(save: (body: unknown, parameters: Readonly<Record<string, string>>) => void): RequestHandler {
  return (request, response, next) => {
    try {
      save(request.body, request.params as Readonly<Record<string, string>>)
      next()
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error
      response.sendStatus(400)
    }
  }
}
