'use client'

export { RoleEditor, type RoleEditorProps } from './role-editor.tsx'
export { roleEditorMessages } from './messages.ts'
