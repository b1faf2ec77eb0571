import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLScalarType,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { GRAPHQL_LIMITS, UnreadableRequestError } from './root-field-request.ts'

/** The variables of one operation: as declared, and as sent. */
export interface VariableScope {
  readonly declared: ReadonlyMap<string, VariableDefinitionNode>
  readonly sent: JsonObject
}

/** Stands for what is not sent. */
const ABSENT: unique symbol = Symbol('absent')

type Found = Json | typeof ABSENT

/**
 * The arguments of a field as JSON: what graphql-js gives its resolver, but with enums by their names.
 *
 * A required variable that is not sent is no value: graphql-js does not run the operation then, and another one of the document may be meant.
 *
 * @throws UnreadableRequestError for a value that does not fit its type: graphql-js would not run the field with it
 * @see https://spec.graphql.org/October2021/#sec-Coercing-Field-Arguments
 */
export function readArguments(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: VariableScope,
): JsonObject {
  const sent = (node.arguments ?? []).map(({ name, value }) => [name.value, value] as const)
  return readFields(field.args, sent, (value, type) => readLiteral(value, type, variables, 1), `\`${field.name}\``)
}

type InputDefinition = Pick<GraphQLArgument | GraphQLInputField, 'name' | 'type' | 'defaultValue'>

/** Reads what is sent for each definition; what cannot be told apart, as it stands twice or nowhere, is refused. */
function readFields<Value>(
  definitions: readonly InputDefinition[],
  sent: readonly (readonly [name: string, value: Value])[],
  read: (value: Value, type: GraphQLInputType) => Found,
  owner: string,
): JsonObject {
  const byName = new Map(sent)
  if (byName.size !== sent.length) throw new UnreadableRequestError(`${owner} is given a value twice`)
  const unknown = sent.find(([name]) => definitions.every((definition) => definition.name !== name))
  if (unknown !== undefined) throw new UnreadableRequestError(`${owner} takes no \`${unknown[0]}\``)
  const entries = definitions.flatMap((definition) => {
    const { name, type } = definition
    const given = byName.get(name)
    const value = given === undefined ? ABSENT : read(given, type)
    const used = value === ABSENT ? defaultOf(definition) : value
    return used === ABSENT ? [] : [[name, used] as const]
  })
  return nullPrototype(entries)
}

function defaultOf({ defaultValue, type }: InputDefinition): Found {
  return defaultValue === undefined ? ABSENT : fromServer(defaultValue, type)
}

/** A value that the server keeps as its own, such as a default: enums may have other values there than their names. */
function fromServer(value: unknown, type: GraphQLInputType): Json {
  if (isNonNullType(type)) return fromServer(value, type.ofType)
  if (value === null) return null
  if (isListType(type)) return (Array.isArray(value) ? value : [value]).map((item) => fromServer(item, type.ofType))
  if (isEnumType(type)) return type.serialize(value) as Json
  if (!isInputObjectType(type) || typeof value !== 'object') return toJson(value)
  const fields = Object.values(type.getFields()).filter(({ name }) => Object.hasOwn(value, name))
  return nullPrototype(fields.map(({ name, type: inner }) => [name, fromServer((value as JsonObject)[name], inner)]))
}

function nullPrototype(entries: readonly (readonly [string, Json])[]): JsonObject {
  const result = Object.create(null) as Record<string, Json>
  for (const [name, value] of entries) result[name] = value
  return result
}

function readLiteral(node: ValueNode, type: GraphQLInputType, variables: VariableScope, depth: number): Found {
  if (depth > GRAPHQL_LIMITS.valueDepth) throw tooDeep()
  if (node.kind === Kind.VARIABLE) return readVariable(node.name.value, type, variables, depth)
  if (isNonNullType(type)) {
    const value = readLiteral(node, type.ofType, variables, depth)
    if (value === null) throw misfit(type)
    return value
  }
  if (node.kind === Kind.NULL) return null
  if (isListType(type)) {
    const items = node.kind === Kind.LIST ? node.values : [node]
    return items.map((item) => orNull(readLiteral(item, type.ofType, variables, depth + 1)))
  }
  if (isInputObjectType(type)) {
    if (node.kind !== Kind.OBJECT) throw misfit(type)
    const sent = node.fields.map((field) => [field.name.value, field.value] as const)
    const read = (value: ValueNode, inner: GraphQLInputType) => readLiteral(value, inner, variables, depth + 1)
    return readFields(Object.values(type.getFields()), sent, read, `\`${type.name}\``)
  }
  if (isEnumType(type)) {
    if (node.kind !== Kind.ENUM || type.getValue(node.value) == null) throw misfit(type)
    return node.value
  }
  const kinds = LITERALS.get(type.name)
  if (kinds === undefined) return ofOwnScalar(type, () => type.parseLiteral(node, variables.sent))
  if (!kinds.includes(node.kind) || !('value' in node)) throw misfit(type)
  // An id may be written as a number, and is text all the same.
  return type.name !== 'ID' && typeof node.value === 'string' && node.kind !== Kind.STRING
    ? Number(node.value)
    : node.value
}

/** How values of the scalars that every schema has are written in a document. */
const LITERALS: ReadonlyMap<string, readonly Kind[]> = new Map([
  ['Int', [Kind.INT]],
  ['Float', [Kind.INT, Kind.FLOAT]],
  ['String', [Kind.STRING]],
  ['Boolean', [Kind.BOOLEAN]],
  ['ID', [Kind.STRING, Kind.INT]],
])

function readVariable(name: string, type: GraphQLInputType, variables: VariableScope, depth: number): Found {
  const declared = variables.declared.get(name)
  if (declared === undefined) throw new UnreadableRequestError(`the variable \`$${name}\` is not declared`)
  const sent = Object.hasOwn(variables.sent, name) ? variables.sent[name] : undefined
  if (sent !== undefined) return readJson(sent, type, depth)
  return declared.defaultValue === undefined ? ABSENT : readLiteral(declared.defaultValue, type, variables, depth)
}

/** A value of a variable, as it was sent. */
function readJson(value: Json, type: GraphQLInputType, depth: number): Json {
  if (depth > GRAPHQL_LIMITS.valueDepth) throw tooDeep()
  if (isNonNullType(type)) {
    if (value === null) throw misfit(type)
    return readJson(value, type.ofType, depth)
  }
  if (value === null) return null
  if (isListType(type)) {
    const items = Array.isArray(value) ? (value as readonly Json[]) : [value]
    return items.map((item) => readJson(item, type.ofType, depth + 1))
  }
  if (isInputObjectType(type)) {
    if (!isJsonObject(value)) throw misfit(type)
    const sent = Object.entries(value).filter(([, field]) => field !== undefined)
    const read = (field: Json, inner: GraphQLInputType) => readJson(field, inner, depth + 1)
    return readFields(Object.values(type.getFields()), sent, read, `\`${type.name}\``)
  }
  if (isEnumType(type)) {
    if (typeof value !== 'string' || type.getValue(value) == null) throw misfit(type)
    return value
  }
  const fits = VALUES.get(type.name)
  if (fits === undefined) return ofOwnScalar(type, () => type.parseValue(value))
  if (!fits(value)) throw misfit(type)
  return type.name === 'ID' && typeof value === 'number' ? String(value) : value
}

/** What is sent for the scalars that every schema has. */
const VALUES: ReadonlyMap<string, (value: Json) => boolean> = new Map([
  ['Int', Number.isInteger],
  ['Float', Number.isFinite],
  ['String', (value: Json) => typeof value === 'string'],
  ['Boolean', (value: Json) => typeof value === 'boolean'],
  ['ID', (value: Json) => typeof value === 'string' || Number.isInteger(value)],
])

/**
 * A value of a scalar of the schema's own, as the scalar reads it: its resolver may be given another text than was sent, and it is the one that names a
 * resource.
 */
function ofOwnScalar(type: GraphQLScalarType, parse: () => unknown): Json {
  try {
    return toJson(parse())
  } catch (cause) {
    throw new UnreadableRequestError(`a value is no \`${type.name}\``, { cause })
  }
}

function toJson(value: unknown): Json {
  return typeof value === 'bigint' ? String(value) : (JSON.parse(JSON.stringify(value ?? null)) as Json)
}

/** What is not sent leaves a gap in a list. */
function orNull(value: Found): Json {
  return value === ABSENT ? null : value
}

function misfit(type: GraphQLInputType): UnreadableRequestError {
  return new UnreadableRequestError(`a value is no \`${String(type)}\``)
}

function tooDeep(): UnreadableRequestError {
  return new UnreadableRequestError(`a value nests deeper than ${GRAPHQL_LIMITS.valueDepth} levels`)
}
