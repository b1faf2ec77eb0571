import type { CanActivate, ExecutionContext } from '@nestjs/common'
import { GUARDS_METADATA } from '@nestjs/common/constants.js'
import type { ModulesContainer } from '@nestjs/core'
import { declarationOf } from './authorize.decorator.ts'

/** Where `@nestjs/microservices` keeps the pattern of a handler's messages. */
const PATTERN = 'microservices:pattern'

const guard: CanActivate = {
  canActivate: (context: ExecutionContext) => context.getType() !== 'rpc' || declarationOf(context) === 'public',
}

/**
 * Puts a guard on each handler of messages itself: a microservice that is connected to an application takes none of its global guards, unless told to
 * (`inheritAppConfig`).
 */
export function refuseMessages(modules: ModulesContainer): void {
  for (const { controllers } of modules.values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype !== 'function') continue
      for (const handler of methodsOf(metatype.prototype as object)) {
        const guards = (Reflect.getMetadata(GUARDS_METADATA, handler) ?? []) as readonly unknown[]
        if (Reflect.hasMetadata(PATTERN, handler) && !guards.includes(guard)) {
          Reflect.defineMetadata(GUARDS_METADATA, [guard, ...guards], handler)
        }
      }
    }
  }
}

/** Of a class and of those it inherits from. */
function* methodsOf(prototype: object | null): Generator<object> {
  for (let each = prototype; each !== null && each !== Object.prototype; each = Object.getPrototypeOf(each) as object) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(each)) as { value?: unknown }[]) {
      if (typeof value === 'function') yield value
    }
  }
}
