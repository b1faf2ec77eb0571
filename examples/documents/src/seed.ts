import type { Management } from '@wardkit/core'
import { PEOPLE, type PersonKey } from './people.ts'

/** Fills an empty store with two companies and their people, and answers the people's user ids. */
export async function seed(wardkit: Management): Promise<ReadonlyMap<PersonKey, string>> {
  const tenants = {
    pine: (await wardkit.tenants.create({ slug: 'pine', name: 'Pine' })).id,
    oak: (await wardkit.tenants.create({ slug: 'oak', name: 'Oak' })).id,
  }
  const ids = new Map<PersonKey, string>()
  for (const name of Object.keys(PEOPLE) as PersonKey[]) {
    const { company, email, password, roles } = PEOPLE[name]
    const { id } = await wardkit.users.create({ tenant: tenants[company], name, email, password, roles })
    ids.set(name, id)
  }
  return ids
}
