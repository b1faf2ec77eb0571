import { createTags, type LinkPrincipalInput, type Store } from '@wardkit/core'

/** Puts whom a link is to into a store, where it is not there yet. Roles are there with their policies, and tenants are made before. */
export async function makePrincipal(
  store: Store,
  { type, id, tenant }: LinkPrincipalInput & { readonly tenant: string },
): Promise<void> {
  const common = { id, tenant, name: id, roles: [], tags: createTags({}), createdAt: 0 }
  await store.write(async (writer) => {
    const rows = writer.tenant(tenant)
    if (type === 'user' && (await rows.findUser(id)) === undefined) {
      const person = `${tenant} ${id}`
      const email = `${Buffer.from(person).toString('hex').slice(-60)}@example.com`
      await writer.insertPerson({ id: person, email, emailVerifiedAt: null, createdAt: 0 })
      await rows.insertUser({ ...common, person, status: 'active' })
    }
    if (type === 'apiKey' && (await writer.findApiKey(id)) === undefined) {
      await rows.insertApiKey({
        ...common,
        secretHash: 'none',
        createdBy: id,
        expiresAt: null,
        revokedAt: null,
        lastUsedAt: null,
        previousSecretHash: null,
        previousExpiresAt: null,
      })
    }
  })
}
