import type { Operation, Service } from '@wardkit/core'
import { stringify } from 'yaml'
import type { DerivedRole } from './derive-policies.ts'
import { sampleTarget } from './sample-target.ts'

/** The beginning of a file of cases for the roles that were derived: what each may, and something it may not. */
export function deriveCases(
  service: Service,
  roles: readonly DerivedRole[],
  openapi: string | { readonly file: string; readonly basePath: string },
): string {
  const find = (...methods: string[]) =>
    service.operations.find((operation) => !operation.public && methods.includes(operation.method))
  const toCase = (principal: string | null, operation: Operation, expect: 'allow' | 'deny', reason: string) => ({
    case: `${principal ?? 'nobody'} ${expect === 'allow' ? 'may' : 'may not'} ${operation.id}`,
    principal,
    // Registered, though nothing is said of it: some services refuse what they know nothing of.
    ...(operation.resource === null ? {} : { resource: {} }),
    request: `${operation.method} ${sampleTarget(service, operation)}`,
    expect,
    reason,
  })
  const [read, write, remove] = [find('GET'), find('POST', 'PUT', 'PATCH'), find('DELETE')]
  const cases = roles.flatMap(({ id }) => [
    ...(read === undefined ? [] : [toCase(id, read, 'allow', 'allowed')]),
    ...(write === undefined
      ? []
      : [id === 'writer' ? toCase(id, write, 'allow', 'allowed') : toCase(id, write, 'deny', 'no-statement')]),
    ...(remove === undefined ? [] : [toCase(id, remove, 'deny', 'no-statement')]),
  ])
  const guarded = read ?? write
  if (guarded !== undefined) cases.push(toCase(null, guarded, 'deny', 'ERR_UNAUTHENTICATED'))
  const principals = Object.fromEntries(roles.map(({ id }) => [id, { roles: [id] }]))
  return `# Run with: npx wardkit policy test policies\n${stringify({ openapi, principals, cases })}`
}
