import { autocompletion, completionKeymap, type CompletionSource } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import type { Diagnostic } from '@wardkit/core/policy'
import { useEffect, useRef } from 'react'
import { EDITOR_THEME } from './editor-theme.ts'
import { toEditorDiagnostics } from './editor-diagnostics.ts'

export interface CodeEditorProps {
  readonly value: string
  onChange(value: string): void
  /** The accessible name. */
  readonly label: string
  /** Id of the element that says what is wrong. */
  readonly describedBy?: string | undefined
  readonly readOnly?: boolean | undefined
  /** Shown in the text, at their places. */
  readonly diagnostics: readonly Diagnostic[]
  readonly complete: CompletionSource
  /** What makes it an editor of one language; the first one given stays. */
  readonly language: Extension
}

/**
 * A text editor with completion, diagnostics and undo. Tab leaves it, as it leaves any field: indentation is completed, not typed. Its text is
 * never mirrored, whatever the direction of the page.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { value, label, describedBy, readOnly = false, diagnostics } = props
  const parent = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const settings = useRef(new Compartment())
  // The view outlives renders, and calls whatever was handed in last.
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    const { value: doc, language } = latest.current
    const editor = new EditorView({
      parent: parent.current as HTMLDivElement,
      state: EditorState.create({
        doc,
        extensions: [
          history(),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          autocompletion({ override: [(context) => latest.current.complete(context)], icons: false }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString())
          }),
          EditorView.lineWrapping,
          EDITOR_THEME,
          language,
          settings.current.of([]),
        ],
      }),
    })
    view.current = editor
    return () => {
      editor.destroy()
      view.current = null
    }
  }, [])

  useEffect(() => {
    const attributes: Record<string, string> = { 'aria-label': label, dir: 'ltr', spellcheck: 'false' }
    if (describedBy !== undefined) attributes['aria-describedby'] = describedBy
    if (diagnostics.some(({ severity }) => severity === 'error')) attributes['aria-invalid'] = 'true'
    if (readOnly) attributes['aria-readonly'] = 'true'
    view.current?.dispatch({
      effects: settings.current.reconfigure([
        EditorView.contentAttributes.of(attributes),
        EditorState.readOnly.of(readOnly),
      ]),
    })
  }, [label, describedBy, readOnly, diagnostics])

  useEffect(() => {
    const editor = view.current
    const text = editor?.state.doc.toString()
    if (editor !== null && text !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
    }
  }, [value])

  useEffect(() => {
    const editor = view.current
    if (editor !== null)
      editor.dispatch(setDiagnostics(editor.state, toEditorDiagnostics(diagnostics, editor.state.doc.length)))
  }, [diagnostics])

  return <div ref={parent} data-slot="code-editor" data-readonly={readOnly || undefined} dir="ltr" />
}
