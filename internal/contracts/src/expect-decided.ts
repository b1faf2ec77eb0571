import { expect } from 'vitest'
import type { ContractRoute } from './contract-document.ts'
import type { Exchange } from './contract-server.ts'

const PUBLIC = new Set(['GET:/health', 'GET:/public/{page}'])

/** The oracle: what ran is what one decision allowed, or is public; or nothing ran. */
export function expectDecided({ decisions, ran, response }: Exchange, context = ''): void {
  const [run] = ran
  if (run === undefined) return
  const operation = operationOf(run.route)
  expect(ran, context).toHaveLength(1)
  if (PUBLIC.has(operation)) {
    expect(decisions, context).toEqual([])
    return
  }
  expect(decisions, context).toMatchObject([{ allowed: true, operation }])
  expect(run.seen.wardkit?.decision, context).toBe(decisions[0])
  const resource = decisions[0]?.resource
  if (resource) expect(Object.values(run.seen.params), context).toContain(resource.id)
  expect(response.status, context).toBe(200)
}

function operationOf({ method, path }: ContractRoute): string {
  return `${method}:${path}`
}
