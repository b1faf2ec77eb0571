import { isDecidedRoute, type DispatchedRoute } from './decided-route.ts'
import { printPath, type DeclaredRoutes } from './declared-routes.ts'
import type { Operation } from '../model/service.ts'
import type { Engine } from './engine.ts'
import type { Expected } from './guard.ts'
import type { RouteTemplate } from './route-template.ts'

/** The routes after an `authorize()`, as its adapter reads them from the application. */
export interface RouteTable {
  readonly routes: readonly RegisteredRoute[]
  /** Handlers that nobody can look into: decided by URL. */
  readonly opaque: readonly string[]
  /** The route that the application would run, or undefined where none after `authorize()` would. */
  find(method: string, path: string): FoundRoute | undefined
}

/** One route, whose path is compared with the documents'. */
export interface RegisteredRoute {
  /** As the route was registered with it. */
  readonly path: unknown
  /** The whole path, for people. */
  readonly shown: string
  /** In upper case; `*` for every method. */
  readonly methods: readonly string[]
  /** The whole paths it stands for, mounts included. */
  readonly templates: readonly RouteTemplate[] | 'opaque'
  /** What its handler says of itself: the id of the operation it is, or that it needs no policy. */
  readonly declares?: { readonly operation: string } | 'public'
}

/** A route with what it would make of a request. */
export type FoundRoute = Omit<RegisteredRoute, 'methods'> & Pick<DispatchedRoute, 'baseUrl' | 'params'>

/** What is wrong, or worth knowing, about an application's routes. */
export interface RouteReport {
  /** Routes that would run for an operation they are not, and routes that cannot be compared. */
  readonly problems: readonly string[]
  /** Routes after `authorize()` that no document declares: no request reaches them. */
  readonly unlisted: readonly { readonly method: string; readonly path: string }[]
  readonly opaque: readonly string[]
}

/** What routes are compared with besides the documents. */
export interface RouteExceptions {
  readonly declared: DeclaredRoutes
  /** Path prefixes in segments, below which unlisted routes are let through. */
  readonly allowedPrefixes: readonly (readonly string[])[]
}

type ExpectedOperation = Extract<Expected, { readonly kind: 'operation' }>

/** Compares routes with the documents: each route by its path, and for each operation the route that the application would run. */
export function checkRoutes(engine: Engine, table: RouteTable, exceptions: RouteExceptions): RouteReport {
  const { declared, allowedPrefixes } = exceptions
  const problems = new Set<string>()
  const unlisted: { method: string; path: string }[] = []

  for (const route of table.routes) checkRoute(route)
  for (const expected of sampleRequests(engine)) checkDispatch(expected)
  for (const id of declared.operations) {
    if (findOperation(id) === undefined) problems.add(`\`declaredRoutes\` names \`${id}\`, which no document declares`)
  }
  return { problems: [...problems], unlisted, opaque: table.opaque }

  function findOperation(id: string): Operation | undefined {
    return engine.services
      .flatMap(({ operations }) => operations)
      .find((operation) => operation.id === id && operation.graphql === undefined)
  }

  function checkRoute({ path, shown, methods, templates, declares }: RegisteredRoute): void {
    if (declared.find(path) !== undefined) return
    if (declares === 'public') {
      for (const method of methods) checkPublic(shown, method, templates)
      return
    }
    if (declares !== undefined) {
      checkNamed(shown, declares.operation, templates)
      return
    }
    if (templates === 'opaque') {
      problems.add(
        `the path of the route \`${shown}\` cannot be compared with a document: list it in \`declaredRoutes\``,
      )
      return
    }
    for (const method of methods) {
      const isKnown = templates.some(
        (template) => operationsAt(engine, method, template).length > 0 || isBelowPrefix(allowedPrefixes, template),
      )
      if (!isKnown) unlisted.push({ method, path: shown })
    }
  }

  /** Only the document takes the policy away from an operation that it declares. */
  function checkPublic(shown: string, method: string, templates: RegisteredRoute['templates']): void {
    if (templates === 'opaque') return
    for (const { id } of templates.flatMap((template) => operationsAt(engine, method, template)).filter(needsPolicy)) {
      problems.add(
        `the route \`${shown}\` says it needs no policy and is \`${id}\`: say \`security: []\` in the document`,
      )
    }
  }

  /** A handler that names its operation takes the operation's values from its own route. */
  function checkNamed(shown: string, id: string, templates: RegisteredRoute['templates']): void {
    const operation = findOperation(id)
    if (operation === undefined) {
      problems.add(`the route \`${shown}\` says it is \`${id}\`, which no document declares`)
    } else if (templates !== 'opaque') {
      const names = new Set(templates.flatMap((template) => template.flatMap(({ parameters }) => parameters)))
      const missing = operation.pathParameters.find(({ name }) => !names.has(name))
      if (missing === undefined) return
      problems.add(`the route \`${shown}\` says it is \`${id}\` and has no parameter \`${missing.name}\``)
    }
  }

  function checkDispatch(expected: ExpectedOperation): void {
    const { id, method } = expected.operation
    const found = table.find(method, renderPath(expected))
    // Whoever names an operation is decided as that one, whatever the URL.
    if (found === undefined || typeof found.declares === 'object') return
    const { path, baseUrl, params, templates } = found
    const shown = `\`${baseUrl}${printPath(path)}\``
    const operations = declared.find(path)
    if (operations !== undefined) {
      if (!operations.has(id)) problems.add(`\`${id}\` would run the route ${shown}, which is not declared for it`)
      return
    }
    const dispatched = { method, baseUrl, params, caseSensitive: false }
    if (templates === 'opaque' || isDecidedRoute(expected, method, { ...dispatched, templates })) return
    problems.add(`\`${id}\` would run the route ${shown}: register the operation's own route before it`)
  }
}

/** The operations that have the method and the path, parameter names aside. */
function operationsAt(engine: Engine, method: string, template: RouteTemplate): readonly Operation[] {
  return engine.services.flatMap((service) =>
    service.operations.filter((operation) => {
      if (operation.graphql !== undefined) return false
      if (method !== '*' && method !== operation.method) return false
      const values = operation.pathParameters.map((_, index) => `value${index}`)
      const names = template.flatMap(({ parameters }) => parameters)
      const params = Object.fromEntries(names.map((name, index) => [name, values[index]]))
      const dispatched = { method: operation.method, baseUrl: '', params, caseSensitive: false, templates: [template] }
      return isDecidedRoute({ kind: 'operation', service, operation, values }, operation.method, dispatched)
    }),
  )
}

function isBelowPrefix(prefixes: RouteExceptions['allowedPrefixes'], template: RouteTemplate): boolean {
  return prefixes.some((prefix) =>
    prefix.every((text, index) => template[index]?.parameters.length === 0 && template[index].literals[0] === text),
  )
}

function needsPolicy(operation: Operation): boolean {
  return !operation.public
}

/** Requests as they may come for every operation: routes may take only some forms of a value. */
function* sampleRequests(engine: Engine): Generator<ExpectedOperation> {
  const samples = [
    (index: number) => `sample${index}`,
    (index: number) => `${index + 1}`,
    (index: number) => `${UUID}${index % 10}`,
  ]
  for (const service of engine.services) {
    for (const operation of service.operations.filter(({ graphql }) => graphql === undefined)) {
      for (const sample of operation.pathParameters.length === 0 ? samples.slice(0, 1) : samples) {
        const values = operation.pathParameters.map((_, index) => sample(index))
        yield { kind: 'operation', service, operation, values }
      }
    }
  }
}

const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c330'

function renderPath({ service, operation, values }: ExpectedOperation): string {
  let next = 0
  const segments = operation.segments.map(({ literals, parameters }) =>
    literals
      .map((literal, index) => encodeURIComponent(literal) + (index < parameters.length ? (values[next++] ?? '') : ''))
      .join(''),
  )
  return `${service.basePath}/${segments.join('/')}`
}
