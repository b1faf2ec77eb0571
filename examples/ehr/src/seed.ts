import type { Management } from '@wardkit/core'
import { PEOPLE } from './people.ts'
import { readPolicy } from './policies.ts'
import { seedRecords } from './seed-records.ts'
import type { Records } from './records.ts'

/** Fills an empty store with three tenants, their people and some patients. */
export async function seed(wardkit: Management, records: Records): Promise<void> {
  const acme = (await wardkit.tenants.create({ slug: 'acmehealth', name: 'AcmeHealth' })).id
  const doctorAccess = await wardkit.roles.create({
    tenant: acme,
    name: 'doctor access',
    policy: readPolicy('doctor-access'),
  })
  const frontDesk = await wardkit.roles.create({ tenant: acme, name: 'front desk', policy: readPolicy('front-desk') })
  const wardAccess = await wardkit.roles.create({
    tenant: acme,
    name: 'ward access',
    policy: readPolicy('ward-access'),
  })
  await wardkit.users.create({ tenant: acme, ...loginOf('admin'), roles: ['admin'] })
  await wardkit.users.create({
    tenant: acme,
    ...loginOf('doctor'),
    roles: [doctorAccess.id],
    tags: { function: 'doctors' },
  })
  await wardkit.users.create({
    tenant: acme,
    ...loginOf('nurse'),
    roles: [wardAccess.id],
    tags: { ward: 'cardiology' },
  })
  await wardkit.users.create({ tenant: acme, ...loginOf('receptionist'), roles: [frontDesk.id] })

  await wardkit.users.create({ tenant: acme, ...loginOf('patient'), emailVerified: true })

  await seedRecords(wardkit, records, acme)

  const birch = (await wardkit.tenants.create({ slug: 'birch-clinic', name: 'Birch Clinic' })).id
  await wardkit.users.create({ tenant: birch, ...loginOf('other'), roles: ['admin'] })
  const cedar = (await wardkit.tenants.create({ slug: 'cedar-lab', name: 'Cedar Lab' })).id
  await wardkit.users.create({ tenant: cedar, ...loginOf('lab'), roles: ['admin'] })
}

function loginOf(person: keyof typeof PEOPLE): { name: string; email: string; password: string } {
  const { name, email, password } = PEOPLE[person]
  return { name, email, password }
}
