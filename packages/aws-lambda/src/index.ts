export { type DeclaredRoute } from '@wardkit/core/http'
export {
  type AuthorizerEvent,
  type HttpApiRequestEvent,
  type RequestEvent,
  type TokenEvent,
} from './authorizer-event.ts'
export {
  type AuthorizerContext,
  type AuthorizerResult,
  type IamResult,
  type SimpleResult,
} from './authorizer-result.ts'
export {
  createLambdaAuthorizer,
  type LambdaAuthorizer,
  type LambdaAuthorizerOptions,
} from './create-lambda-authorizer.ts'
