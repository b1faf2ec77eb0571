import { METHOD_METADATA } from '@nestjs/common/constants.js'
import type { ExecutionContext } from '@nestjs/common'

/** What a handler, or its class, says of itself. */
export type Declaration = { readonly operation: string } | 'public'

const DECLARATION = 'wardkit:declaration'

/** Where `@nestjs/swagger` keeps what `@ApiOperation()` says: a handler's operation is made public in the document too. */
const SWAGGER_OPERATION = 'swagger/apiOperation'

/**
 * Says which operation a handler is, where its route alone does not: under another path, or one of several versions at the same path. The operation's path
 * parameters are those of the same names in the handler's route.
 *
 * @param operation as the document writes it
 * @example
 * Authorize('PUT:/patient/{patientId}')
 */
export function Authorize(operation: string): MethodDecorator {
  return (_target, _name, descriptor) => {
    declare(descriptor.value as object, { operation })
  }
}

/**
 * Says that a handler, or every handler of a class, needs no policy. It takes no policy away: an operation that its document does not declare public
 * (`security: []`) is refused all the same. A handler of messages, or of a WebSocket, runs only with it.
 */
export function Public(): ClassDecorator & MethodDecorator {
  return (target: object, _name?: string | symbol, descriptor?: PropertyDescriptor) => {
    if (descriptor !== undefined) {
      makePublic(descriptor.value as object)
      return
    }
    Reflect.defineMetadata(DECLARATION, 'public', target)
    for (const handler of ownHandlers(target)) if (readDeclaration(handler) === undefined) makePublic(handler)
  }
}

/** What the handler that a request reached says of itself; the handler's own word counts before its class's. */
export function declarationOf(context: ExecutionContext): Declaration | undefined {
  return readDeclaration(context.getHandler()) ?? readDeclaration(context.getClass())
}

/** What is written on a handler or a class itself. */
export function readDeclaration(target: object): Declaration | undefined {
  return Reflect.getMetadata(DECLARATION, target) as Declaration | undefined
}

function makePublic(handler: object): void {
  declare(handler, 'public')
  const operation = Reflect.getMetadata(SWAGGER_OPERATION, handler) as object | undefined
  Reflect.defineMetadata(SWAGGER_OPERATION, { ...operation, security: [] }, handler)
}

function declare(handler: object, declaration: Declaration): void {
  Reflect.defineMetadata(DECLARATION, declaration, handler)
}

/** Nest reads routes handler by handler, and so do documents made from them. */
function* ownHandlers(target: object): Generator<object> {
  const { prototype } = target as { readonly prototype: object }
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype)) as { value?: unknown }[]) {
    if (typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value)) yield value
  }
}
