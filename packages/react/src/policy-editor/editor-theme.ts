import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const MONOSPACE = 'var(--wk-mono)'

/** How the editors look: the colours of the page's theme, light or dark. */
export const EDITOR_THEME = [
  EditorView.theme({
    '&': { color: 'var(--wk-foreground)', backgroundColor: 'transparent', fontSize: '0.8125rem' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: MONOSPACE, lineHeight: '1.6' },
    '.cm-content': { caretColor: 'var(--wk-foreground)', padding: '0.5rem 0' },
    '.cm-line': { padding: '0 0.75rem' },
    '.cm-gutters': { border: 'none', backgroundColor: 'transparent', color: 'var(--wk-muted-foreground)' },
    '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.25rem 0 0.75rem', minWidth: '2rem' },
    '.cm-cursor': { borderLeftColor: 'var(--wk-foreground)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
      backgroundColor: 'color-mix(in oklab, var(--wk-primary) 22%, transparent)',
    },
    '.cm-lintRange-error': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--wk-destructive)',
      textUnderlineOffset: '3px',
    },
    '.cm-lintRange-warning': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--wk-warning)',
      textUnderlineOffset: '3px',
    },
    '.cm-tooltip': {
      border: '1px solid var(--wk-border)',
      borderRadius: 'calc(var(--wk-radius) - 2px)',
      backgroundColor: 'var(--wk-popover)',
      color: 'var(--wk-popover-foreground)',
      boxShadow: 'var(--wk-shadow-md)',
      overflow: 'hidden',
    },
    '.cm-tooltip-autocomplete > ul': { fontFamily: MONOSPACE, fontSize: '0.8125rem', maxHeight: '16rem' },
    '.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.75rem' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      backgroundColor: 'var(--wk-accent)',
      color: 'var(--wk-accent-foreground)',
    },
    '.cm-completionDetail': { color: 'var(--wk-muted-foreground)', fontStyle: 'normal', marginInlineStart: '1rem' },
    '.cm-diagnostic': { border: 'none', padding: '0.5rem 0.75rem', maxWidth: '32rem' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      {
        tag: [tags.propertyName, tags.definition(tags.propertyName), tags.keyword],
        color: 'var(--wk-link)',
        fontWeight: '500',
      },
      { tag: [tags.string, tags.special(tags.string)], color: 'var(--wk-success)' },
      { tag: tags.variableName, color: 'var(--wk-info)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'var(--wk-warning)' },
      { tag: tags.comment, color: 'var(--wk-muted-foreground)', fontStyle: 'italic' },
    ]),
  ),
]
