import { randomText } from './identifiers.ts'

const LONGEST_NAME = 50

/** A slug for a tenant of that name: its ASCII letters and digits, and random ones, so that it is nobody else's. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '')
  return `${plain === '' ? 'tenant' : plain}-${randomText(5)}`
}
