'use client'

export { OperatorConsole, type OperatorConsoleProps } from './operator-console.tsx'
