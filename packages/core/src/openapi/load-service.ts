import { WardkitError } from '../errors/index.ts'
import type { Service } from '../model/service.ts'
import { BASE_PATH_HELP, normalizeBasePath, readBasePath } from './base-path.ts'
import { createExtensions, type Extensions } from './extensions.ts'
import { loadDocument } from './load-document.ts'
import { documentError, rawChild, rootOf, textAt, type LoadedDocument } from './loaded-document.ts'
import { readOperations } from './read-operations.ts'
import { readRoles } from './read-roles.ts'
import { createShapeReader } from './shapes.ts'
import { validateDocument } from './validate-document.ts'

/** Where a service comes from, and what its document does not say. */
export interface LoadServiceInput {
  /** Path of the OpenAPI document, YAML or JSON. Either this or `document`. */
  readonly file?: string
  /** The OpenAPI document itself, as plain data. It may not refer to files. */
  readonly document?: unknown
  /** Names the service; by default made from the document's title. */
  readonly id?: string
  /** Prefix of every path in a URL; by default the path of the document's first server. */
  readonly basePath?: string
  /** By default the document's `x-wardkit-resource-tag-match`, else `where-only`. */
  readonly resourceTagMatch?: Service['resourceTagMatch']
  /** What a filtered response field is replaced by; by default the document's `x-wardkit-mask`. */
  readonly mask?: string
}

/** A service, and what is not wrong with its document but worth knowing, one sentence each. */
export interface LoadedService {
  readonly service: Service
  readonly warnings: readonly string[]
}

/**
 * Turns an OpenAPI 3.0 or 3.1 document into a service: plain data that survives a round trip through JSON. Nothing is fetched.
 *
 * @throws TypeError when not exactly one of `file` and `document` is given, or an option is wrong
 * @throws WardkitError `ERR_CONFIGURATION` when there is no such file; `ERR_SERVICE_DOCUMENT`, naming the place and the remedy, when the
 * document cannot be used
 */
export async function loadService(input: LoadServiceInput): Promise<LoadedService> {
  const options = readOptions(input)
  const document = await loadDocument(options.source)
  return readService(document, { ...input, basePath: options.basePath }, await validateDocument(document))
}

/** As in `LoadServiceInput`. */
interface ReadServiceInput extends Pick<LoadServiceInput, 'id' | 'resourceTagMatch' | 'mask'> {
  readonly basePath?: string | undefined
}

/** The service of a document that is known to be valid OpenAPI, and what there was to be said of it. */
export function readService(
  document: LoadedDocument,
  input: ReadServiceInput,
  remarks: readonly string[] = [],
): LoadedService {
  const warnings = [...remarks]
  const extensions = createExtensions(document)
  const shapes = createShapeReader(document)
  const info = rawChild(rootOf(document), 'info')
  const title = textAt(info, 'title') ?? ''
  const id = input.id ?? toId(title)
  const basePath = input.basePath ?? readBasePath(document, warnings)
  const operations = readOperations({ document, service: id, shapes, extensions, warnings })
  const roles = readRoles(document, extensions)
  const settings = readSettings(document, extensions)
  extensions.checkAllRead()

  const mask = input.mask ?? settings.mask
  const service: Service = {
    id,
    title,
    version: textAt(info, 'version') ?? '',
    basePath,
    operations,
    shapes: shapes.shapes,
    roles,
    resourceTagMatch: input.resourceTagMatch ?? settings.resourceTagMatch ?? 'where-only',
    ...(mask === undefined ? {} : { mask }),
  }
  return { service, warnings }
}

interface Options {
  readonly source: { readonly file: string } | { readonly document: unknown }
  readonly basePath: string | undefined
}

function readOptions({ file, document, basePath }: LoadServiceInput): Options {
  if ((file === undefined) === (document === undefined)) {
    throw new TypeError('loadService() takes either `file` or `document`')
  }
  const source = file === undefined ? { document } : { file }
  if (basePath === undefined) return { source, basePath }
  const normal = normalizeBasePath(basePath)
  if (typeof normal !== 'string') {
    throw new WardkitError('ERR_CONFIGURATION', `the option \`basePath\`, \`${basePath}\`, ${normal.problem}`, {
      help: BASE_PATH_HELP,
    })
  }
  return { source, basePath: normal }
}

function readSettings(
  document: LoadedDocument,
  extensions: Extensions,
): Pick<Partial<Service>, 'resourceTagMatch' | 'mask'> {
  const root = rootOf(document)
  const match = extensions.read(root, 'x-wardkit-resource-tag-match')
  const mask = extensions.read(root, 'x-wardkit-mask')
  if (match !== undefined && match.value !== 'where-only' && match.value !== 'required') {
    throw documentError(
      document,
      match.pointer,
      '`x-wardkit-resource-tag-match` is not understood',
      'write `where-only` or `required`',
    )
  }
  if (mask !== undefined && typeof mask.value !== 'string') {
    throw documentError(
      document,
      mask.pointer,
      '`x-wardkit-mask` is no text',
      'write what stands in place of a field, such as `"***"`',
    )
  }
  return {
    ...(match === undefined ? {} : { resourceTagMatch: match.value as Service['resourceTagMatch'] }),
    ...(mask === undefined ? {} : { mask: mask.value as string }),
  }
}

/** `Electronic health records` is `electronic-health-records`. */
function toId(title: string): string {
  const id = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return id === '' ? 'service' : id
}
