import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Principal } from '@wardkit/core'
import type { Guarded } from './guarded.ts'

/** The handler's parameter is who calls; null where nobody was asked. */
export const CurrentPrincipal: () => ParameterDecorator = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal | null => wardkitOf(context)?.principal ?? null,
)

/** The handler's parameter is the id of the caller's tenant; null where nobody was asked. */
export const CurrentTenant: () => ParameterDecorator = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | null => wardkitOf(context)?.tenant ?? null,
)

function wardkitOf(context: ExecutionContext): Guarded<object>['wardkit'] | undefined {
  return context.switchToHttp().getRequest<Partial<Guarded<object>>>().wardkit
}
