import type { AddressInfo } from 'node:net'
import { Controller, Get, Injectable, Module, Res } from '@nestjs/common'
import { MessagePattern, Server, type CustomTransportStrategy } from '@nestjs/microservices'
import { WsAdapter } from '@nestjs/platform-ws'
import { ApiParam, DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import { startContractServer, type ServerSpec } from '@wardkit/contracts'
import { createWardkit, type Wardkit } from '@wardkit/core'
import { lastValueFrom, from, isObservable } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { Public } from './authorize.decorator.ts'
import { createApp, listenerOf, NEST, optionsOf, record, startApp, type PlatformName } from './nest-app.test-support.ts'
import { WardkitModule } from './wardkit.module.ts'

type Handle = (request: object, response: { send(body: object): unknown }) => unknown

/** What both platforms call an application, as far as it takes routes that are none of Nest's. */
interface Native {
  get(path: string, handle: Handle): unknown
}

const PLATFORMS: readonly PlatformName[] = ['express', 'fastify']

describe.each(PLATFORMS)(`Nest ${NEST} on %s`, (platform) => {
  describe('decides by the URL about', () => {
    /** A module that registers a route on the platform itself, when Nest has registered its own. */
    const nativeRoute = (spec: ServerSpec, path: string): new (...given: never[]) => unknown => {
      @Module({})
      class NativeModule {
        onModuleInit(): void {
          native?.get(path, (request, response) => response.send(record(spec, 'native', request) as object))
        }
      }
      return NativeModule
    }
    let native: Native | undefined
    const start = (path: string) =>
      startApp(
        platform,
        (spec) => ({ imports: [nativeRoute(spec, path)] }),
        (app) => {
          native = app.getHttpAdapter().getInstance() as Native
        },
      )

    it('P16 a route that is none of Nest’s: refused where no document lists it', async () => {
      const { send, events } = await start('/admin-panel')
      expect(await send({ target: '/admin-panel', headers: [['X-As', 'admin']] })).toMatchObject({
        response: { status: 404 },
        ran: [],
      })
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'refused', target: '/admin-panel', operation: null }),
      )
    })

    it('P16 a route that is none of Nest’s: one decision where a document does', async () => {
      const { send } = await start('/users/me')
      expect(await send({ target: '/users/me' })).toMatchObject({
        response: { status: 200 },
        decisions: [{ operation: 'GET:/users/me' }],
        ran: [{}],
      })
      expect(await send({ target: '/users/me', headers: [['X-As', 'nobody']] })).toMatchObject({
        response: { status: 401 },
        ran: [],
      })
    })

    it('P16 what is let through by prefix', async () => {
      const { send } = await startApp(
        platform,
        (spec) => ({
          imports: [nativeRoute(spec, '/assets/logo')],
          options: { unlistedRoutes: { allow: ['/assets'] } },
        }),
        (app) => {
          native = app.getHttpAdapter().getInstance() as Native
        },
      )
      expect(await send({ target: '/assets/logo' })).toMatchObject({
        response: { status: 200 },
        decisions: [],
        ran: [{}],
      })
    })
  })

  it('P16 lets a preflight be answered by CORS, which sends no data', async () => {
    const { send } = await startApp(
      platform,
      () => ({}),
      (app) => app.enableCors({ origin: 'https://app.example' }),
    )
    const headers = [
      ['Origin', 'https://app.example'],
      ['Access-Control-Request-Method', 'DELETE'],
    ] as const
    const { response, decisions } = await send({ method: 'OPTIONS', target: '/users/42', headers })
    expect(response).toMatchObject({ status: 204, body: '' })
    expect(decisions).toEqual([])
  })

  describe('limits responses', () => {
    it('that a handler sends past Nest', async () => {
      const { send } = await startApp(platform, () => {
        @Controller('records')
        class RecordsController {
          @Get(':recordId')
          read(@Res() response: { send(body: object): unknown }): void {
            response.send({ name: 'x', secret: 's' })
          }
        }
        return { controllers: [RecordsController] }
      })
      expect(JSON.parse((await send({ target: '/records/1' })).response.body)).toEqual({ name: 'x' })
    })

    it.each([
      ['in parts past the platform', (raw: NodeResponse) => void (raw.write('{"name":"x",'), raw.end('"secret":"s"}'))],
      ['as text', (raw: NodeResponse) => raw.end('secret')],
    ])('written %s: replaced', async (_name, write) => {
      const { send, events } = await startApp(platform, () => {
        @Controller('records')
        class RecordsController {
          @Get(':recordId')
          read(@Res() response: NodeResponse & { raw?: NodeResponse; hijack?(): void }): void {
            response.hijack?.()
            write(response.raw ?? response)
          }
        }
        return { controllers: [RecordsController] }
      })
      const { response } = await send({ target: '/records/1' })
      expect(response.status).toBe(500)
      expect(response.body).not.toContain('secret')
      expect(events).toContainEqual(expect.objectContaining({ type: 'response-not-filtered' }))
    })
  })

  it('P16 refuses messages of a WebSocket, but those that say @Public()', async () => {
    const ran: string[] = []
    const close: (() => Promise<unknown>)[] = []
    const server = await startContractServer(async (spec) => {
      @WebSocketGateway()
      class ChatGateway {
        @SubscribeMessage('secret')
        secret(): void {
          ran.push('secret')
        }

        @Public()
        @SubscribeMessage('hello')
        hello(): object {
          ran.push('hello')
          return { event: 'hello', data: 'hi' }
        }
      }
      const app = await createApp(platform, spec, { providers: [ChatGateway] })
      app.useWebSocketAdapter(new WsAdapter(app))
      await app.listen(0, '127.0.0.1')
      close.push(() => app.close())
      const { port } = (app.getHttpServer() as { address(): AddressInfo }).address()
      const socket = new WebSocket(`ws://127.0.0.1:${port}`)
      await new Promise((resolve) => socket.addEventListener('open', resolve))
      const answered = new Promise((resolve) =>
        socket.addEventListener('message', ({ data }) => {
          if (String(data).includes('hi')) resolve(data)
        }),
      )
      socket.send('{"event":"secret","data":{}}')
      socket.send('{"event":"hello","data":{}}')
      await answered
      socket.close()
      return (_request, response) => response.end()
    })
    expect(ran).toEqual(['hello'])
    await server.close()
    await Promise.all(close.map((each) => each()))
  })
})

interface NodeResponse {
  write(text: string): unknown
  end(text: string): unknown
}

describe(`Nest ${NEST}`, () => {
  it('P16 refuses messages of a microservice that is connected to the application, but those that say @Public()', async () => {
    @Controller()
    class MessageController {
      @MessagePattern('secret')
      secret(): string {
        return 'secret'
      }

      @Public()
      @MessagePattern('hello')
      hello(): string {
        return 'hello'
      }
    }
    for (const inheritAppConfig of [false, true]) {
      const strategy = new LocalTransport()
      const server = await startContractServer(async (spec) => {
        const app = await createApp('express', spec, { controllers: [MessageController] })
        app.connectMicroservice({ strategy }, { inheritAppConfig })
        return listenerOf(app)
      })
      await expect(strategy.ask('secret')).rejects.toMatchObject({ message: 'Forbidden resource' })
      await expect(strategy.ask('hello')).resolves.toBe('hello')
      await server.close()
    }
  })

  it('takes the document that @nestjs/swagger makes of the application for its service', async () => {
    @Controller('patient')
    class PatientController {
      @Get(':patientId')
      @ApiParam({ name: 'patientId' })
      read(): object {
        return { read: true }
      }

      @Public()
      @Get()
      describe(): object {
        return { open: true }
      }
    }
    const document = Promise.withResolvers<object>()
    const wardkit: Promise<Wardkit> = document.promise.then((made) =>
      createWardkit({
        openapi: { document: made },
        database: 'sqlite::memory:',
        secret: 'contract '.repeat(8),
      }),
    )
    const server = await startContractServer(async (spec) => {
      const app = await createApp('express', spec, {
        controllers: [PatientController],
        options: { wardkit, principal: () => null },
      })
      app.setGlobalPrefix('api')
      document.resolve(
        SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Clinic').setVersion('1').build()),
      )
      return listenerOf(app)
    })
    expect((await wardkit).services[0]?.operations.map(({ id }) => id).sort()).toEqual([
      'GET:/api/patient',
      'GET:/api/patient/{patientId}',
    ])
    expect((await server.send({ target: '/api/patient' })).response).toMatchObject({
      status: 200,
      body: '{"open":true}',
    })
    expect((await server.send({ target: '/api/patient/7' })).response.status).toBe(401)
    await server.close()
    await (await wardkit).close()
  })

  it.each(PLATFORMS)('answers Wardkit’s own routes before any body parser, on %s', async (platform) => {
    const server = await startApp(platform, (spec) => ({
      options: { wardkit: spec.engine as never, basePath: '/auth' },
    }))
    const body = JSON.stringify({ email: 'nobody@clinic.example', password: 'a long sentence nobody guesses' })
    const headers = [['Content-Type', 'application/json']] as const
    const { response } = await server.send({ method: 'POST', target: '/auth/login', headers, body })
    expect(response.status).toBe(401)
    expect(JSON.parse(response.body)).toMatchObject({ code: 'ERR_LOGIN_REFUSED' })
  })

  it('takes options from a factory, and what it is injected with', async () => {
    @Injectable()
    class Settings {
      readonly explain = true
    }
    @Module({ providers: [Settings], exports: [Settings] })
    class SettingsModule {}
    const server = await startContractServer(async (spec) => {
      const wardkit = WardkitModule.forRootAsync({
        imports: [SettingsModule],
        inject: [Settings],
        useFactory: ({ explain }: Settings) => optionsOf(spec, { explain }),
      })
      const app = await createApp('express', spec, { imports: [wardkit], options: { global: false } })
      return listenerOf(app)
    })
    const { response } = await server.send({ target: '/admin/users/42' })
    expect(response.status).toBe(403)
    expect(JSON.parse(response.body)).toHaveProperty('explanation')
    await server.close()
  })

  it.each([
    [{ basPath: '/wardkit' }, 'WardkitModule has no option `basPath`: did you mean `basePath`?'],
    [{ basePath: 7 }, '`basePath` is a path'],
  ])('B08 refuses to start with the options %j', async (options, message) => {
    await expect(startApp('express', () => ({ options: options as object }))).rejects.toThrow(message)
  })
})

/** A transport whose client is the test. */
class LocalTransport extends Server implements CustomTransportStrategy {
  listen(callback: () => void): void {
    callback()
  }

  close(): void {
    // Nothing is open.
  }

  on(): void {
    // Tells of nothing.
  }

  unwrap(): never {
    throw new TypeError('there is no server behind this transport')
  }

  async ask(pattern: string): Promise<unknown> {
    const answer: unknown = await this.getHandlerByPattern(pattern)?.({})
    return isObservable(answer) ? lastValueFrom(from(answer)) : answer
  }
}
