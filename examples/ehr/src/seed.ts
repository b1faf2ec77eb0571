import type { Wardkit } from '@wardkit/core'
import { PEOPLE } from './people.ts'

/** What a doctor may do, for as long as they are tagged as one. */
const DOCTOR_ACCESS = `
version: 1
type: openAPI
policy:
  - allow:
      - GET:/patient/{patientId}
      - PUT:/patient/{patientId}
    where: $principalTags:function = 'doctors'
  - allow:
      - POST:/diagnostic
      - GET:/diagnostic/{diagnosticId}
    where: $principalTags:function = 'doctors'
`

/** What the front desk may see of a patient. */
const FRONT_DESK = `
version: 1
type: openAPI
policy:
  - allow:
      - GET:/patient/{patientId}
    filter: [patientId, name, lastVisitDate]
`

/** Fills an empty store with two tenants and their people. */
export async function seed(wardkit: Wardkit): Promise<void> {
  const acme = (await wardkit.tenants.create({ slug: 'acmehealth', name: 'AcmeHealth' })).id
  const doctorAccess = await wardkit.roles.create({ tenant: acme, name: 'doctor access', policy: DOCTOR_ACCESS })
  const frontDesk = await wardkit.roles.create({ tenant: acme, name: 'front desk', policy: FRONT_DESK })
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
