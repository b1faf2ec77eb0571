import './request.ts'

export { authorize, type AuthorizeOptions } from './authorize.ts'
export { type DeclaredRoute } from './declared-routes.ts'
export { verifyRoutes } from './verify-routes.ts'
export { wardkitRoutes, type WardkitRoutesOptions } from './wardkit-routes.ts'
