/**
 * What API Gateway hands to a Lambda authorizer, as far as a decision reads it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export type AuthorizerEvent = TokenEvent | RequestEvent | HttpApiRequestEvent

/** Of a REST API whose authorizer is of type TOKEN: one header's value and the method's ARN, and nothing else of the request. */
export interface TokenEvent {
  readonly type: 'TOKEN'
  /** The value of the header that is the token source. */
  readonly authorizationToken: string
  readonly methodArn: string
}

/** Of a REST API whose authorizer is of type REQUEST, and of an HTTP API with payload format 1.0. */
export interface RequestEvent {
  readonly type: 'REQUEST'
  readonly version?: '1.0'
  readonly methodArn: string
  /** The path as the API has it: `/patient/{patientId}`, `/{proxy+}`. */
  readonly resource: string
  /** The path as it was called, without the stage, with a custom domain's base path. */
  readonly path: string
  readonly httpMethod: string
  readonly headers: Readonly<Record<string, string | undefined>> | null
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>> | null
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null
  readonly requestContext?: {
    readonly requestId?: string
    /** Of a WebSocket API. */
    readonly eventType?: string
    readonly connectionId?: string
  }
}

/** Of an HTTP API with payload format 2.0. */
export interface HttpApiRequestEvent {
  readonly type: 'REQUEST'
  readonly version: '2.0'
  readonly routeArn: string
  /** `GET /patient/{patientId}`, `ANY /{proxy+}`, `$default`. */
  readonly routeKey: string
  /** The path as it was called, decoded, with the stage or a custom domain's base path. */
  readonly rawPath: string
  readonly rawQueryString: string
  /** Names in lower case; repeated ones are joined by commas. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null
  readonly requestContext: { readonly http: { readonly method: string } }
}
