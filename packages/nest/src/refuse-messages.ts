import type { CanActivate, ExecutionContext } from '@nestjs/common'
import { GUARDS_METADATA } from '@nestjs/common/constants.js'
import type { ModulesContainer } from '@nestjs/core'
import { declarationOf } from './authorize.decorator.ts'

/** What `@nestjs/microservices` and `@nestjs/websockets` leave on a handler of messages. */
const OF_MESSAGES = ['microservices:pattern', 'websockets:message_mapping']

const guard: CanActivate = {
  canActivate: (context: ExecutionContext) => context.getType() === 'http' || declarationOf(context) === 'public',
}

/**
 * Puts a guard on each handler of messages itself. A microservice that is connected to an application takes none of its global guards, unless told to
 * (`inheritAppConfig`); the gateways of Nest 11 take none at all.
 */
export function refuseMessages(modules: ModulesContainer): void {
  for (const { controllers, providers } of modules.values()) {
    for (const { metatype } of [...controllers.values(), ...providers.values()]) {
      // What a factory makes is no class of handlers.
      const { prototype } = (metatype ?? {}) as { readonly prototype?: object }
      for (const handler of methodsOf(prototype)) {
        const guards = (Reflect.getMetadata(GUARDS_METADATA, handler) ?? []) as readonly unknown[]
        if (OF_MESSAGES.some((key) => Reflect.hasMetadata(key, handler)) && !guards.includes(guard)) {
          Reflect.defineMetadata(GUARDS_METADATA, [guard, ...guards], handler)
        }
      }
    }
  }
}

/** Of a class and of those it inherits from. */
function* methodsOf(prototype: object | null = null): Generator<object> {
  for (let each = prototype; each !== null && each !== Object.prototype; each = Object.getPrototypeOf(each) as object) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(each)) as { value?: unknown }[]) {
      if (typeof value === 'function') yield value
    }
  }
}
