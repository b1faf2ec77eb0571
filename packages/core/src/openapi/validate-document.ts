import { validate } from '@readme/openapi-parser'
import { hash } from 'node:crypto'
import { createLru } from '../util/create-lru.ts'
import { pointerTo, type JsonPointer } from './json-pointer.ts'
import { documentError, find, type LoadedDocument } from './loaded-document.ts'

/**
 * Checks a document against the schema of OpenAPI 3.0 or 3.1.
 *
 * @returns what is not wrong but worth knowing
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` on the first fault
 */
export async function validateDocument(document: LoadedDocument): Promise<readonly string[]> {
  checkVersion(document)
  const digest = hash('sha256', JSON.stringify(document.root))
  const known = valid.get(digest)
  if (known !== undefined) return known
  // The validator replaces references in what it is given, and its code frames show that.
  const expanded = structuredClone(document.root)
  const result = await validate(expanded as unknown as Parameters<typeof validate>[0], OPTIONS).catch(
    (cause: unknown) => {
      throw documentError(
        document,
        '',
        cause instanceof Error ? oneLine(cause.message) : 'the document cannot be checked',
      )
    },
  )
  if (result.valid) {
    const remarks = result.warnings.map(({ message }) => message)
    valid.set(digest, remarks)
    return remarks
  }
  const message = result.errors[0]?.message ?? 'the document is not valid'
  const pointer = findFramePointer(message, expanded)
  const place = pointer === undefined ? '' : (find(document, pointer)?.pointer ?? '')
  throw documentError(document, place, describe(message), 'correct it there, or see the OpenAPI Specification')
}

/** What was said of the documents that were found valid, by their digest: to check one takes about 100 ms, as the schema is compiled anew. */
const valid = createLru<string, readonly string[]>(100)

/** The loader checks parameters itself, so as to name their place; the rest makes nobody's request mean something else. */
const OPTIONS: Parameters<typeof validate>[1] = {
  resolve: { external: false },
  dereference: { circular: 'ignore' },
  validate: {
    errors: { colorize: false },
    rules: {
      openapi: {
        'array-without-items': 'warning',
        'duplicate-non-request-body-parameters': 'warning',
        'duplicate-operation-id': 'warning',
        'invalid-security-scheme-properties': 'warning',
        'non-optional-path-parameters': 'warning',
        'path-parameters-not-in-parameters': 'warning',
        'path-parameters-not-in-path': 'warning',
      },
    },
  },
}

function checkVersion(document: LoadedDocument): void {
  const { openapi, swagger } = document.root
  if (swagger !== undefined) {
    throw documentError(document, '/swagger', 'this is OpenAPI 2 (Swagger)', 'convert it to OpenAPI 3.0 or 3.1')
  }
  if (openapi === undefined)
    throw documentError(document, '', 'this is no OpenAPI document', 'begin with `openapi: 3.1.0`')
  if (typeof openapi !== 'string' || !/^3\.[01]\.\d+(?:-.+)?$/.test(openapi)) {
    throw documentError(
      document,
      '/openapi',
      `the version is \`${JSON.stringify(openapi)}\``,
      'use OpenAPI 3.0 or 3.1, in quotes',
    )
  }
}

/** The validator's message without its code frame, its arrow's remark after it. */
function describe(message: string): string {
  const [head = '', ...rest] = message.split('\n')
  const remark = /\^ (.+)$/.exec(rest.find((line) => /\^ /.test(line)) ?? '')?.[1]
  const choices = /^\(.*\)$/.test(rest[0] ?? '') ? ` ${rest[0] ?? ''}` : ''
  const fault = head.replace(/^[A-Z][A-Z ]* (?=[a-z])/, '') + choices
  return oneLine(remark === undefined ? fault : `${fault}: ${remark}`)
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim()
}

/**
 * The pointer to the marked line of a code frame. Frames show the document as JSON with one key or element a line, indented by two spaces,
 * which is all they say about the place.
 */
function findFramePointer(message: string, expanded: object): JsonPointer | undefined {
  const marked = Number(/^> *(\d+) \|/m.exec(message)?.[1])
  if (!(marked > 1)) return undefined
  const keys: (string | number)[] = []
  for (const line of JSON.stringify(expanded, null, 2).split('\n').slice(1, marked)) {
    const depth = (line.length - line.trimStart().length) / 2
    const key = /^ *("(?:[^"\\]|\\.)*"): /.exec(line)?.[1]
    if (/^ *[\]}]/.test(line)) keys.length = depth
    else if (key !== undefined) keys.splice(depth - 1, Infinity, JSON.parse(key) as string)
    else keys.splice(depth - 1, Infinity, typeof keys[depth - 1] === 'number' ? (keys[depth - 1] as number) + 1 : 0)
  }
  return keys.reduce<JsonPointer>(pointerTo, '')
}
