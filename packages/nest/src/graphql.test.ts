import type { AddressInfo } from 'node:net'
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { Module, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Args, GraphQLModule, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql'
import { createWardkit, type Principal, type Wardkit } from '@wardkit/core'
import type { HostPrincipal } from '@wardkit/core/http'
import { createMemoryStore } from '@wardkit/core/memory'
import { wardkitPlugin, type WardkitContext } from '@wardkit/graphql/apollo'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Public } from './authorize.decorator.ts'
import { CurrentPrincipal, CurrentTenant } from './current-principal.decorator.ts'
import type { HostRequest } from './wardkit-module-options.ts'
import { WardkitModule } from './wardkit.module.ts'

const SDL = `
  type Query { patient(id: ID!): Patient  patients: [Patient!]!  version: String }
  type Mutation { rename(id: ID!, name: String!): Patient }
  type Subscription { patientChanged: Patient }
  type Patient { id: ID! name: String notes: String readBy: String }
`

const POLICIES = {
  reader: 'type: graphQL\nallow: { query: [patient, patients] }\n',
  names: 'type: graphQL\nallow: { query: [patient.name, patient.readBy] }\n',
  writer:
    'type: graphQL\npolicy:\n  - allow: { mutation: [rename] }\n    where: $resourceTags:ward = $principalTags:ward\n',
  schema: 'type: graphQL\nallow: { query: [__schema] }\n',
  everything: "- allow: ['*']\n",
}

const ran: string[] = []
afterEach(() => ran.splice(0))

@Resolver('Patient')
class PatientResolver {
  @Query('patient')
  patient(@Args('id') id: string) {
    ran.push('patient')
    return { id, name: `name of ${id}`, notes: `notes of ${id}` }
  }

  @Query('patients')
  patients() {
    ran.push('patients')
    return [{ id: 'p1' }]
  }

  @Public()
  @Query('version')
  version() {
    ran.push('version')
    return '1'
  }

  @Mutation('rename')
  rename(@Args('id') id: string, @Args('name') name: string) {
    ran.push('rename')
    return { id, name }
  }

  @Subscription('patientChanged')
  async *patientChanged() {
    ran.push('patientChanged')
    yield await Promise.resolve({ patientChanged: { id: 'p1' } })
  }

  @ResolveField('readBy')
  readBy(@Parent() _patient: object, @CurrentPrincipal() principal: Principal | null, @CurrentTenant() tenant: string) {
    return `${principal?.id ?? 'nobody'} of ${tenant}`
  }
}

let wardkit: Wardkit

beforeAll(async () => {
  const store = createMemoryStore()
  await store.write(async (writer) => {
    for (const id of ['north', 'south'])
      await writer.insertTenant({ id, slug: id, name: id, status: 'active', createdAt: 0 })
  })
  wardkit = await createWardkit({
    graphql: {
      schema: SDL,
      resources: { 'query:patient': 'patient', 'mutation:rename': 'patient' },
      public: ['query:version'],
    },
    store,
    secret: '0123456789abcdef0123456789abcdef',
    accessLog: false,
    globalRoles: Object.fromEntries(Object.entries(POLICIES).map(([id, policy]) => [id, { name: id, policy }])),
    onEvent() {},
  })
  await wardkit.resources.register({ tenant: 'north', type: 'patient', id: 'p1', tags: { ward: 'a' } })
  await wardkit.resources.register({ tenant: 'north', type: 'patient', id: 'p2', tags: { ward: 'b' } })
  await wardkit.resources.register({ tenant: 'south', type: 'patient', id: 'p9', tags: { ward: 'a' } })
})
afterAll(() => wardkit.close())

const plugin = () =>
  wardkitPlugin<WardkitContext & { req: HostRequest }>({ wardkit, principal: ({ req }) => read(req) })

function read({ headers }: HostRequest): HostPrincipal | null {
  const text = headers['x-principal']
  return typeof text === 'string' ? (JSON.parse(text) as HostPrincipal) : null
}

const holding = (...roles: string[]): HostPrincipal => ({ id: 'usr_1', tenant: 'north', roles, tags: { ward: 'a' } })

interface Answer {
  readonly status: number
  readonly code: unknown
  readonly data: unknown
  readonly ran: readonly string[]
}

interface Clinic {
  readonly url: string
  ask(principal: HostPrincipal | null, sent: object | string): Promise<Answer>
  close(): Promise<void>
}

async function startClinic(config: Partial<ApolloDriverConfig>): Promise<Clinic> {
  const graphql = GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: ApolloDriver,
    typeDefs: SDL,
    introspection: true,
    graphiql: false,
    allowBatchedHttpRequests: true,
    includeStacktraceInErrorResponses: false,
    fieldResolverEnhancers: ['guards'],
    ...config,
  })
  const guarded = WardkitModule.forRoot({
    wardkit,
    basePath: false,
    principal: read,
    unlistedRoutes: { allow: ['/graphql'] },
  })
  @Module({ imports: [guarded, graphql], providers: [PatientResolver] })
  class ClinicModule {}
  const app: INestApplication = await NestFactory.create(ClinicModule, { logger: false, abortOnError: false })
  await app.listen(0, '127.0.0.1')
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address()
  const url = `127.0.0.1:${port}/graphql`
  return {
    url,
    async ask(principal, sent) {
      const response = await fetch(`http://${url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-principal': JSON.stringify(principal) },
        body: JSON.stringify(typeof sent === 'string' ? { query: sent } : sent),
      })
      const answers = [await response.json()].flat() as {
        data?: unknown
        errors?: { extensions: { code: unknown } }[]
      }[]
      const [{ data, errors } = {}] = answers
      return { status: response.status, code: errors?.[0]?.extensions.code, data, ran: ran.splice(0) }
    },
    close: () => app.close(),
  }
}

describe('GraphQLModule of Nest behind the plugin', () => {
  let clinic: Clinic
  beforeAll(async () => {
    clinic = await startClinic({ plugins: [plugin()] })
  })
  afterAll(() => clinic.close())

  it('runs the resolvers of what policies allow, who find who calls', async () => {
    expect(await clinic.ask(holding('names'), '{ patient(id: "p1") { name readBy } }')).toMatchObject({
      status: 200,
      data: { patient: { name: 'name of p1', readBy: 'usr_1 of north' } },
      ran: ['patient'],
    })
    expect(await clinic.ask(holding('reader'), '{ patients { id } patient(id: "p2") { notes } }')).toMatchObject({
      status: 200,
      ran: ['patients', 'patient'],
    })
    expect(await clinic.ask(holding('writer'), 'mutation { rename(id: "p1", name: "x") { name } }')).toMatchObject({
      data: { rename: { name: 'x' } },
    })
    expect(await clinic.ask(null, '{ version }')).toMatchObject({ data: { version: '1' } })
  })

  it.each([
    ['nobody', null, '{ patients { id } }', 401, 'ERR_UNAUTHENTICATED'],
    ['a role without the field', holding('names'), '{ patient(id: "p1") { notes } }', 403, 'ERR_FORBIDDEN'],
    ['an alias of it', holding('names'), '{ name: patient(id: "p1") { name: notes } }', 403, 'ERR_FORBIDDEN'],
    [
      'a fragment of it',
      holding('names'),
      '{ patient(id: "p1") { ...f } } fragment f on Patient { notes }',
      403,
      'ERR_FORBIDDEN',
    ],
    [
      'one root field of two',
      holding('reader'),
      'mutation { a: rename(id: "p1", name: "x") { id } }',
      403,
      'ERR_FORBIDDEN',
    ],
    [
      'another ward',
      holding('writer'),
      'mutation { rename(id: "p1", name: "x") { id } b: rename(id: "p2", name: "x") { id } }',
      403,
      'ERR_FORBIDDEN',
    ],
    ['another tenant', holding('everything'), '{ patient(id: "p9") { name } }', 404, 'ERR_NOT_FOUND'],
    ['introspection', holding('everything'), '{ __schema { types { name } } }', 403, 'ERR_FORBIDDEN'],
  ])('T01 runs nothing for %s', async (_what, principal, query, status, code) => {
    expect(await clinic.ask(principal, query)).toEqual({ status, code, data: undefined, ran: [] })
  })

  it('answers introspection to a role that names it', async () => {
    expect(await clinic.ask(holding('schema'), '{ __schema { queryType { name } } }')).toMatchObject({ status: 200 })
  })

  it('runs nothing of a batch', async () => {
    const batch = [{ query: '{ patients { id } }' }, { query: '{ patient(id: "p1") { notes } }' }]
    expect(await clinic.ask(holding('reader'), batch)).toMatchObject({ code: 'ERR_INVALID_INPUT', ran: [] })
  })
})

describe('resolvers of Nest that no plugin decided about', () => {
  it('P16 are refused, but those that say @Public()', async () => {
    const clinic = await startClinic({})
    expect(await clinic.ask(holding('everything'), '{ patients { id } version }')).toMatchObject({
      code: 'FORBIDDEN',
      ran: ['version'],
    })
    await clinic.close()
  })

  it('P16 are refused where the context only looks decided about: the HTTP request itself, or a copy', async () => {
    const clinic = await startClinic({ context: ({ req }: { req: object }) => req })
    expect(await clinic.ask(holding('everything'), '{ patients { id } }')).toMatchObject({ code: 'FORBIDDEN', ran: [] })
    await clinic.close()
    const made = { principal: holding('everything'), tenant: 'north', requestId: 'r', decisions: [] }
    const copied = await startClinic({ context: () => ({ wardkit: made }) })
    expect(await copied.ask(holding('everything'), '{ patients { id } }')).toMatchObject({ code: 'FORBIDDEN', ran: [] })
    await copied.close()
  })

  it('P16 are refused over a WebSocket, which passes the plugins of Apollo Server by', async () => {
    const clinic = await startClinic({ plugins: [plugin()], subscriptions: { 'graphql-ws': true } })
    for (const query of ['subscription { patientChanged { id } }', '{ patients { id } }']) {
      const socket = new WebSocket(`ws://${clinic.url}`, 'graphql-transport-ws')
      const answered = new Promise<string>((resolve) => {
        socket.addEventListener('message', ({ data }) => {
          const text = String(data)
          if (text.includes('connection_ack')) {
            socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
          } else resolve(text)
        })
      })
      socket.addEventListener('open', () => {
        socket.send('{"type":"connection_init"}')
      })
      expect(await answered).toContain('Forbidden')
      socket.close()
    }
    expect(ran).toEqual([])
    await clinic.close()
  })
})
