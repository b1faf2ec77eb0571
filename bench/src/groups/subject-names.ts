import type { Kind, Outcome } from '../clinic.ts'

/** Names an engine's answer to one kind of question, with so many roles in the tenant. */
export function decisionBy(engine: string, kind: Kind, outcome: Outcome, roles: number): string {
  return `${engine}: ${kind}, ${outcome}, ${roles} roles`
}
