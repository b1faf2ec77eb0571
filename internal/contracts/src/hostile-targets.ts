import type { RawRequest } from './raw-request.ts'

const PATHS = [
  '/admin/users/42',
  '/users/me',
  '/users/42',
  '/users/rita/keys/k1',
  '/public/page',
  '/files/report',
  '/health',
  '/users/search',
]

/** Ways to write a path so that one reader takes it for another than the next. */
const DISGUISES: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `/${path}`,
  (path) => path.replace(/\/(?=[^/]+$)/, '//'),
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replace(/[a-z0-9]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),
  (path) => path.replace(/.$/, (last) => `%${last.charCodeAt(0).toString(16)}`),
  (path) => path.replace(/\/(?=[^/]+$)/, '%2f'),
  (path) => path.replace(/\/(?=[^/]+$)/, '%2F'),
  (path) => path.replace(/\/(?=[^/]+$)/, '%5c'),
  (path) => path.replace(/\/(?=[^/]+$)/, '\\'),
  (path) => `/health/..${path}`,
  (path) => `/health/%2e%2e${path}`,
  (path) => `/health/..%2f${path.slice(1)}`,
  (path) => `/public/..%2f${path.slice(1)}`,
  (path) => `/.${path}`,
  (path) => `${path}/.`,
  (path) => `${path}/..`,
  (path) => `${path}%2f..%2fhealth`,
  (path) => `${path};x=1`,
  (path) => path.replace(/\/(?=[^/]+$)/, ';x=1/'),
  (path) => `${path}.json`,
  (path) => `${path}%00`,
  (path) => `${path}%0a`,
  (path) => `${path}%0d%0aX-Injected:%201`,
  (path) => `${path}%zz`,
  (path) => `${path}%`,
  (path) => `${path}%ff`,
  (path) => `${path}%c0%af`,
  (path) => `${path}%20`,
  (path) => `${path}\xe9`,
  (path) => `${path}\x7f`,
  (path) => `${path}#/health`,
  (path) => `${path}?/../health`,
  (path) => `/health?${path}`,
  (path) => `/health%3f${path}`,
  (path) => `${path}??x=/health`,
  (path) => `${path}?_method=DELETE&status=open`,
  (path) => `http://evil.example${path}`,
  (path) => `HTTP://user:password@evil.example${path}`,
  (path) => `//evil.example${path}`,
  (path) => `evil.example${path}`,
  (path) => `*${path}`,
]

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'POST', 'PATCH', 'TRACE', 'QUERY', 'get', 'Get']

/** Headers that some servers let a caller choose the method, the path or the outcome by. */
export const OVERRIDES: readonly (readonly [string, string])[] = [
  ['X-HTTP-Method-Override', 'GET'],
  ['X-HTTP-Method', 'GET'],
  ['X-Method-Override', 'GET'],
  ['X-Original-URL', '/health'],
  ['X-Rewrite-URL', '/health'],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Prefix', '/public'],
  ['X-Forwarded-Uri', '/health'],
  ['X-Authz-Skip', '1'],
  ['X-Middleware-Subrequest', 'middleware'],
]

/** Every path in every disguise, and every path with every method and every override: some 600 requests, always the same. */
export function hostileRequests(): readonly RawRequest[] {
  return [
    ...PATHS.flatMap((path) => DISGUISES.map((disguise) => ({ target: disguise(path) }))),
    ...PATHS.flatMap((path) => METHODS.map((method) => ({ method, target: path }))),
    ...PATHS.flatMap((path) => OVERRIDES.map((header) => ({ target: path, headers: [header] }))),
  ]
}
