import type { CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import {
  completeCondition,
  completePolicy,
  type AssistScope,
  type Completion,
  type Completions,
  type KnownVariable,
} from '@wardkit/core/policy'

/** Completes a policy's text. */
export function policyCompletions(scope: AssistScope, describe: (variable: KnownVariable) => string): CompletionSource {
  return (context) => answer(context, completePolicy(context.state.doc.toString(), context.pos, scope), describe)
}

/** Completes a `where` clause. */
export function conditionCompletions(
  variables: readonly KnownVariable[],
  describe: (variable: KnownVariable) => string,
): CompletionSource {
  return (context) => answer(context, completeCondition(context.state.doc.toString(), context.pos, variables), describe)
}

function answer(
  context: CompletionContext,
  { from, to, options }: Completions,
  describe: (variable: KnownVariable) => string,
): CompletionResult | null {
  // Unasked, nothing opens before something was typed.
  if (options.length === 0 || (!context.explicit && from === to)) return null
  return {
    from,
    to,
    // Already narrowed to what is typed.
    filter: false,
    options: options.map(({ text, kind, variable }) => ({
      label: text,
      type: TYPES[kind],
      ...(variable === undefined ? {} : { detail: describe(variable) }),
    })),
  }
}

const TYPES: Readonly<Record<Completion['kind'], string>> = {
  variable: 'variable',
  value: 'text',
  operator: 'keyword',
  keyword: 'keyword',
  operation: 'function',
  key: 'property',
}
