import './state.ts'

export { type DeclaredRoute, type WardkitRoutesOptions } from '@wardkit/core/http'
export { authorize, type AuthorizeOptions } from './authorize.ts'
export { verifyRoutes } from './verify-routes.ts'
export { wardkitRoutes } from './wardkit-routes.ts'
