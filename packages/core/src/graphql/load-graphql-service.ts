import { readFile } from 'node:fs/promises'
import { buildSchema, GraphQLError, isSchema, type GraphQLSchema } from 'graphql'
import { WardkitError } from '../errors/index.ts'
import type { Operation, ResourceLocator, Service } from '../model/service.ts'
import type { LoadedService } from '../openapi/load-service.ts'
import { hasField, isNamedFor } from '../openapi/resource-locator.ts'
import { assertKnownOptions } from '../util/known-options.ts'
import { findNearest } from '../util/nearest.ts'
import type { LoadGraphQLServiceInput, ResourceArgument } from './load-graphql-service-input.ts'
import { readSchema } from './read-schema.ts'

const OPTIONS = ['file', 'schema', 'id', 'resources', 'public', 'resourceTagMatch'] as const

/**
 * Turns a GraphQL schema into a service: plain data that survives a round trip through JSON.
 *
 * @throws TypeError when not exactly one of `file` and `schema` is given, or an option is unknown
 * @throws WardkitError `ERR_CONFIGURATION` when there is no such file; `ERR_SERVICE_DOCUMENT` when the schema cannot be used, or an option names a root
 * field that it does not have
 * @see POLICY.md, section 8
 */
export async function loadGraphQLService(input: LoadGraphQLServiceInput): Promise<LoadedService> {
  assertKnownOptions('loadGraphQLService()', input, OPTIONS)
  const { file, schema: given, id = 'graphql', resources = {}, public: open = [], resourceTagMatch } = input
  if ((file === undefined) === (given === undefined))
    throw new TypeError('loadGraphQLService() takes either `file` or `schema`')
  const name = file ?? 'the GraphQL schema'
  const source = isSchema(given) ? given : parseSchema(await readSdl(given, file), name)
  const schema: Schema = { name, ...readSchema(source, id) }
  const locators = new Map(Object.entries(resources).map(([field, about]) => [field, locate(schema, field, about)]))
  for (const field of open) findRootField(schema, field)
  const operations = schema.operations.map((operation) => ({
    ...operation,
    public: open.includes(operation.id),
    resource: locators.get(operation.id) ?? null,
  }))
  const service: Service = {
    id,
    title: id,
    version: '',
    basePath: '',
    operations,
    shapes: schema.shapes,
    roles: [],
    resourceTagMatch: resourceTagMatch ?? 'where-only',
  }
  return { service, warnings: warnOfIds(schema, locators) }
}

/** A schema as read, and how errors name it. */
interface Schema extends Pick<Service, 'operations' | 'shapes'> {
  readonly name: string
}

async function readSdl(given: unknown, file: string | undefined): Promise<string> {
  if (typeof given === 'string') return given
  if (file === undefined) throw new TypeError('`schema` of loadGraphQLService() is SDL text or a GraphQLSchema')
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new WardkitError('ERR_CONFIGURATION', `the GraphQL schema \`${file}\` cannot be read`, {
      help: 'name the file of your schema in SDL',
      cause,
    })
  })
}

function parseSchema(sdl: string, name: string): GraphQLSchema {
  try {
    return buildSchema(sdl)
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    const [at] = cause instanceof GraphQLError ? (cause.locations ?? []) : []
    const place = at === undefined ? '' : `, line ${at.line}, column ${at.column}`
    throw unusable(`${name}${place}: ${cause.message.replace(/\s+/g, ' ')}`, 'correct the schema', cause)
  }
}

function locate(schema: Schema, field: string, about: string | ResourceArgument): ResourceLocator {
  const operation = findRootField(schema, field)
  const { type, id } = typeof about === 'string' ? { type: about, id: undefined } : about
  if (typeof type !== 'string' || type === '')
    throw new TypeError(`\`resources\` of loadGraphQLService(): \`${field}\` needs the type of a resource`)
  const names = argumentsOf(schema, operation)
  const conventional = names.includes('id') ? 'id' : names.find((each) => isNamedFor(each, type))
  const path = id?.split('.') ?? (conventional === undefined ? [] : [conventional])
  const body = operation.body?.shape ?? -1
  if (path.length > 0 && hasField(schema.shapes, body, path)) return { type, from: 'body', path }
  throw unusable(
    id === undefined
      ? `${schema.name}: \`${field}\` has no argument that names a resource of type \`${type}\``
      : `${schema.name}: \`${field}\` has no argument \`${id}\``,
    `name the argument: \`{ '${field}': { type: '${type}', id: 'input.id' } }\``,
  )
}

function findRootField({ name, operations }: Schema, field: string): Operation {
  const found = operations.find(({ id }) => id === field)
  if (found !== undefined) return found
  const ids = operations.map(({ id }) => id)
  const nearest = findNearest(field, ids)
  const help = nearest === undefined ? 'write root and field, such as `query:patient`' : `did you mean \`${nearest}\`?`
  throw unusable(`${name}: there is no root field \`${field}\``, help)
}

function argumentsOf({ shapes }: Schema, { body }: Operation): readonly string[] {
  return (shapes[body?.shape ?? -1]?.properties ?? []).map(([name]) => name)
}

const FIELDS_LISTED = 5

/** The tenant of a resource that nobody told of is not checked, which somebody may not have meant. */
function warnOfIds(schema: Schema, told: ReadonlyMap<string, unknown>): readonly string[] {
  const untold = schema.operations
    .filter((operation) => !told.has(operation.id) && argumentsOf(schema, operation).some(looksLikeId))
    .map(({ id }) => `\`${id}\``)
  if (untold.length === 0) return []
  const more = untold.length > FIELDS_LISTED ? ` and ${untold.length - FIELDS_LISTED} more` : ''
  const listed = untold.slice(0, FIELDS_LISTED).join(', ')
  return [
    `\`resources\` tells no type of the id that ${listed}${more} take: neither tags nor tenant of what it names are looked at`,
  ]
}

function looksLikeId(name: string): boolean {
  return name === 'id' || /(?:Id|ID|_id)$/.test(name)
}

function unusable(message: string, help: string, cause?: unknown): WardkitError {
  return new WardkitError('ERR_SERVICE_DOCUMENT', message, { help, ...(cause === undefined ? {} : { cause }) })
}
