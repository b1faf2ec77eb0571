import { yaml } from '@codemirror/lang-yaml'
import { lineNumbers } from '@codemirror/view'
import type { AssistScope, KnownVariable } from '@wardkit/core/policy'
import { useMemo } from 'react'
import { CodeEditor, type CodeEditorProps } from './code-editor.tsx'
import { policyCompletions } from './completion-sources.ts'

export interface PolicyCodeEditorProps extends Omit<CodeEditorProps, 'complete' | 'language'> {
  readonly scope: AssistScope
  readonly describe: (variable: KnownVariable) => string
}

const LANGUAGE = [yaml(), lineNumbers()]

/** Edits the text of a policy. */
export function PolicyCodeEditor({ scope, describe, ...props }: PolicyCodeEditorProps) {
  const complete = useMemo(() => policyCompletions(scope, describe), [scope, describe])
  return <CodeEditor {...props} complete={complete} language={LANGUAGE} />
}
