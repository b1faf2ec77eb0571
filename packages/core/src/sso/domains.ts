import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Administration } from '../identity/administration.ts'
import type { AuditAction } from '../identity/audit-action.ts'
import { createId, randomText } from '../identity/identifiers.ts'
import type { Page } from '../identity/identity-store.ts'
import { identifier, readInput } from '../identity/read-input.ts'
import type { Revised } from '../identity/revised.ts'
import type { SsoDomain } from '../identity/sso-store.ts'
import type { Clock } from '../util/clock.ts'
import { withinTime } from '../util/within-time.ts'
import { readDomain } from './canonical-domain.ts'

/** The domains that tenants say are theirs, and prove to be by a TXT record. */
export interface Domains {
  /**
   * Takes a domain down, to be verified. Logins with its e-mails go to the tenant only then.
   * @throws WardkitError `ERR_INVALID_INPUT` for what nobody can own; `ERR_CONFLICT` when the tenant has it already; `ERR_FORBIDDEN` for who does not hold `admin`
   */
  add(input: { readonly tenant: string; readonly domain: string }): Promise<Revised<SsoDomain>>
  /**
   * Looks the TXT record up. What came of it is in the answer: `verifiedAt`, or `problem`.
   * @throws WardkitError `ERR_NOT_FOUND`; `ERR_CONFLICT` when another tenant has proved to own it
   */
  verify(input: DomainName): Promise<Revised<SsoDomain>>
  /** Sends logins with e-mails of a domain to a connection, or to none. @throws WardkitError `ERR_NOT_FOUND` */
  assign(input: DomainName & { readonly connection: string | null }): Promise<Revised<SsoDomain>>
  /** Gives a domain up. Users stay; nobody new comes by it. @throws WardkitError `ERR_NOT_FOUND` */
  remove(input: DomainName): Promise<{ readonly revision: number }>
  list(tenant: string, page?: Page): Promise<readonly SsoDomain[]>
}

export interface DomainName {
  readonly tenant: string
  readonly id: string
}

/** The TXT records of a name, each in its parts, as `resolveTxt` of `node:dns/promises`. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>

export interface DomainsOptions {
  readonly administration: Administration
  readonly resolveTxt: ResolveTxt
  readonly clock: Clock
}

/** The name and the value of the TXT record that proves a domain. */
export function proofRecord({ domain, proof }: Pick<SsoDomain, 'domain' | 'proof'>): {
  readonly name: string
  readonly value: string
} {
  return { name: `_wardkit.${domain}`, value: `wardkit-domain=${proof}` }
}

const LOOKUP_MILLISECONDS = 5_000

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Input = z.strictObject({ tenant: identifier, domain: z.string().min(1).max(253) })
const Assignment = Name.extend({ connection: identifier.nullable() })

/** The domains of one store, as one actor reaches them. */
export function createDomains({ administration, resolveTxt, clock }: DomainsOptions): Domains {
  const { write } = administration

  async function find({ tenant, id }: DomainName): Promise<SsoDomain> {
    const domain = await administration.tenant(tenant).findDomain(id)
    if (domain !== undefined) return domain
    throw new WardkitError('ERR_NOT_FOUND', `there is no domain \`${id}\``)
  }

  /** What is wrong with the record, in words; null when it proves the domain. */
  async function findProblem(domain: SsoDomain): Promise<string | null> {
    const { name, value } = proofRecord(domain)
    let records: readonly (readonly string[])[]
    try {
      records = await withinTime(resolveTxt(name), LOOKUP_MILLISECONDS, 'the look-up of the TXT record')
    } catch (error) {
      const { code } = error as { readonly code?: unknown }
      if (code === 'ENOTFOUND' || code === 'ENODATA') return `there is no TXT record \`${name}\` yet`
      return `the TXT record \`${name}\` could not be looked up: try again later`
    }
    if (records.some((parts) => parts.join('') === value)) return null
    return `the TXT record \`${name}\` says something else than \`${value}\``
  }

  return {
    async add(input) {
      const { tenant, domain: text } = readInput(Input, input)
      const read = readDomain(text)
      if ('problem' in read) throw new WardkitError('ERR_INVALID_INPUT', `\`domain\` ${read.problem}`)
      const domain: SsoDomain = {
        id: createId('dom'),
        tenant,
        domain: read.domain,
        proof: randomText(20),
        verifiedAt: null,
        connection: null,
        createdAt: clock(),
        checkedAt: null,
        problem: null,
      }
      const change = changeOf('domain.add', tenant, domain.id, { domain: domain.domain })
      const { revision } = await write(change, async (writer) => {
        await writer.tenant(tenant).insertDomain(domain)
      })
      return { ...domain, revision }
    },

    async verify(input) {
      const { tenant, id } = readInput(Name, input)
      const asked = await find({ tenant, id })
      const problem = await findProblem(asked)
      const details = ({ domain, verifiedAt }: SsoDomain) => ({ domain, verified: verifiedAt !== null })
      const change = { ...changeOf('domain.verify', tenant, id), details }
      const { value, revision } = await write(change, async (writer) => {
        const own = writer.tenant(tenant)
        // INVARIANT: the record was looked up for this very proof. A row that was deleted and made anew meanwhile has another.
        const current = await own.findDomain(id)
        if (current?.proof !== asked.proof) throw new WardkitError('ERR_NOT_FOUND', `there is no domain \`${id}\``)
        // Proved once, it stays so: a resolver that fails must not take a tenant's logins away.
        const verifiedAt = problem === null ? (current.verifiedAt ?? clock()) : current.verifiedAt
        return own.updateDomain(id, { verifiedAt, checkedAt: clock(), problem })
      })
      return { ...value, revision }
    },

    async assign(input) {
      const { tenant, id, connection } = readInput(Assignment, input)
      const details = ({ domain }: SsoDomain) => ({ domain, connection })
      const change = { ...changeOf('domain.assign', tenant, id), details }
      const { value, revision } = await write(change, (writer) =>
        writer.tenant(tenant).updateDomain(id, { connection }),
      )
      return { ...value, revision }
    },

    async remove(input) {
      const { tenant, id } = readInput(Name, input)
      const details = (domain: SsoDomain | undefined) => ({ domain: domain?.domain ?? null })
      const { revision } = await write({ ...changeOf('domain.remove', tenant, id), details }, async (writer) => {
        const domain = await writer.tenant(tenant).findDomain(id)
        await writer.tenant(tenant).deleteDomain(id)
        return domain
      })
      return { revision }
    },

    list: async (tenant, page) => administration.tenant(tenant).listDomains(page),
  }
}

function changeOf(action: AuditAction, tenant: string, id: string, details = {}) {
  return { action, tenant, target: { type: 'domain', id }, details }
}
