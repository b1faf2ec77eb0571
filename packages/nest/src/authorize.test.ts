import {
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Req,
  Scope,
  UseGuards,
  Version,
  VersioningType,
  type Type,
} from '@nestjs/common'
import { APP_GUARD, RouterModule } from '@nestjs/core'
import { Module } from '@nestjs/common'
import type { ServerSpec } from '@wardkit/contracts'
import type { Principal } from '@wardkit/core'
import { describe, expect, it } from 'vitest'
import { Authorize, Public } from './authorize.decorator.ts'
import { AuthorizeGuard } from './authorize.guard.ts'
import { CurrentPrincipal, CurrentTenant } from './current-principal.decorator.ts'
import type { Guarded } from './guarded.ts'
import { NEST, record, startApp, type PlatformName } from './nest-app.test-support.ts'
import { verifyRoutes } from './verify-routes.ts'

type Seen = Parameters<typeof record>[2]

/** A controller with one handler for GET. */
function controller(spec: ServerSpec, path: string, ...decorators: MethodDecorator[]): Type {
  @Controller()
  class OneController {
    handle(@Req() request: Seen): unknown {
      return record(spec, path, request)
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(OneController.prototype, 'handle') as PropertyDescriptor
  for (const decorate of [Get(path), ...decorators]) decorate(OneController.prototype, 'handle', descriptor)
  return OneController
}

const PLATFORMS: readonly PlatformName[] = ['express', 'fastify']

describe.each(PLATFORMS)(`Nest ${NEST} on %s`, (platform) => {
  describe('finds the operation of a handler', () => {
    it('below a global prefix', async () => {
      const { send } = await startApp(
        platform,
        (spec) => ({ controllers: [controller(spec, ':userId/keys/:keyId')] }),
        (app) => app.setGlobalPrefix('users'),
      )
      expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
      expect(await send({ target: '/users/otto/keys/k1' })).toMatchObject({ response: { status: 403 }, ran: [] })
      expect(await send({ target: '/metrics' })).toMatchObject({ response: { status: 404 }, ran: [] })
    })

    it('below the path of its module', async () => {
      const { send } = await startApp(platform, (spec) => {
        @Module({ controllers: [controller(spec, 'users/:userId')] })
        class AdminModule {}
        return { imports: [AdminModule, RouterModule.register([{ path: 'admin', module: AdminModule }])] }
      })
      const asAdmin = [['X-As', 'admin']] as const
      expect(await send({ target: '/admin/users/42', headers: asAdmin })).toMatchObject({
        response: { status: 200 },
        decisions: [{ operation: 'GET:/admin/users/{userId}' }],
        ran: [{}],
      })
      expect(await send({ target: '/admin/users/42' })).toMatchObject({ response: { status: 403 }, ran: [] })
    })

    it('of a version in the path', async () => {
      const { send } = await startApp(
        platform,
        (spec) => ({
          controllers: [
            controller(spec, 'me', Version('users')),
            controller(spec, ':userId/keys/:keyId', Version('users')),
          ],
        }),
        (app) => app.enableVersioning({ type: VersioningType.URI, prefix: false }),
      )
      expect(await send({ target: '/users/me' })).toMatchObject({
        response: { status: 200 },
        decisions: [{ operation: 'GET:/users/me' }],
        ran: [{ route: { path: 'me' } }],
      })
      expect(await send({ target: '/users/otto/keys/k1' })).toMatchObject({ response: { status: 403 }, ran: [] })
    })

    it.each([
      ['a header', { type: VersioningType.HEADER, header: 'X-Version' } as const, ['X-Version', '2'] as const],
      [
        'the media type',
        { type: VersioningType.MEDIA_TYPE, key: 'v=' } as const,
        ['Accept', 'application/json;v=2'] as const,
      ],
    ])(
      'of a version that %s names, each as the operation of its path, or as the one it names',
      async (_name, versioning, header) => {
        const { send } = await startApp(
          platform,
          (spec) => ({
            controllers: [
              controller(spec, 'users/me', Version('1')),
              controller(spec, 'users/me', Version('2')),
              controller(spec, 'users/:userId/keys/:keyId', Version('1')),
              controller(spec, 'users/:userId/keys/:keyId', Version('2'), Authorize('GET:/admin/users/{userId}')),
            ],
          }),
          (app) => app.enableVersioning(versioning),
        )
        expect(await send({ target: '/users/me', headers: [header] })).toMatchObject({
          response: { status: 200 },
          decisions: [{ operation: 'GET:/users/me' }],
          ran: [{}],
        })
        expect(await send({ target: '/users/rita/keys/k1', headers: [header] })).toMatchObject({
          response: { status: 403 },
          decisions: [{ operation: 'GET:/admin/users/{userId}' }],
          ran: [],
        })
        // No version: no handler. What is left is decided by its URL.
        expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 404 }, ran: [] })
      },
    )
  })

  describe('@Authorize()', () => {
    const other = (spec: ServerSpec): Type => {
      @Controller('other')
      class OtherController {
        @Get(':keyId/of/:userId')
        @Authorize('GET:/users/{userId}/keys/{keyId}')
        handle(@Req() request: Seen): unknown {
          return record(spec, 'other', request)
        }
      }
      return OtherController
    }

    it('decides a handler under another path, by the parameters of the same names', async () => {
      const { send } = await startApp(platform, (spec) => ({ controllers: [other(spec)] }))
      expect(await send({ target: '/other/k1/of/rita' })).toMatchObject({
        response: { status: 200 },
        decisions: [{ operation: 'GET:/users/{userId}/keys/{keyId}', allowed: true }],
        ran: [{}],
      })
      expect(await send({ target: '/other/rita/of/k1' })).toMatchObject({ response: { status: 403 }, ran: [] })
      expect(await send({ target: '/other/k1/of/%72ita' })).toMatchObject({ response: { status: 400 }, ran: [] })
    })

    it.each([
      ['an operation that no document declares', 'GET:/nowhere', 'which no document declares'],
      ['one whose parameters the route lacks', 'GET:/records/{recordId}', 'has no parameter `recordId`'],
    ])('refuses everything where it names %s, and verifyRoutes() says so', async (_name, operation, problem) => {
      let verified: unknown
      const { send } = await startApp(
        platform,
        (spec) => ({
          controllers: [controller(spec, 'users/me', Authorize(operation))],
        }),
        async (app) => {
          verified = await verifyRoutes(app).catch((error: unknown) => error)
        },
      )
      expect(verified).toMatchObject({
        code: 'ERR_ROUTES_AMBIGUOUS',
        message: expect.stringContaining(problem) as string,
      })
      expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 503 }, ran: [] })
    })
  })

  describe('@Public()', () => {
    it('lets everybody to a handler whose path no document has', async () => {
      const { send } = await startApp(platform, (spec) => ({
        controllers: [controller(spec, 'status', Public()), controller(spec, 'metrics')],
      }))
      const asNobody = [['X-As', 'nobody']] as const
      expect(await send({ target: '/status', headers: asNobody })).toMatchObject({
        response: { status: 200 },
        ran: [{}],
      })
      expect(await send({ target: '/metrics', headers: asNobody })).toMatchObject({
        response: { status: 404 },
        ran: [],
      })
    })

    it('says it for all handlers of a class, but those that name their operation', async () => {
      const { send } = await startApp(platform, (spec) => {
        @Public()
        @Controller('open')
        class OpenController {
          @Get('a')
          a(@Req() request: Seen): unknown {
            return record(spec, 'a', request)
          }

          @Get('b/:userId')
          @Authorize('GET:/admin/users/{userId}')
          b(@Req() request: Seen): unknown {
            return record(spec, 'b', request)
          }
        }
        return { controllers: [OpenController] }
      })
      expect(await send({ target: '/open/a' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
      expect(await send({ target: '/open/b/42' })).toMatchObject({ response: { status: 403 }, ran: [] })
    })

    it('P16 takes no policy away from an operation that needs one', async () => {
      let verified: unknown
      const { send } = await startApp(
        platform,
        (spec) => ({ controllers: [controller(spec, 'users/search', Public())] }),
        async (app) => {
          verified = await verifyRoutes(app).catch((error: unknown) => error)
        },
      )
      const { response, ran } = await send({ target: '/users/search', headers: [['X-As', 'nobody']] })
      expect(ran).toEqual([])
      expect([500, 503]).toContain(response.status)
      expect(verified).toMatchObject({
        code: 'ERR_ROUTES_AMBIGUOUS',
        message: expect.stringContaining('`GET:/users/search`') as string,
      })
    })
  })

  describe('gives handlers', () => {
    it('the principal and the tenant, and registers what they make', async () => {
      const seen: unknown[] = []
      const { send } = await startApp(platform, () => {
        @Controller()
        class FilesController {
          @Get('files/:fileId')
          async read(
            @CurrentPrincipal() principal: Principal,
            @CurrentTenant() tenant: string,
            @Param('fileId') id: string,
            @Req() { wardkit }: Guarded<object>,
          ): Promise<object> {
            await wardkit.register({ type: 'files', id, owner: principal.id })
            seen.push(principal.id, tenant === principal.tenant, wardkit.operation?.id)
            return { id }
          }
        }
        return { controllers: [FilesController] }
      })
      const { response } = await send({ target: '/files/f1' })
      expect(response.status).toBe(200)
      expect(response.headers.get('wardkit-revision')).toMatch(/^\d+$/)
      expect(seen).toEqual(['usr_contract', true, 'GET:/files/{fileId}'])
    })

    it('the answer of their errors: one that Wardkit throws is a problem with its code', async () => {
      const { send } = await startApp(platform, () => {
        @Controller()
        class HealthController {
          @Get('health')
          async read(@Req() { wardkit }: Guarded<object>): Promise<void> {
            await wardkit.register({ type: 'files', id: 'f1' })
          }
        }
        return { controllers: [HealthController] }
      })
      const { response } = await send({ target: '/health' })
      expect(response.status).toBe(403)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(JSON.parse(response.body)).toMatchObject({ code: 'ERR_FORBIDDEN' })
    })
  })

  describe('stands before', () => {
    it('the application’s own guards, which may say who calls', async () => {
      const { send } = await startApp(platform, (spec) => {
        const login = {
          canActivate: (context: { switchToHttp(): { getRequest(): { user?: string; headers: object } } }) => {
            context.switchToHttp().getRequest().user = 'ursula'
            return true
          },
        }
        return {
          controllers: [controller(spec, 'users/me')],
          providers: [{ provide: APP_GUARD, useValue: login }],
          options: {
            principal: ({ user, headers }) =>
              user === undefined
                ? null
                : { id: user as string, tenant: String(headers['x-tenant']), roles: ['reader'] },
          },
        }
      })
      const exchange = await send({ target: '/users/me', headers: [['X-Tenant', 'unknown']] })
      // Somebody is named, and of no tenant that is known.
      expect(exchange.response.status).not.toBe(401)
      expect(exchange.ran).toEqual([])
    })

    it('handlers of controllers made for each request, and those a class inherits', async () => {
      const { send } = await startApp(platform, (spec) => {
        class Base {
          @Get('me')
          handle(@Req() request: Seen): unknown {
            return record(spec, 'me', request)
          }
        }
        @Controller({ path: 'users', scope: Scope.REQUEST })
        class UsersController extends Base {}
        @Controller('metrics')
        class MetricsController extends Base {}
        return { controllers: [UsersController, MetricsController] }
      })
      expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
      expect(await send({ target: '/metrics/me' })).toMatchObject({ response: { status: 404 }, ran: [] })
      expect(await send({ target: '/users/me', headers: [['X-As', 'nobody']] })).toMatchObject({
        response: { status: 401 },
        ran: [],
      })
    })

    it('with `global: false` only what @UseGuards(AuthorizeGuard) is at, and decides once', async () => {
      const { send } = await startApp(platform, (spec) => {
        @Controller('users')
        @UseGuards(AuthorizeGuard)
        class UsersController {
          @Get('me')
          @UseGuards(AuthorizeGuard)
          me(@Req() request: Seen): unknown {
            return record(spec, 'me', request)
          }

          @Post()
          @HttpCode(200)
          create(@Req() request: Seen): unknown {
            return record(spec, 'create', request)
          }
        }
        return { controllers: [UsersController, controller(spec, 'metrics')], options: { global: false } }
      })
      expect(await send({ target: '/users/me' })).toMatchObject({
        response: { status: 200 },
        decisions: [{ operation: 'GET:/users/me' }],
        ran: [{}],
      })
      expect(await send({ method: 'POST', target: '/users' })).toMatchObject({ response: { status: 403 }, ran: [] })
      expect(await send({ target: '/metrics' })).toMatchObject({ response: { status: 200 }, decisions: [], ran: [{}] })
    })
  })

  it('P03 refuses everything while a handler would run for an operation that has none', async () => {
    const { send, events } = await startApp(platform, (spec) => ({ controllers: [controller(spec, 'users/:userId')] }))
    expect(await send({ target: '/users/42' })).toMatchObject({ response: { status: 503 }, ran: [] })
    expect(events).toContainEqual({
      type: 'routes-ambiguous',
      problems: [expect.stringContaining('GET:/users/me'), expect.stringContaining('GET:/users/search')] as string[],
    })
  })

  it('in report mode lets pass what it would refuse', async () => {
    const { send, events } = await startApp(platform, (spec) => ({
      controllers: [controller(spec, 'admin/users/:userId')],
      options: { mode: 'report' },
    }))
    expect(await send({ target: '/admin/users/42' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(events).toContainEqual(expect.objectContaining({ type: 'would-refuse', status: 403 }))
  })
})
