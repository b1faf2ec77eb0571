import { newEnforcer, newModelFromString, type Enforcer } from 'casbin'
import { roleId, type WorldSize } from '../clinic.ts'
import type { Engine } from './engine.ts'

// The quick comparisons stand first, the role last: what casbin compiles stops at the first that is false.
const MODEL = `
[request_definition]
r = sub, act, obj
[policy_definition]
p = role, act, rule
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.sub.role == p.role && (p.rule == 'always' || (r.sub.function == 'doctors' && r.obj.ward == r.sub.ward))
`

/** casbin with one enforcer per tenant and the condition in the model, asked by `enforceSync`: no parsing per question. */
export const casbin: Engine = {
  name: 'casbin',
  maxRoles: 1_000,
  async open(size) {
    const policies = policiesOf(size)
    const enforcers = new Map<string, Enforcer>()
    return {
      async prepare(questions) {
        for (const { tenant } of questions.map(({ caller }) => caller)) {
          if (enforcers.has(tenant)) continue
          const enforcer = await newEnforcer(newModelFromString(MODEL))
          await enforcer.addPolicies(policies)
          enforcers.set(tenant, enforcer)
        }
        const asked = questions.map(({ caller: { tenant, role, tags }, item, kind }) => ({
          enforcer: enforcers.get(tenant) as Enforcer,
          caller: { role, ...tags },
          operation: kind,
          item: item.tags,
        }))
        return (index) => {
          const { enforcer, caller, operation, item } = asked[index] as (typeof asked)[number]
          return enforcer.enforceSync(caller, operation, item)
        }
      },
      async close() {
        enforcers.clear()
      },
    }
  },
}

function policiesOf({ roles }: WorldSize): string[][] {
  const doctors = Array.from({ length: roles }, (_, index) => [
    [roleId(index), 'plain', 'always'],
    [roleId(index), 'where', 'same ward'],
  ])
  return [...doctors.flat(), ['guest', 'ward', 'always']]
}
