interface ErrorEntry {
  /** The HTTP status it is answered with. */
  readonly status: number
  /** The problem's title: a stable sentence that says nothing about this occurrence. */
  readonly title: string
  /** Whether the error's message may be shown to a caller. */
  readonly exposed: boolean
}

/** Every code of a thrown error or a refused request: the one place that decides status and exposure. docs/errors.md lists the same. */
export const ERROR_CATALOG = {
  ERR_REVISION_AHEAD: { status: 400, title: 'the revision asked for does not exist yet', exposed: true },
  ERR_STORE_BUSY: { status: 503, title: 'the store is busy', exposed: false },
  ERR_STORE_UNAVAILABLE: { status: 503, title: 'the store cannot be reached', exposed: false },
  ERR_STORE_FULL: { status: 507, title: 'the store has no room left', exposed: false },
  ERR_STORE_CORRUPT: { status: 503, title: 'the store is damaged', exposed: false },
  ERR_STORE_NEWER: { status: 503, title: 'the store was made by a newer version', exposed: false },
  ERR_STORE_RESTORED: { status: 503, title: 'the store was put back to an earlier time', exposed: false },
  ERR_NOT_FOUND: { status: 404, title: 'there is no such thing', exposed: true },
  ERR_CONFLICT: { status: 409, title: 'this conflicts with what is there', exposed: true },
  ERR_LIMIT_REACHED: { status: 409, title: 'there are as many of these as there may be', exposed: true },
  ERR_OVERLOADED: { status: 503, title: 'too much work waits already', exposed: true },
  ERR_NOT_GRANTED: { status: 403, title: 'nobody can grant more than they hold', exposed: true },
  ERR_LOGIN_REFUSED: { status: 401, title: 'the e-mail or the password is wrong', exposed: false },
  ERR_SSO_REQUIRED: { status: 403, title: 'people of this tenant log in by its identity provider', exposed: true },
  ERR_SECOND_FACTOR_REQUIRED: {
    status: 403,
    title: 'people of this tenant log in with a second factor',
    exposed: true,
  },
  ERR_SSO_REFUSED: { status: 403, title: 'the login by the identity provider was refused', exposed: true },
  ERR_SSO_FAILED: { status: 400, title: 'the login by the identity provider did not work out', exposed: true },
  ERR_SSO_UNAVAILABLE: { status: 503, title: 'the identity provider cannot be reached', exposed: true },
  ERR_CODE_REFUSED: { status: 400, title: 'the link or code is no longer good', exposed: true },
  ERR_CROSS_SITE: { status: 403, title: 'the request came from another site', exposed: true },
  ERR_RATE_LIMITED: { status: 429, title: 'too many attempts: wait, and try again', exposed: true },
  ERR_INVALID_INPUT: { status: 400, title: 'the input is not valid', exposed: true },
  ERR_POLICY_INVALID: { status: 400, title: 'the policy has errors', exposed: true },
  ERR_SERVICE_DOCUMENT: { status: 500, title: 'the OpenAPI document cannot be used', exposed: false },
  ERR_CONFIGURATION: { status: 500, title: 'the configuration cannot be used', exposed: false },
  ERR_UNAUTHENTICATED: { status: 401, title: 'credentials are needed', exposed: true },
  ERR_FORBIDDEN: { status: 403, title: 'this is not allowed', exposed: true },
  ERR_STEP_UP_NEEDED: { status: 403, title: 'prove again that it is you', exposed: true },
  ERR_TARGET_NOT_CANONICAL: { status: 400, title: 'the request target is not in its canonical form', exposed: true },
  ERR_BODY_TOO_LARGE: { status: 413, title: 'the body is larger than this operation takes', exposed: true },
  ERR_MEDIA_TYPE: {
    status: 415,
    title: 'the body is of a media type that this operation does not take',
    exposed: true,
  },
  ERR_UNAVAILABLE: { status: 503, title: 'something that a decision needs is out of reach', exposed: false },
  ERR_BODY_NOT_PARSED: {
    status: 503,
    title: 'the body was not parsed before the decision: mount the body parser before authorize()',
    exposed: false,
  },
  ERR_BODY_CONSUMED: {
    status: 500,
    title: 'a body parser read the body first: mount wardkitRoutes() before it',
    exposed: false,
  },
  ERR_ROUTES_AMBIGUOUS: { status: 503, title: 'the routes do not agree with the OpenAPI document', exposed: false },
  ERR_DISPATCH_MISMATCH: { status: 500, title: 'the route reached is not the operation decided', exposed: false },
  ERR_NOT_FILTERABLE: { status: 500, title: 'the policies cannot be turned into a list filter', exposed: false },
  ERR_RESPONSE_NOT_FILTERED: {
    status: 500,
    title: 'the response could not be limited to the fields allowed',
    exposed: false,
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERROR_CATALOG
