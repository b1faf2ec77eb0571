import { readTags, type Tags } from '../model/tags.ts'
import type { SsoMapping, SsoRule } from '../identity/sso-store.ts'
import { readClaim, type Claims } from './claim-values.ts'

/** What claims yield, and why. */
export interface MappedClaims {
  /** Each rule in its order, and the value by which it matched. */
  readonly rules: readonly MappedRule[]
  /** Ids of roles that exist, each once. */
  readonly roles: readonly string[]
  readonly tags: Tags
  /** Whether no rule matched, and the default role stands in. */
  readonly usedDefault: boolean
  /** Values of the claims that rules look at which none of them names. */
  readonly unmatched: readonly UnmatchedValues[]
  /** What could not be used, in words. */
  readonly problems: readonly string[]
}

export interface MappedRule {
  readonly index: number
  readonly matched: boolean
  readonly value: string | null
  readonly role: string
}

export interface UnmatchedValues {
  readonly attribute: string
  readonly values: readonly string[]
}

/** How many values that no rule names are told of, of each attribute. */
const UNMATCHED_SHOWN = 50

/**
 * Turns claims into roles and tags. Letter case counts. The default role applies only when no rule matches, whether or not the role of one that
 * does is still there.
 *
 * @param existing those of the roles of the mapping that exist: nothing else is granted
 */
export function mapClaims(mapping: SsoMapping, claims: Claims, existing: ReadonlySet<string>): MappedClaims {
  const rules = mapping.rules.map((rule, index) => {
    const matched = matches(rule, claims)
    return { index, matched, value: matched ? rule.value : null, role: rule.role }
  })
  const matched = rules.filter((rule) => rule.matched)
  const usedDefault = matched.length === 0 && mapping.defaultRole !== null
  const wanted = new Set(usedDefault ? [mapping.defaultRole ?? ''] : matched.map(({ role }) => role))
  const missing = [...wanted].filter((role) => !existing.has(role))
  const { tags, problems } = mapTags(mapping, claims)
  return {
    rules,
    roles: [...wanted].filter((role) => existing.has(role)),
    tags,
    usedDefault,
    unmatched: findUnmatched(mapping.rules, claims),
    problems: [
      ...missing.map((role) => `there is no role \`${role}\` any more: nothing is granted for it`),
      ...problems,
    ],
  }
}

/** Every role that a mapping may grant. */
export function rolesOfMapping({ rules, defaultRole }: SsoMapping): readonly string[] {
  return [...new Set([...rules.map(({ role }) => role), ...(defaultRole === null ? [] : [defaultRole])])]
}

function matches({ attribute, match, value }: SsoRule, claims: Claims): boolean {
  const { values, members } = readClaim(claims, attribute)
  return match === 'equals' ? values.length === 1 && values[0] === value : members.includes(value)
}

function mapTags({ tagRules }: SsoMapping, claims: Claims): { readonly tags: Tags; readonly problems: string[] } {
  const values = new Map<string, string[]>()
  for (const { attribute, tag } of tagRules) {
    const found = readClaim(claims, attribute).values
    if (found.length > 0) values.set(tag, [...(values.get(tag) ?? []), ...found])
  }
  const { tags, problems } = readTags(Object.fromEntries(values))
  // A tag that is not kept whole is not kept: a part of it could mean something else.
  const refused = new Set(problems.map(({ key }) => key))
  const kept = new Map([...tags].filter(([, { key }]) => !refused.has(key)))
  return { tags: kept, problems: problems.map(({ key, message }) => `the tag \`${key}\` is left out: it ${message}`) }
}

function findUnmatched(rules: readonly SsoRule[], claims: Claims): readonly UnmatchedValues[] {
  return [...new Set(rules.map(({ attribute }) => attribute))].flatMap((attribute) => {
    const named = new Set(rules.filter((rule) => rule.attribute === attribute).map(({ value }) => value))
    const { values, members } = readClaim(claims, attribute)
    const isListed = values.length === 1 && members.some((member) => named.has(member))
    const left = isListed ? [] : values.filter((value) => !named.has(value))
    return left.length === 0 ? [] : [{ attribute, values: left.slice(0, UNMATCHED_SHOWN) }]
  })
}
