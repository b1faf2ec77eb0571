import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import { setSessionCookie } from '../../identity/session-cookie.ts'
import { originOf } from '../../identity/same-origin.ts'
import type { FlowCookie, SsoFlow } from '../../sso/sso-flow.ts'
import { SsoFailure } from '../../sso/sso-failure.ts'
import type { SsoLogout } from '../../sso/sso-logout.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { Id, problems } from './api-schemas.ts'
import type { OwnContext, OwnModule } from './own-module.ts'
import { readReturnTo } from './return-to.ts'
import { actorContextOf, fieldsOf } from './same-site.ts'
import { answerPage } from './sso-page.ts'

const params = z.object({ connectionId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:connection', id: '$path:connectionId' } }
const page = (description: string) => ({ description, content: { 'text/html': { schema: z.string() } } })
const pages = {
  400: page('What went wrong'),
  403: page('Who is refused, and why'),
  404: page('There is no such login'),
}

/** Where browsers and identity providers come by. */
export const ssoRoutes = {
  start: createRoute({
    method: 'get',
    ...resource,
    path: '/sso/start/{connectionId}',
    summary: 'Go to an identity provider to log in',
    security: [],
    request: {
      params,
      query: z.object({
        returnTo: z.string().max(2_048).optional().openapi({ description: 'A path of this server to go on at' }),
        loginHint: z.string().max(320).optional().openapi({ description: 'The e-mail, to be filled in there' }),
        test: Id.optional().openapi({ description: 'The id of a test run' }),
      }),
    },
    responses: {
      200: page('Asks whether to go on'),
      303: { description: 'To the provider' },
      ...pages,
      ...problems(503),
    },
  }),
  callback: createRoute({
    method: 'get',
    ...resource,
    path: '/sso/callback/{connectionId}',
    summary: 'Come back from an identity provider',
    security: [],
    request: { params },
    responses: {
      200: page('What came of a test login'),
      303: { description: 'Logged in' },
      ...pages,
      ...problems(503),
    },
  }),
  loggedOut: createRoute({
    method: 'get',
    path: '/sso/logged-out',
    summary: 'Come back from an identity provider, logged out',
    security: [],
    responses: { 200: page('Says so') },
  }),
  backchannelLogout: createRoute({
    method: 'post',
    ...resource,
    path: '/sso/backchannel-logout/{connectionId}',
    summary: 'Told by an identity provider that sessions have ended',
    security: [],
    request: {
      params,
      body: {
        required: true,
        content: { 'application/x-www-form-urlencoded': { schema: z.object({ logout_token: z.string() }) } },
      },
    },
    responses: {
      200: { description: 'Ended' },
      400: {
        description: 'The token is not good',
        content: { 'application/json': { schema: z.object({ error: z.string() }) } },
      },
      ...problems(413, 503),
    },
  }),
}

export interface SsoDependencies {
  readonly flow: SsoFlow
  readonly logout: Pick<SsoLogout, 'endByProvider'>
  /** Of the public URL. */
  readonly origin: string
}

export function serveSso({ flow, logout, origin }: SsoDependencies): OwnModule {
  return (router) => {
    router.openapi(ssoRoutes.start, async (context) => {
      const { connectionId } = context.req.valid('param')
      const { returnTo: wanted, ...given } = context.req.valid('query')
      const options = { returnTo: readReturnTo(wanted, origin), ...withoutUndefined(given) }
      return answerOrExplain(context, async () => {
        const { url, cookie } = await flow.begin(connectionId, options)
        // O02: another site's page logs nobody in by sending them here. Whoever comes from one says themselves that they want to.
        if (!isOwnStep(context, origin)) return askFirst(context)
        context.header('set-cookie', writeFlowCookie(cookie))
        return context.redirect(url, 303)
      })
    })

    router.openapi(ssoRoutes.callback, async (context) => {
      const { connectionId } = context.req.valid('param')
      const agent = context.req.header('user-agent')
      const query = new URL(context.req.url).search.slice(1)
      const answer = { query, readCookie: (name: string) => readCookie(context, name), ...withoutUndefined({ agent }) }
      return answerOrExplain(context, async () => {
        const finished = await flow.finish(connectionId, answer, actorContextOf(context))
        context.header('set-cookie', `${finished.cookie}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax`)
        if (finished.kind === 'tested') return withFields(context, answerPage(textOfTest(finished.passed), 200))
        const { cookie, createdAt, expiresAt } = finished.session
        const maxAge = Math.floor((expiresAt - createdAt) / 1_000)
        context.header('set-cookie', setSessionCookie(cookie, maxAge), { append: true })
        return context.redirect(finished.returnTo, 303)
      })
    })

    router.openapi(
      ssoRoutes.loggedOut,
      () => answerPage({ title: 'Logged out', lines: [], link: { href: '/', text: 'Go on' } }, 200) as never,
    )

    router.openapi(ssoRoutes.backchannelLogout, async (context) => {
      const { connectionId } = context.req.valid('param')
      try {
        const { logout_token: token } = context.req.valid('form')
        await logout.endByProvider(connectionId, token, actorContextOf(context))
        return context.body(null, 200)
      } catch (error) {
        if (!(error instanceof SsoFailure)) throw error
        // OpenID Connect Back-Channel Logout 1.0, section 2.8.
        if (error.status === 503) throw error
        return context.json({ error: 'invalid_request' }, 400)
      }
    })
  }
}

/** A page, for people, where an API would answer a problem. */
async function answerOrExplain(context: OwnContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof WardkitError) || (error.status >= 500 && !(error instanceof SsoFailure))) throw error
    const { requestId } = context.get('wardkit')
    const why = error.code === 'ERR_NOT_FOUND' ? 'nobody can log in here by this identity provider now' : error.message
    const lines = [`${why.charAt(0).toUpperCase()}${why.slice(1)}.`, `${error.code} · ${requestId}`]
    return answerPage({ title: 'Logging in did not work', lines, link: { href: '/', text: 'Back' } }, error.status)
  }
}

/** Whether a page of the application led here, or the person themselves: from the address bar, a bookmark. */
function isOwnStep(context: OwnContext, origin: string): boolean {
  return context.req.header('sec-fetch-site') === 'none' || originOf(fieldsOf(context), origin) === 'same'
}

function askFirst(context: OwnContext): Response {
  const { pathname, search } = new URL(context.req.url)
  const link = { href: `${pathname.slice(pathname.lastIndexOf('/') + 1)}${search}`, text: 'Log in' }
  return answerPage({ title: 'Log in?', lines: ['Another page led you here to log in.'], link }, 200)
}

function textOfTest(passed: boolean) {
  return passed
    ? { title: 'The test login passed', lines: ['You can close this window and activate the connection.'] }
    : { title: 'The test login failed', lines: ['You can close this window. The test run says what to do about it.'] }
}

function writeFlowCookie({ name, value, maxAgeSeconds }: FlowCookie): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`
}

/** Undefined where there are several, of which somebody planted one. */
function readCookie(context: OwnContext, name: string): string | undefined {
  const pairs = (context.req.header('cookie') ?? '').split(';').map((pair) => pair.trim())
  const found = pairs.filter((pair) => pair.startsWith(`${name}=`))
  return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined
}

/** A response with the fields that the context was given. */
function withFields(context: OwnContext, response: Response): Response {
  for (const field of context.res.headers.getSetCookie()) response.headers.append('set-cookie', field)
  return response
}
