import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer, HeaderMap } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { createWardkit, type Wardkit, type WardkitOptions } from '@wardkit/core'
import type { Engine, HostPrincipal } from '@wardkit/core/http'
import { createMemoryStore } from '@wardkit/core/memory'
import { buildSchema, defaultFieldResolver, execute, isObjectType, parse, validate, type GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { wardkitPlugin, type WardkitContext } from './apollo.ts'
import { createGraphQLAuthorizer, type AuthorizeGraphQLOptions } from './graphql-authorizer.ts'
import { useWardkit } from './yoga.ts'

/** A clinic, small enough to see through: its resolvers answer from this. */
export const SDL = `
  type Query {
    patient(id: ID!): Patient
    patients(ward: String = "a"): [Patient!]!
    record(id: ID!): Record
    version: String
  }
  type Mutation {
    updatePatient(id: ID!, change: Change!): Patient
    discharge(input: Discharge!): Boolean
  }
  type Subscription { patientChanged(id: ID!): Patient }
  interface Record { id: ID! notes: String }
  type Patient implements Record { id: ID! name: String notes: String doctor: Doctor }
  type Doctor { id: ID! name: String patients: [Patient!]! }
  input Change { name: String notes: String }
  input Discharge { id: ID! }
`

export const RESOURCES = {
  'query:patient': 'patient',
  'query:record': 'patient',
  'mutation:updatePatient': 'patient',
  'mutation:discharge': { type: 'patient', id: 'input.id' },
  'subscription:patientChanged': 'patient',
}

/** Roles of the clinic, by id. */
export const POLICIES: Readonly<Record<string, string>> = {
  reader: 'type: graphQL\nallow: { query: [patient, patients, record] }\n',
  names: 'type: graphQL\nallow: { query: [patient.name, patient.doctor.name] }\n',
  notes: 'type: graphQL\nallow: { query: [patient.notes] }\n',
  ward: 'type: graphQL\npolicy:\n  - allow: { query: [patient], mutation: [updatePatient, discharge] }\n    where: $resourceTags:ward = $principalTags:ward\n',
  wardList:
    'type: graphQL\npolicy:\n  - allow: { query: [patients] }\n    where: $request:ward = $principalTags:ward\n',
  schema: 'type: graphQL\nallow: { query: [__schema] }\n',
  watcher: 'type: graphQL\nallow: { subscription: [patientChanged] }\n',
  everything: "- allow: ['*']\n",
  filtered: "- allow: ['*']\n  filter: [name]\n",
}

/** A tenant `north` with patients p1 (ward a) and p2 (ward b), and a tenant `south` with p9. */
export async function openClinic(options: WardkitOptions = {}): Promise<Wardkit> {
  const store = createMemoryStore()
  await store.write(async (writer) => {
    for (const id of ['north', 'south'])
      await writer.insertTenant({ id, slug: id, name: id, status: 'active', createdAt: 0 })
  })
  const wardkit = await createWardkit({
    graphql: { schema: SDL, resources: RESOURCES, public: ['query:version'] },
    store,
    secret: '0123456789abcdef0123456789abcdef',
    accessLog: false,
    globalRoles: Object.fromEntries(Object.entries(POLICIES).map(([id, policy]) => [id, { name: id, policy }])),
    onEvent() {},
    ...options,
  })
  for (const [tenant, id, ward] of [
    ['north', 'p1', 'a'],
    ['north', 'p2', 'b'],
    ['south', 'p9', 'a'],
  ] as const)
    await wardkit.resources.register({ tenant, type: 'patient', id, tags: { ward } })
  return wardkit
}

/** The clinic's schema with resolvers that write down the root fields they ran. */
export function createSchema(ran: string[]): GraphQLSchema {
  const schema = buildSchema(SDL)
  const patient = (id: string): object => ({
    __typename: 'Patient',
    id,
    name: `name of ${id}`,
    notes: `notes of ${id}`,
    doctor: { id: 'd1', name: 'doctor', patients: () => [patient('p1')] },
  })
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      field.resolve = (_source, { id }: { id?: string }) => {
        ran.push(field.name)
        return field.name === 'patients'
          ? [patient('p1')]
          : field.name === 'version'
            ? '1'
            : field.name === 'discharge'
              ? true
              : patient(id ?? '')
      }
    }
  }
  const changes = schema.getSubscriptionType()?.getFields()['patientChanged']
  if (changes !== undefined) {
    changes.subscribe = async function* (_source: unknown, { id }: { id: string }) {
      ran.push('patientChanged')
      yield { patientChanged: patient(id) }
    }
    changes.resolve = defaultFieldResolver
  }
  for (const name of ['Record']) {
    const type = schema.getType(name)
    if (type !== undefined && 'resolveType' in type) type.resolveType = () => 'Patient'
  }
  if (!isObjectType(schema.getType('Patient'))) throw new TypeError('the clinic has no patients')
  return schema
}

/** What a client sends. */
export interface Sent {
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

/** What came back, and which root fields ran. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly codes: readonly string[]
  readonly body: {
    readonly data?: Record<string, unknown> | null
    readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
  }
  readonly ran: readonly string[]
}

/** A server of the clinic, asked over a socket. */
export interface ClinicServer {
  ask(principal: HostPrincipal | null, sent: Sent | readonly Sent[], method?: 'GET' | 'POST'): Promise<Answer>
  close(): Promise<void>
}

type Mount = (
  schema: GraphQLSchema,
  options: AuthorizeGraphQLOptions<never>,
) => Promise<{ url: string; close(): Promise<void> }>

/** The servers, each with the same schema. */
export const MOUNTS: readonly (readonly [name: string, mount: Mount])[] = [
  ['graphql-yoga', mountYoga],
  ['Apollo Server', mountApollo],
  ['a server on graphql-js itself', mountBare],
]

/** Starts a server whose callers name themselves. */
export async function startClinic(mount: Mount, wardkit: Engine, options = {}): Promise<ClinicServer> {
  const ran: string[] = []
  const server = await mount(createSchema(ran), { wardkit, principal: readPrincipal, ...options })
  return {
    async ask(principal, sent, method = 'POST') {
      ran.length = 0
      const url = new URL(server.url)
      if (method === 'GET' && !Array.isArray(sent)) {
        for (const [name, value] of Object.entries(sent))
          url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value))
      }
      const response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'apollo-require-preflight': 'yes',
          ...(principal === null ? {} : { 'x-principal': JSON.stringify(principal) }),
        },
        ...(method === 'POST' ? { body: JSON.stringify(sent) } : {}),
      })
      const text = await response.text()
      const body = JSON.parse(text.startsWith('{') || text.startsWith('[') ? text : '{}') as Answer['body']
      const errors = [body].flat().flatMap((each) => each.errors ?? [])
      return {
        status: response.status,
        headers: response.headers,
        codes: errors.map(({ extensions }) => String(extensions?.['code'])),
        body,
        ran: [...ran],
      }
    },
    close: () => server.close(),
  }
}

function readPrincipal(host: { headers: Headers | HeaderMap }): HostPrincipal | null {
  const text = host.headers.get('x-principal') ?? null
  return text === null ? null : (JSON.parse(text) as HostPrincipal)
}

async function listen(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function mountYoga(schema: GraphQLSchema, options: AuthorizeGraphQLOptions<never>) {
  const yoga = createYoga({
    schema,
    batching: true,
    logging: false,
    plugins: [useWardkit(options as never)],
  })
  // eslint and Node agree that a request listener may answer later.
  return listen(createServer((request, response) => void yoga(request, response)))
}

interface ClinicContext extends WardkitContext {
  readonly headers: HeaderMap
}

async function mountApollo(schema: GraphQLSchema, options: AuthorizeGraphQLOptions<never>) {
  const server = new ApolloServer<ClinicContext>({
    schema,
    introspection: true,
    allowBatchedHttpRequests: true,
    plugins: [wardkitPlugin<ClinicContext>(options as never)],
  })
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => {
      const headers = new HeaderMap()
      for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value))
      return Promise.resolve({ headers })
    },
  })
  return { url, close: () => server.stop() }
}

/** The least that serves GraphQL, as somebody would write it who uses neither. */
function mountBare(schema: GraphQLSchema, options: AuthorizeGraphQLOptions<never>) {
  const { authorize } = createGraphQLAuthorizer(options as AuthorizeGraphQLOptions<{ headers: Headers }>)
  return listen(
    createServer((request, response) => {
      void (async () => {
        const url = new URL(request.url ?? '/', 'http://host')
        const chunks: Uint8Array[] = []
        for await (const chunk of request) chunks.push(chunk)
        const sent = (request.method === 'GET' ? readSearch(url) : JSON.parse(Buffer.concat(chunks).toString())) as
          Sent | Sent[]
        const headers = new Headers(request.headers as Record<string, string>)
        const operations = [sent].flat().map((each) => ({ ...each, document: parse(each.query ?? '') }))
        const invalid = operations.flatMap(({ document }) => validate(schema, document))
        const admission = await authorize({
          requests: operations.map(({ document, variables = {} }) => ({ schema, document, variables })),
          fields: (name) => [headers.get(name) ?? []].flat(),
          host: { headers },
          setHeader: (name, value) => response.setHeader(name, value),
        })
        const refused = admission.kind === 'refused'
        const results = refused
          ? [{ errors: [admission.error] }]
          : invalid.length > 0
            ? [{ errors: invalid }]
            : await Promise.all(
                operations.map(async ({ document, variables, operationName }) =>
                  execute({
                    schema,
                    document,
                    variableValues: variables,
                    operationName,
                    contextValue: { wardkit: admission.request },
                  }),
                ),
              )
        response.statusCode = refused ? admission.status : invalid.length > 0 ? 400 : 200
        response.end(JSON.stringify(Array.isArray(sent) && !refused ? results : results[0]))
      })()
    }),
  )
}

function readSearch({ searchParams }: URL): Sent {
  const variables = searchParams.get('variables')
  const operationName = searchParams.get('operationName')
  return {
    query: searchParams.get('query') ?? '',
    ...(variables === null ? {} : { variables: JSON.parse(variables) as Record<string, unknown> }),
    ...(operationName === null ? {} : { operationName }),
  }
}
