import type { OperationMatch } from '../openapi/operation-index.ts'
import type { Engine } from './engine.ts'

/** What a handler says of itself, where its framework lets it be asked: which operation it is, or that it needs no policy. */
export type HandlerDeclaration =
  | {
      readonly kind: 'operation'
      /** As the document writes it: `PUT:/patient/{patientId}`. */
      readonly id: string
      /** Decoded values, as the handler sees them; the operation's path parameters are taken from them by name. */
      readonly params: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'public' }

/** `open`: no document knows the path, and the handler needs no policy. `contradicted`: the documents say otherwise than the handler. */
export type DeclaredMatch = OperationMatch | 'open' | 'contradicted'

/**
 * The operation that a request to a declared handler is. What the handler says counts before the URL; it never takes a policy away from an operation that
 * needs one.
 *
 * @param segments the path's segments, each decoded once
 */
export function matchDeclared(
  engine: Engine,
  declaration: HandlerDeclaration,
  method: string,
  segments: readonly string[],
): DeclaredMatch {
  if (declaration.kind === 'operation') return findDeclared(engine, declaration)
  const match = engine.findOperation(method, segments)
  if (typeof match === 'string') return 'open'
  return match.operation.public ? match : 'contradicted'
}

function findDeclared(
  engine: Engine,
  { id, params }: Extract<HandlerDeclaration, { readonly kind: 'operation' }>,
): DeclaredMatch {
  for (const service of engine.services) {
    const operation = service.operations.find((each) => each.id === id)
    if (operation === undefined || operation.graphql !== undefined) continue
    const path = operation.pathParameters.map(({ name }) => (Object.hasOwn(params, name) ? params[name] : undefined))
    return path.every(isValue) ? { operation, service, path } : 'contradicted'
  }
  return 'contradicted'
}

function isValue(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
