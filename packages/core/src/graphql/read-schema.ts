import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import type { GraphQLRoot, Operation, Service, Shape, ShapeIndex } from '../model/service.ts'

type AnyField = GraphQLField<unknown, unknown>

/** Every root field of a schema with the root it stands in, those about the schema itself last. */
export function listRootFields(schema: GraphQLSchema): readonly (readonly [root: GraphQLRoot, field: AnyField])[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const
  return [
    ...roots.flatMap(([root, type]) => Object.values(type?.getFields() ?? {}).map((field) => [root, field] as const)),
    ...[SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => ['query', field] as const),
  ]
}

/**
 * Turns a schema into operations, one for each root field, whose arguments stand in the place of a JSON body. Which of them are public and what they are
 * about, a schema does not say.
 *
 * @see POLICY.md, section 8
 */
export function readSchema(schema: GraphQLSchema, service: string): Pick<Service, 'operations' | 'shapes'> {
  const shapes: Shape[] = []
  const named = new Map<GraphQLNamedType, ShapeIndex>()

  /** A type is given its place before it is read: it may contain itself. */
  function namedShape(type: GraphQLNamedType, read: () => Shape): ShapeIndex {
    const known = named.get(type)
    if (known !== undefined) return known
    const index = shapes.push(NO_SHAPE) - 1
    named.set(type, index)
    shapes[index] = read()
    return index
  }

  function resultShape(type: GraphQLNamedType): ShapeIndex {
    return namedShape(type, () => {
      const isObject = isObjectType(type) || isInterfaceType(type)
      const fields = isObject ? Object.values(type.getFields()) : []
      const branches = isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type) : []
      return {
        ...NO_SHAPE,
        types: isObject || isUnionType(type) ? ['object'] : [],
        properties: fields.map((field) => [field.name, resultShape(getNamedType(field.type))]),
        branches: branches.map(resultShape),
      }
    })
  }

  function inputShape(type: GraphQLInputType): ShapeIndex {
    if (isNonNullType(type)) return inputShape(type.ofType)
    if (isListType(type)) return shapes.push({ ...NO_SHAPE, types: ['array'], items: inputShape(type.ofType) }) - 1
    return namedShape(type, () => {
      if (isEnumType(type)) return { ...NO_SHAPE, types: ['string'], enum: type.getValues().map(({ name }) => name) }
      if (!isInputObjectType(type)) return { ...NO_SHAPE, types: SCALARS.get(type.name) ?? [] }
      return objectShape(Object.values(type.getFields()))
    })
  }

  function objectShape(fields: readonly { readonly name: string; readonly type: GraphQLInputType }[]): Shape {
    return { ...NO_SHAPE, types: ['object'], properties: fields.map(({ name, type }) => [name, inputShape(type)]) }
  }

  function toOperation(root: GraphQLRoot, field: AnyField): Operation {
    return {
      id: `${root}:${field.name}`,
      service,
      method: root.toUpperCase(),
      path: field.name,
      segments: [],
      public: false,
      pathParameters: [],
      queryParameters: [],
      body: { mediaTypes: ['application/json'], shape: shapes.push(objectShape(field.args)) - 1 },
      resource: null,
      replaces: [],
      graphql: { root, field: field.name, result: resultShape(getNamedType(field.type)) },
    }
  }

  const operations = listRootFields(schema).map(([root, field]) => toOperation(root, field))
  return { operations, shapes }
}

const NO_SHAPE: Shape = { types: [], properties: [], additional: null, items: null, branches: [] }

/** JSON types of the scalars that every schema has; what others are sent as, a schema does not say. */
const SCALARS: ReadonlyMap<string, Shape['types']> = new Map([
  ['Int', ['integer']],
  ['Float', ['number']],
  ['String', ['string']],
  ['Boolean', ['boolean']],
  ['ID', ['string']],
])
