/** What the ARN of a method says of the request that it stands for. */
export interface MethodArn {
  readonly method: string
  /** Without the stage and a custom domain's base path. */
  readonly path: string
}

const METHOD_ARN = /^arn:[a-z-]+:execute-api:[a-z0-9-]+:\d+:[A-Za-z0-9]+\/[A-Za-z0-9_$-]+\/([A-Za-z]+)(?:\/(.*))?$/

/** What a policy would take for more than itself: its wildcards, and where its variables begin. */
const NOT_LITERAL = /[*?]|\$\{/

/**
 * Reads the ARN of the request that an authorizer is asked about, or answers undefined where a policy for just this ARN could allow other
 * requests too: a caller chooses the path, and so may put a wildcard into it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function readMethodArn(arn: string): MethodArn | undefined {
  const [, method, path = ''] = METHOD_ARN.exec(arn) ?? []
  return method === undefined || NOT_LITERAL.test(arn) ? undefined : { method, path: `/${path}` }
}
