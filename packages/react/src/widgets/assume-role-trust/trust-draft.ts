import type { RoleTrust, TrustEntry, TrustEntryInput } from '../../hooks/use-role-trust.ts'
import type { TagValues } from '../tag-editor/tag-rows.ts'

/** An entry of a role's trust, as it is edited. */
export interface TrustDraft {
  /** Of an entry that is there. */
  readonly id: string | null
  /** Whose principals: the visitor's own tenant, or another. */
  readonly from: 'own' | 'other'
  /** The id of the other. */
  readonly tenant: string
  readonly who: 'anybody' | 'user' | 'principal'
  readonly user: { readonly id: string; readonly name: string } | null
  /** The id of whoever is no user of the visitor's own tenant. */
  readonly principal: string
  readonly tags: TagValues
  /** `kept`: the one that is there, which nobody can read. */
  readonly externalId: 'none' | 'kept' | 'new'
  readonly newExternalId: string
}

/** What is wrong with an entry, so that it cannot be saved. */
export type TrustFault =
  'tenantMissing' | 'userMissing' | 'principalMissing' | 'noWildcards' | 'externalIdShort' | 'externalIdLong'

/** Each by the field that it stands at. */
export type TrustFaults = { readonly [Field in 'tenant' | 'user' | 'principal' | 'externalId']?: TrustFault }

/** Lengths of an external id, in characters. */
export const EXTERNAL_ID = { least: 8, most: 255 }

export const NEW_ENTRY: TrustDraft = {
  id: null,
  from: 'own',
  tenant: '',
  who: 'anybody',
  user: null,
  principal: '',
  tags: {},
  externalId: 'none',
  newExternalId: '',
}

/** An entry that is there, to be edited. @param userName of its principal, where that is a user whom the visitor may see */
export function draftOf(entry: TrustEntry, ownTenant: string, userName: string | undefined): TrustDraft {
  const { id, tenant, principal, tags, externalId } = entry
  const isOwn = tenant === ownTenant
  const user = isOwn && principal !== null && userName !== undefined ? { id: principal, name: userName } : null
  return {
    ...NEW_ENTRY,
    id,
    from: isOwn ? 'own' : 'other',
    tenant: isOwn ? '' : tenant,
    who: principal === null ? 'anybody' : user === null ? 'principal' : 'user',
    user,
    principal: user === null ? (principal ?? '') : '',
    tags,
    externalId: externalId ? 'kept' : 'none',
  }
}

/** The choices of who it is, in the tenant that is chosen. */
export function choicesOf({ from }: TrustDraft): readonly TrustDraft['who'][] {
  return from === 'own' ? ['anybody', 'user', 'principal'] : ['anybody', 'principal']
}

export function faultsOf({ from, tenant, who, user, principal, externalId, newExternalId }: TrustDraft): TrustFaults {
  const length = newExternalId.trim().length
  const nameFault = (text: string, missing: TrustFault): TrustFault | undefined =>
    text.trim() === '' ? missing : text.includes('*') ? 'noWildcards' : undefined
  return definedOf({
    tenant: from === 'other' ? nameFault(tenant, 'tenantMissing') : undefined,
    user: who === 'user' && user === null ? 'userMissing' : undefined,
    principal: who === 'principal' ? nameFault(principal, 'principalMissing') : undefined,
    externalId:
      externalId !== 'new'
        ? undefined
        : length < EXTERNAL_ID.least
          ? 'externalIdShort'
          : length > EXTERNAL_ID.most
            ? 'externalIdLong'
            : undefined,
  })
}

/** Whether nothing narrows it: everybody of the tenant, whoever they will be. */
export function isWideOpen({ who, tags, externalId }: TrustDraft): boolean {
  return who === 'anybody' && Object.keys(tags).length === 0 && externalId === 'none'
}

/** What is sent of an edited entry. The tenant is always named, so that an entry says whom it means by itself. */
export function entryOf(draft: TrustDraft, ownTenant: string): TrustEntryInput {
  const { id, from, tenant, who, user, principal, tags, externalId, newExternalId } = draft
  return {
    ...(id === null ? {} : { id }),
    tenant: from === 'own' ? ownTenant : tenant.trim(),
    ...(who === 'user' && user !== null ? { principal: user.id } : {}),
    ...(who === 'principal' ? { principal: principal.trim() } : {}),
    tags: tags as Record<string, string[]>,
    ...(externalId === 'new'
      ? { externalId: newExternalId.trim() }
      : externalId === 'none'
        ? { externalId: null }
        : {}),
  }
}

/** What is sent of an entry that stays as it is: its external id is kept by its id. */
export function keptEntryOf({ id, tenant, principal, tags }: TrustEntry): TrustEntryInput {
  return { id, tenant, ...(principal === null ? {} : { principal }), tags }
}

/** The entries of a trust with one of them changed, or one more. */
export function withEntry({ trust }: RoleTrust, entry: TrustEntryInput): TrustEntryInput[] {
  const kept = trust.map((one) => (one.id === entry.id ? entry : keptEntryOf(one)))
  return entry.id === undefined ? [...kept, entry] : kept
}

/** The entries of a trust without one of them. */
export function withoutEntry({ trust }: RoleTrust, id: string): TrustEntryInput[] {
  return trust.filter((one) => one.id !== id).map(keptEntryOf)
}

/** An external id that nobody guesses, in characters that are read aloud without mistake. */
export function createExternalId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

/** 32 of them, so that each is as likely as another: no `0`, `1`, `i`, `l`, `o`. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789_'

function definedOf<Key extends string, Value>(
  values: Readonly<Record<Key, Value | undefined>>,
): { readonly [K in Key]?: Value } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in Key]?: Value }
}
