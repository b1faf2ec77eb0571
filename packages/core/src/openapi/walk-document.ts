import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { pointerTo, type JsonPointer } from './json-pointer.ts'

/** Keys under which the keys are names of the author's and not of OpenAPI: `default` there is a field called so. */
const NAME_MAPS = new Set([
  ...[
    'paths',
    'webhooks',
    'callbacks',
    'pathItems',
    'responses',
    'requestBodies',
    'headers',
    'securitySchemes',
    'links',
    'schemas',
  ],
  ...[
    'properties',
    'patternProperties',
    'dependentSchemas',
    '$defs',
    'definitions',
    'content',
    'encoding',
    'variables',
    'mapping',
  ],
])

/** Keys whose value is an example of data and nothing that describes the API. */
const DATA_KEYS = new Set(['example', 'examples', 'default', 'const', 'enum'])

/**
 * Visits every object of an OpenAPI document that describes the API, examples and other data aside.
 *
 * @param visit `isNameMap` says that the object's keys are names of the author's
 */
export function walkDocument(
  value: Json,
  visit: (object: JsonObject, pointer: JsonPointer, isNameMap: boolean) => void,
  pointer: JsonPointer = '',
  isNameMap = false,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries())
      walkDocument(item, visit, pointerTo(pointer, index))
    return
  }
  if (!isJsonObject(value)) return
  visit(value, pointer, isNameMap)
  for (const [key, item] of Object.entries(value)) {
    if (!isNameMap && DATA_KEYS.has(key)) continue
    walkDocument(item, visit, pointerTo(pointer, key), !isNameMap && NAME_MAPS.has(key))
  }
}
