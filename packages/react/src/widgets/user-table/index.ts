'use client'

export { UserTable, type UserTableProps } from './user-table.tsx'
