import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Principal } from '@wardkit/core'
import type { Guarded } from './guarded.ts'
import { resolverRequestOf } from './resolver-request.ts'

/** The handler's parameter is who calls; null where nobody was asked. */
export const CurrentPrincipal: () => ParameterDecorator = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal | null => wardkitOf(context)?.principal ?? null,
)

/** The handler's parameter is the id of the caller's tenant; null where nobody was asked. */
export const CurrentTenant: () => ParameterDecorator = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | null => wardkitOf(context)?.tenant ?? null,
)

function wardkitOf(context: ExecutionContext): Pick<Guarded<object>['wardkit'], 'principal' | 'tenant'> | undefined {
  if (context.getType<string>() === 'graphql') return resolverRequestOf(context)
  return context.switchToHttp().getRequest<Partial<Guarded<object>>>().wardkit
}
