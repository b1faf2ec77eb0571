import type { CompiledPolicy, PolicySet } from '../decision/policy-set.ts'

/** The policies with one role's in place of what the role had, or added where there is no such role. */
export function replaceRole(policies: PolicySet, id: string, role: CompiledPolicy): PolicySet {
  return {
    ...policies,
    findRole: (each) => (each === id ? role : policies.findRole(each)),
    roleIds: () => new Set([...policies.roleIds(), id]),
  }
}

/** The policies with another guardrail. */
export function replaceGuardrail(policies: PolicySet, guardrail: CompiledPolicy): PolicySet {
  return { ...policies, shared: [...policies.shared.filter(({ source }) => source.kind !== 'guardrail'), guardrail] }
}

/** The policies as if there were this one role and nothing else. */
export function onlyRole(policies: PolicySet, id: string, role: CompiledPolicy): PolicySet {
  return { ...policies, shared: [], findRole: (each) => (each === id ? role : undefined), roleIds: () => [id] }
}
