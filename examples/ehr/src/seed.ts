import { readFileSync } from 'node:fs'
import type { Management } from '@wardkit/core'
import { PEOPLE } from './people.ts'

/** Fills an empty store with two tenants and their people. */
export async function seed(wardkit: Management): Promise<void> {
  const acme = (await wardkit.tenants.create({ slug: 'acmehealth', name: 'AcmeHealth' })).id
  const doctorAccess = await wardkit.roles.create({
    tenant: acme,
    name: 'doctor access',
    policy: readPolicy('doctor-access'),
  })
  const frontDesk = await wardkit.roles.create({ tenant: acme, name: 'front desk', policy: readPolicy('front-desk') })
  await wardkit.users.create({ tenant: acme, ...loginOf('admin'), roles: ['admin'] })
  await wardkit.users.create({
    tenant: acme,
    ...loginOf('doctor'),
    roles: [doctorAccess.id],
    tags: { function: 'doctors' },
  })
  await wardkit.users.create({ tenant: acme, ...loginOf('receptionist'), roles: [frontDesk.id] })

  const birch = (await wardkit.tenants.create({ slug: 'birch-clinic', name: 'Birch Clinic' })).id
  await wardkit.users.create({ tenant: birch, ...loginOf('other'), roles: ['admin'] })
}

function loginOf(person: keyof typeof PEOPLE): { name: string; email: string; password: string } {
  const { name, email, password } = PEOPLE[person]
  return { name, email, password }
}

/** The policies are files, so that `wardkit policy test` tries the very ones that are used. */
function readPolicy(name: string): string {
  return readFileSync(new URL(`../policies/${name}.yaml`, import.meta.url), 'utf8')
}
