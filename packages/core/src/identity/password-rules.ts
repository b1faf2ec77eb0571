import type { Store } from './identity-store.ts'
import { MAX_PASSWORD_LENGTH, type PasswordPolicy, type PasswordRules } from './passwords.ts'
import type { FindTenantSecurity, TenantSecurity } from './tenant-security.ts'

/** Finds which rules a new password is under. A person has one password for all their tenants, so the strictest of them counts. */
export interface FindPasswordRules {
  /** Of somebody who has no tenant yet. */
  readonly application: PasswordRules
  inTenant(tenant: string): Promise<PasswordRules>
  /** @param joins a tenant that the person is about to become a user of */
  ofPerson(person: string | undefined, joins?: string): Promise<PasswordRules>
}

/** Fewest characters of a password that is all there is to a login, and of one that never is. @see NIST SP 800-63B-4, section 3.1.1.2 */
const ALONE = 15
const WITH_SECOND_FACTOR = 8

/**
 * The rules of the application by itself.
 * @throws TypeError for a minimum length outside 8 to 256, or a count that is longer
 */
export function applicationRules(policy: PasswordPolicy): PasswordRules {
  const rules = toRules(policy, ALONE)
  const { minimumLength, ...counts } = rules
  if (!Number.isInteger(minimumLength) || minimumLength < WITH_SECOND_FACTOR || minimumLength > MAX_PASSWORD_LENGTH) {
    throw new TypeError(`minimumLength: expected a whole number from 8 to ${MAX_PASSWORD_LENGTH}, got ${minimumLength}`)
  }
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isInteger(count) || count < 0 || count > minimumLength)
      throw new TypeError(`${name}: expected a whole number from 0 to minimumLength, got ${count}`)
  }
  return rules
}

/** The rules of a tenant: the application's, and whatever of its own is stricter. */
export function tenantRules(policy: PasswordPolicy, { secondFactor, passwordPolicy }: TenantSecurity): PasswordRules {
  const floor = toRules(policy, secondFactor === 'required' ? WITH_SECOND_FACTOR : ALONE)
  return strictest(floor, toRules(passwordPolicy, 0))
}

/** The rules of one store's people. */
export function createFindPasswordRules(options: {
  readonly store: Pick<Store, 'listUsersOfPerson'>
  readonly policy: PasswordPolicy
  readonly findSecurity: FindTenantSecurity
}): FindPasswordRules {
  const { store, policy, findSecurity } = options
  const application = applicationRules(policy)
  const inTenant = async (tenant: string) => tenantRules(policy, await findSecurity(tenant))
  return {
    application,
    inTenant,
    async ofPerson(person, joins) {
      // Places that are disabled count: they are entered again when they are enabled.
      const places = person === undefined ? [] : await store.listUsersOfPerson(person)
      const tenants = new Set([...places.map(({ tenant }) => tenant), ...(joins === undefined ? [] : [joins])])
      const [first, ...others] = await Promise.all([...tenants].map(inTenant))
      return first === undefined ? application : others.reduce(strictest, first)
    },
  }
}

function toRules(policy: Partial<TenantSecurity['passwordPolicy']>, minimumLength: number): PasswordRules {
  return {
    minimumLength: policy.minimumLength ?? minimumLength,
    minimumDigits: policy.minimumDigits ?? 0,
    minimumUpperCase: policy.minimumUpperCase ?? 0,
    minimumLowerCase: policy.minimumLowerCase ?? 0,
    minimumSymbols: policy.minimumSymbols ?? 0,
  }
}

function strictest(a: PasswordRules, b: PasswordRules): PasswordRules {
  return {
    minimumLength: Math.max(a.minimumLength, b.minimumLength),
    minimumDigits: Math.max(a.minimumDigits, b.minimumDigits),
    minimumUpperCase: Math.max(a.minimumUpperCase, b.minimumUpperCase),
    minimumLowerCase: Math.max(a.minimumLowerCase, b.minimumLowerCase),
    minimumSymbols: Math.max(a.minimumSymbols, b.minimumSymbols),
  }
}
