'use client'

export { AuditLog, type AuditLogProps } from './audit-log.tsx'
