import {
  preparsePolicySet,
  statefulIsAuthorized,
  type EntityJson,
  type EntityUid,
  type StatefulAuthorizationCall,
} from '@cedar-policy/cedar-wasm/nodejs'
import { roleId, type Question, type WorldSize } from '../clinic.ts'
import type { Engine } from './engine.ts'

let worlds = 0

/** Cedar with its policies parsed before and asked by `statefulIsAuthorized`, given only the two entities that the question is about. */
export const cedar: Engine = {
  name: 'cedar-wasm',
  maxRoles: 1_000,
  async open(size) {
    const world = `world-${worlds++}`
    const policies = policiesOf(size)
    const parsed = new Set<string>()
    return {
      async prepare(questions) {
        for (const { caller } of questions) {
          const id = `${world}-${caller.tenant}`
          if (parsed.has(id)) continue
          const { type } = preparsePolicySet(id, { staticPolicies: policies })
          if (type === 'failure') throw new Error('Cedar cannot parse the policies of the benchmark')
          parsed.add(id)
        }
        const calls = questions.map((question) => toCall(question, `${world}-${question.caller.tenant}`))
        return (index) => {
          const answer = statefulIsAuthorized(calls[index] as StatefulAuthorizationCall)
          return answer.type === 'success' && answer.response.decision === 'allow'
        }
      },
      async close() {
        for (const id of parsed) preparsePolicySet(id, { staticPolicies: '' })
      },
    }
  },
}

function policiesOf({ roles }: WorldSize): string {
  const doctors = Array.from({ length: roles }, (_, index) => {
    const head = `permit(principal in Role::"${roleId(index)}", action == Action::`
    const where = 'principal.function == "doctors" && resource has ward && resource.ward == principal.ward'
    return `${head}"plain", resource);\n${head}"where", resource) when { ${where} };`
  })
  return [...doctors, 'permit(principal in Role::"guest", action == Action::"ward", resource);'].join('\n')
}

function toCall({ caller, item, kind }: Question, policySet: string): StatefulAuthorizationCall {
  const principal: EntityUid = { type: 'User', id: caller.id }
  const resource: EntityUid = { type: 'Item', id: item.id }
  const entities: EntityJson[] = [
    { uid: principal, attrs: { ...caller.tags }, parents: [{ type: 'Role', id: caller.role }] },
    { uid: resource, attrs: { ...item.tags }, parents: [] },
  ]
  const action: EntityUid = { type: 'Action', id: kind }
  return { principal, action, resource, context: {}, preparsedPolicySetId: policySet, entities }
}
