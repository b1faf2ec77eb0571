'use client'

export { TagEditor, type TagEditorProps } from './tag-editor.tsx'
export { TagInput, type TagInputProps, type TagSuggestions } from './tag-input.tsx'
export type { TagValues } from './tag-rows.ts'
