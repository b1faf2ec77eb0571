import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { JsonObject } from '../model/json.ts'
import { collectSelection, fieldsOf, type SelectionScope } from './collect-selection.ts'
import { readArguments } from './read-arguments.ts'
import { listRootFields } from './read-schema.ts'
import {
  GRAPHQL_LIMITS,
  UnreadableRequestError,
  type RootFieldRequest,
  type RootFieldsRead,
} from './root-field-request.ts'

/** A GraphQL request as a server is about to execute it. */
export interface GraphQLRequest {
  /** The schema that executes it. */
  readonly schema: GraphQLSchema
  /** Parsed, and validated by the server. */
  readonly document: DocumentNode
  /** As sent. */
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Reads every root field of every operation of a document, whichever of them is about to run: each is a question. `__typename` is none.
 *
 * @see POLICY.md, section 8
 */
export function readRootFields(request: GraphQLRequest): RootFieldsRead {
  try {
    return { ok: true, rootFields: readAll(request) }
  } catch (error) {
    if (error instanceof UnreadableRequestError) return { ok: false, message: error.message }
    throw error
  }
}

function readAll({ schema, document, variables }: GraphQLRequest): readonly RootFieldRequest[] {
  const fragments = new Map<string, FragmentDefinitionNode>()
  const operations: OperationDefinitionNode[] = []
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
    else if (definition.kind !== Kind.FRAGMENT_DEFINITION)
      throw new UnreadableRequestError('the request holds something else than operations and fragments')
    else if (fragments.has(definition.name.value))
      throw new UnreadableRequestError(`the fragment \`${definition.name.value}\` stands twice`)
    else fragments.set(definition.name.value, definition)
  }
  if (operations.length === 0) throw new UnreadableRequestError('the request holds no operation')
  const scope: SelectionScope = { fragments, selectionsLeft: GRAPHQL_LIMITS.selections }
  const rootFields: RootFieldRequest[] = []
  for (const operation of operations) {
    for (const node of fieldsOf(operation.selectionSet, scope, new Set())) {
      if (node.name.value === '__typename') continue
      if (rootFields.length === GRAPHQL_LIMITS.rootFields)
        throw new UnreadableRequestError(`the request asks for more than ${GRAPHQL_LIMITS.rootFields} root fields`)
      rootFields.push(readRootField(node, operation, schema, scope, variables as JsonObject))
    }
  }
  return rootFields
}

function readRootField(
  node: FieldNode,
  { operation: root, variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
  scope: SelectionScope,
  sent: JsonObject,
): RootFieldRequest {
  const name = node.name.value
  const field = findRootField(schema, root, name)
  if (field === undefined) throw new UnreadableRequestError(`the schema has no root field \`${root}:${name}\``)
  const declared = new Map(variableDefinitions.map((definition) => [definition.variable.name.value, definition]))
  return {
    root,
    field: name,
    arguments: readArguments(field, node, { declared, sent }),
    selection: collectSelection(node, scope),
  }
}

type Field = ReturnType<typeof listRootFields>[number][1]

/** Schemas do not change, and each request asks for a few of their fields. */
const FIELDS = new WeakMap<GraphQLSchema, ReadonlyMap<string, Field>>()

function findRootField(schema: GraphQLSchema, root: string, name: string): Field | undefined {
  let fields = FIELDS.get(schema)
  if (fields === undefined) {
    fields = new Map(listRootFields(schema).map(([each, field]) => [`${each}:${field.name}`, field]))
    FIELDS.set(schema, fields)
  }
  return fields.get(`${root}:${name}`)
}
