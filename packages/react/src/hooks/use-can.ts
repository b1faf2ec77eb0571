import { useWardkitQuery } from './use-wardkit-query.ts'
import { useWardkit } from '../provider/wardkit-context.ts'
import type { DecisionQuestion } from '../provider/ask-decisions.ts'

/** Whether the caller may do something. */
export interface CanAnswer {
  /** True for `yes` alone: while nothing is known, and where it depends, it is false. */
  readonly allowed: boolean
  /** `depends`: on what the request will carry, such as fields of its body. Undefined while nothing is known. */
  readonly answer: 'yes' | 'no' | 'depends' | undefined
  readonly reason: string | undefined
  readonly isPending: boolean
}

/**
 * Whether the caller may do something, for a page that shows only what can be done. The server decides again, whatever is shown. Questions of
 * one moment travel in one request.
 *
 * @example
 * const { allowed } = useCan('PUT:/patient/{patientId}', { patientId })
 */
export function useCan(
  operation: string,
  params?: Readonly<Record<string, string>>,
  more: Pick<DecisionQuestion, 'query' | 'body'> = {},
): CanAnswer {
  const { askDecision } = useWardkit()
  const question = { operation, ...(params === undefined ? {} : { params }), ...more }
  const { data, isPending } = useWardkitQuery({
    key: ['decisions', question],
    read: () => askDecision(question),
    staleSeconds: 30,
  })
  return { allowed: data?.answer === 'yes', answer: data?.answer, reason: data?.reason, isPending }
}
