// Deletes a tenant, tells when that is answered, and sweeps away what is left of it until it is killed.
import { openManagement } from '../../../open-management.ts'

const [, , file, tenant] = process.argv
const { tenants, close } = await openManagement({ database: `sqlite:${file}` })
await tenants.delete(tenant)
process.stdout.write('deleted\n')
await tenants.finishDeletions()
process.stdout.write('finished\n')
await close()
