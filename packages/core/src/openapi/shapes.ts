import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import type { JsonType, Shape, ShapeIndex } from '../model/service.ts'
import type { JsonPointer } from './json-pointer.ts'
import {
  documentError,
  rawChild,
  rawChildren,
  rawElements,
  referenced,
  type DocumentNode,
  type LoadedDocument,
} from './loaded-document.ts'

/** Turns the schemas of a document into shapes. */
export interface ShapeReader {
  /** Grows as schemas are read; complete when the last operation has been. */
  readonly shapes: readonly Shape[]
  /** The shape of a schema; undefined, a schema that says nothing. */
  read(schema: DocumentNode | undefined): ShapeIndex
  /** The shape whose fields are those of any of the branches. */
  union(branches: readonly ShapeIndex[]): ShapeIndex
}

/** Every schema is read once, by where it stands, so that one that contains itself becomes an index that leads back. */
export function createShapeReader(document: LoadedDocument): ShapeReader {
  const shapes: Shape[] = []
  const byPointer = new Map<JsonPointer, ShapeIndex>()
  let unknown: ShapeIndex | undefined

  function add(shape: Shape): ShapeIndex {
    return shapes.push(shape) - 1
  }

  function read(schema: DocumentNode | undefined): ShapeIndex {
    if (schema === undefined || !isJsonObject(schema.value)) return (unknown ??= add(NO_SHAPE))
    const known = byPointer.get(schema.pointer)
    if (known !== undefined) return known
    const target = referenced(document, schema)
    if (target !== undefined && isPlainReference(schema.value)) return read(target)
    const index = add(NO_SHAPE)
    byPointer.set(schema.pointer, index)
    shapes[index] = readSchema(schema, target)
    return index
  }

  function readSchema(schema: DocumentNode, target: DocumentNode | undefined): Shape {
    const keyword = (name: string) => rawChild(schema, name)
    const format = keyword('format')?.value
    const values = readEnum(schema)
    const additional = keyword('additionalProperties')
    const items = [keyword('items'), ...rawElements(keyword('prefixItems'))].filter((node) => node !== undefined)
    const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((name) => rawElements(keyword(name)))
    return {
      types: readTypes(document, schema),
      ...(typeof format === 'string' ? { format } : {}),
      ...(values === undefined ? {} : { enum: values }),
      properties: rawChildren(keyword('properties')).map(([name, node]) => [name, read(node)]),
      additional: additional === undefined || additional.value === false ? null : read(additional),
      items: items.length === 0 ? null : union(items.map(read)),
      // What stands beside a reference holds as well (OpenAPI 3.1), which makes its target a branch.
      branches: [...(target === undefined ? [] : [target]), ...branches].map(read),
    }
  }

  function union(branches: readonly ShapeIndex[]): ShapeIndex {
    const [first] = branches
    if (branches.length === 1 && first !== undefined) return first
    return add({ ...NO_SHAPE, branches: [...new Set(branches)] })
  }

  return { shapes, read, union }
}

const NO_SHAPE: Shape = { types: [], properties: [], additional: null, items: null, branches: [] }

const JSON_TYPES: ReadonlySet<string> = new Set<JsonType>([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
])

/** Keys that say nothing about a value's shape. */
const ANNOTATIONS = new Set(['$ref', 'summary', 'description'])

function isPlainReference(schema: JsonObject): boolean {
  return Object.keys(schema).every((key) => ANNOTATIONS.has(key))
}

function readTypes(document: LoadedDocument, schema: DocumentNode): readonly JsonType[] {
  const declared = rawChild(schema, 'type')
  if (declared === undefined) return []
  const types = Array.isArray(declared.value) ? (declared.value as readonly Json[]) : [declared.value]
  for (const type of types) {
    if (typeof type === 'string' && JSON_TYPES.has(type)) continue
    throw documentError(
      document,
      declared.pointer,
      `\`${JSON.stringify(type)}\` is no type of JSON`,
      `use one of ${[...JSON_TYPES].join(', ')}`,
    )
  }
  const nullable = rawChild(schema, 'nullable')?.value === true && !types.includes('null')
  return [...types, ...(nullable ? ['null'] : [])] as JsonType[]
}

/** The values a schema allows, or undefined where it does not list them or some are no single values. */
function readEnum(schema: DocumentNode): Shape['enum'] {
  const constant = rawChild(schema, 'const')
  const values =
    constant === undefined ? rawElements(rawChild(schema, 'enum')).map(({ value }) => value) : [constant.value]
  return values.length > 0 && values.every(isScalar) ? values : undefined
}

function isScalar(value: Json): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null
}
