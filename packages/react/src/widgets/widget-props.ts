import type { Messages } from '../messages/localization.ts'

/** What every widget takes. */
export interface WidgetBaseProps<Own extends Messages> {
  /** Nothing can be changed, whoever looks. Without it, what the visitor may not do is not offered. */
  readonly readOnly?: boolean
  /** Other words for this one instance. */
  readonly messages?: Partial<Readonly<Record<keyof Own, string>>> | undefined
}

/** What an application adds to something that a widget does. */
export interface WidgetAction<Input, Answer = void> {
  /** It is not offered. */
  readonly disabled?: boolean
  /** Asked first; false keeps it from being done. */
  readonly onBefore?: (input: Input) => boolean | Promise<boolean>
  /** Told when it is done. */
  readonly onAfter?: (input: Input, answer: Answer) => void
}

/** Does something with what the application adds to it. Undefined where the application kept it from being done. */
export async function runAction<Input, Answer>(
  action: WidgetAction<Input, Answer> | undefined,
  input: Input,
  run: (input: Input) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (action?.onBefore !== undefined && !(await action.onBefore(input))) return undefined
  const answer = await run(input)
  action?.onAfter?.(input, answer)
  return answer
}
