import type { KnownVariable } from '@wardkit/core/policy'
import { useMemo } from 'react'
import { CodeEditor, type CodeEditorProps } from './code-editor.tsx'
import { conditionCompletions } from './completion-sources.ts'
import { WHERE_LANGUAGE } from './where-language.ts'

export interface ConditionCodeEditorProps extends Omit<CodeEditorProps, 'complete' | 'language'> {
  readonly variables: readonly KnownVariable[]
  readonly describe: (variable: KnownVariable) => string
}

/** Edits one `where` clause. */
export function ConditionCodeEditor({ variables, describe, ...props }: ConditionCodeEditorProps) {
  const complete = useMemo(() => conditionCompletions(variables, describe), [variables, describe])
  return <CodeEditor {...props} complete={complete} language={WHERE_LANGUAGE} />
}
