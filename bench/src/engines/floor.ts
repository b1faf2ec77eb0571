import { roleId, tenantId, type Caller, type Item, type Kind, type WorldSize } from '../clinic.ts'
import type { Engine } from './engine.ts'

type Rule = (caller: Caller, item: Item) => boolean

/** The least that answers these questions and no others: look the role's closure up by hand, call it. */
export const floor: Engine = {
  name: 'floor',
  async open(size) {
    const tenants = rulesOf(size)
    return {
      async prepare(questions) {
        const items = new Map(questions.map(({ item }) => [item.id, item]))
        const asked = questions.map(({ caller, item, kind }) => ({ caller, operation: kind, id: item.id }))
        return (index) => {
          const { caller, operation, id } = asked[index] as (typeof asked)[number]
          const item = items.get(id)
          const rule = tenants.get(caller.tenant)?.get(caller.role)?.[operation]
          return rule !== undefined && item?.tenant === caller.tenant && rule(caller, item)
        }
      },
      async close() {
        tenants.clear()
      },
    }
  },
}

/** What a role allows. */
type Rules = Readonly<Record<Kind, Rule | undefined>>

/** Rules by tenant and role. */
function rulesOf(size: WorldSize): Map<string, Map<string, Rules>> {
  const doctor: Rules = {
    plain: () => true,
    where: (caller, item) => caller.tags.function === 'doctors' && item.tags.ward === caller.tags.ward,
  }
  const guest: Rules = { plain: undefined, where: undefined }
  return new Map(
    Array.from({ length: size.tenants }, (_, tenant) => {
      const roles = new Map(Array.from({ length: size.roles }, (_, role) => [roleId(role), doctor]))
      return [tenantId(tenant), roles.set('guest', guest)]
    }),
  )
}
