'use client'

export { ApiKeys, type ApiKeysProps } from './api-keys.tsx'
