'use client'

export type { ConsoleSectionId } from './console-sections.ts'
export { TenantConsole, type TenantConsoleProps } from './tenant-console.tsx'
