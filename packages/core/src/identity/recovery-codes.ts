import { createHash } from 'node:crypto'
import { randomText } from './identifiers.ts'

/** How many a person has at once. */
export const RECOVERY_CODES = 10

/** 80 random bits as four groups: enough that a fast hash keeps them. */
export function createRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => (randomText(10).match(/.{4}/g) ?? []).join('-'))
}

/** What is kept of a code, however it was typed: letter case, spaces and hyphens aside. */
export function recoveryCodeHash(code: string): string {
  const plain = code.toLowerCase().replace(/[\s-]/g, '')
  return createHash('sha256').update(`wardkit recovery code ${plain}`).digest('base64url')
}
