import type { CompiledTemplate } from '../decision/policy-set.ts'
import { WardkitError } from '../errors/index.ts'
import type { Service } from '../model/service.ts'
import type { Policy } from '../policy/ast.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import { matchOperations } from '../policy/match-operations.ts'
import { readPolicy } from '../policy/read/read-policy.ts'
import { inferSlots } from '../policy/template-slots.ts'
import { invalidPolicy, validatePolicy } from './validate-policy.ts'

/**
 * Checks and compiles the application's policy templates.
 *
 * @param sources YAML or JSON text of each
 * @param services those that are enforced here; `known` are all of the store, which templates may speak of too
 * @throws WardkitError `ERR_POLICY_INVALID` naming the template, the place and what is wrong; `ERR_CONFIGURATION` when two have one name
 */
export function compileTemplates(
  sources: readonly string[],
  services: readonly Service[],
  known: readonly Service[],
): ReadonlyMap<string, CompiledTemplate> {
  const templates = new Map<string, CompiledTemplate>()
  for (const [index, source] of sources.entries()) {
    const { policy } = readPolicy(source)
    const name = policy?.template?.name
    const error = validatePolicy(source, known, 'template').find(({ severity }) => severity === 'error')
    if (error !== undefined)
      throw invalidPolicy(name === undefined ? `template ${index + 1}` : `template \`${name}\``, error)
    // Without an error there are both.
    if (policy === null || name === undefined) continue
    if (templates.has(name))
      throw new WardkitError('ERR_CONFIGURATION', `two policy templates have the name \`${name}\``)
    templates.set(name, compileTemplate(name, policy, services, known))
  }
  return templates
}

function compileTemplate(
  name: string,
  policy: Policy,
  services: readonly Service[],
  known: readonly Service[],
): CompiledTemplate {
  const operations = policy.statements.flatMap(({ resource, operations: patterns }) =>
    patterns
      .flatMap((pattern) => matchOperations(pattern, 'allow', known))
      // What a wildcard reaches besides is not what a link to a resource is about.
      .filter((operation) => (resource === undefined) === (operation.resource === null)),
  )
  const types = operations.flatMap((operation) => operation.resource?.type ?? [])
  return {
    name,
    description: policy.statements.flatMap(({ description }) => description ?? []).join(' '),
    slots: inferSlots(policy, known),
    resourceTypes: new Set(types),
    operations: [...new Set(operations)],
    statementsFor: compilePolicy(policy, services).statementsFor,
  }
}
