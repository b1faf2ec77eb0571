import { readFile } from 'node:fs/promises'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import { WardkitError } from '../errors/index.ts'
import type { Json } from '../model/json.ts'

/** One YAML or JSON file, or a value given in its place. */
export interface SourceFile {
  /** As the caller named it, or null for a value. */
  readonly path: string | null
  /** Plain data of its own: without aliases, nothing shared with the caller. */
  readonly data: Json
  /** The 1-based line on which a value begins, by the keys that lead to it; undefined where there are no lines. */
  lineOf(keys: readonly string[]): number | undefined
}

/**
 * Reads a YAML or JSON file.
 *
 * @throws WardkitError `ERR_CONFIGURATION` when there is no such file, `ERR_SERVICE_DOCUMENT` when it is not readable YAML or JSON
 */
export async function readSourceFile(path: string): Promise<SourceFile> {
  const text = await readText(path)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', uniqueKeys: true })
  const error = document.errors[0] ?? document.warnings[0]
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    throw new WardkitError(
      'ERR_SERVICE_DOCUMENT',
      `\`${path}\`, line ${line}, column ${col}: ${firstLine(error.message)}`,
      {
        help: 'correct the YAML or JSON there',
        cause: error,
      },
    )
  }
  return {
    path,
    data: toPlain(() => document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown, `\`${path}\``),
    lineOf: (keys) => lineOf(document, lines, keys),
  }
}

/** Takes a document given as a value. @throws WardkitError `ERR_SERVICE_DOCUMENT` when it is not plain JSON */
export function sourceFromValue(value: unknown): SourceFile {
  return { path: null, data: toPlain(() => value, 'the OpenAPI document'), lineOf: () => undefined }
}

/** Aliases may multiply what they stand for; beyond this the reader refuses (a "billion laughs" file). */
const MAX_ALIASES = 1000

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw new WardkitError('ERR_CONFIGURATION', `\`${path}\`: ${why}`, {
      help: 'give the path of the OpenAPI document, relative to the working directory',
      cause,
    })
  }
}

/** A round trip through JSON leaves a tree of plain data: no aliases, no cycles, no getters. */
function toPlain(read: () => unknown, name: string): Json {
  try {
    const text = JSON.stringify(read()) as string | undefined
    return text === undefined ? null : (JSON.parse(text) as Json)
  } catch (cause) {
    throw new WardkitError('ERR_SERVICE_DOCUMENT', `${name} is not plain data: ${firstLine(messageOf(cause))}`, {
      help: 'use `$ref` where a value contains itself',
      cause,
    })
  }
}

function lineOf(document: Document, lines: LineCounter, keys: readonly string[]): number | undefined {
  let node: Node | null = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === key)
      if (pair === undefined) break
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value as Node | null
    } else if (isSeq(node)) {
      node = (node.items[Number(key)] ?? null) as Node | null
      offset = node?.range?.[0] ?? offset
    } else break
  }
  return lines.linePos(offset).line
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/[:.]$/, '')
}
