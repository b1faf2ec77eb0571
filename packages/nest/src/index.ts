export { type DeclaredRoute } from '@wardkit/core/http'
export { Authorize, Public } from './authorize.decorator.ts'
export { AuthorizeGuard } from './authorize.guard.ts'
export { CurrentPrincipal, CurrentTenant } from './current-principal.decorator.ts'
export { type Guarded } from './guarded.ts'
export { RefusedException } from './refused.exception.ts'
export { verifyRoutes } from './verify-routes.ts'
export {
  type HostRequest,
  type WardkitModuleAsyncOptions,
  type WardkitModuleOptions,
  type WardkitModuleScope,
} from './wardkit-module-options.ts'
export { WardkitModule } from './wardkit.module.ts'
