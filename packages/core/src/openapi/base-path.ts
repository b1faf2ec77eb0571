import { pointerTo } from './json-pointer.ts'
import {
  child,
  describePlace,
  documentError,
  rawElements,
  rootOf,
  textAt,
  type LoadedDocument,
} from './loaded-document.ts'
import { parsePathTemplate } from './path-template.ts'

/**
 * The path of the document's first server: the prefix of every path in a URL, empty for none.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` where it cannot be told
 */
export function readBasePath(document: LoadedDocument, warnings: string[]): string {
  const servers = rawElements(child(document, rootOf(document), 'servers'))
  const [first, ...others] = servers.map((server) => ({ server, path: pathOfUrl(textAt(server, 'url') ?? '') }))
  if (first === undefined) return ''
  const basePath = normalizeBasePath(first.path)
  if (typeof basePath !== 'string') {
    const fault = `the path of the server ${basePath.problem}`
    throw documentError(document, pointerTo(first.server.pointer, 'url'), fault, BASE_PATH_HELP)
  }
  const other = others.find(({ path }) => normalizeBasePath(path) !== basePath)
  if (other !== undefined) {
    warnings.push(
      `${describePlace(document, pointerTo(other.server.pointer, 'url'))}: paths take the prefix of the first server only, \`${basePath || '/'}\``,
    )
  }
  return basePath
}

/** What to do about a base path that cannot be used. */
export const BASE_PATH_HELP = 'give `basePath`, such as `/v1`, or `/` for none'

/** A base path without the slash at its end, empty for none, or what is wrong with it. */
export function normalizeBasePath(path: string): string | { readonly problem: string } {
  const template = parsePathTemplate(path)
  if (!template.ok) return template
  if (template.segments.some(({ parameters }) => parameters.length > 0)) return { problem: 'holds a parameter' }
  return path.endsWith('/') ? path.slice(0, -1) : path
}

/** What follows scheme and host, which may be variables. */
function pathOfUrl(url: string): string {
  const path = url.replace(/^[^/?#]*:\/\/[^/?#]*|^\/\/[^/?#]*/, '')
  return path === '' || path === '.' || path === './' ? '/' : path
}
