import { describe, expect, it } from 'vitest'
import type { Link, LinkPrincipal } from '../model/link.ts'
import type { Principal } from '../model/principal.ts'
import { NO_TAGS } from '../model/tags.ts'
import { isAliveFor, linksBearingOn } from './bound-link.ts'
import type { Question } from './decision.ts'

const ADA: Principal = {
  type: 'user',
  id: 'ada',
  tenant: 'acme',
  roles: ['nurse'],
  tags: NO_TAGS,
  email: 'ada@acme.example',
}

const linkTo = (principal: LinkPrincipal, expiresAt: number | null = null): Link => ({
  ...{ id: 'lnk_1', tenant: 'acme', template: 'read', principal, resource: null, slots: new Map() },
  ...{ createdBy: null, createdAt: 0, expiresAt },
})
const allows = (principal: LinkPrincipal): boolean => isAliveFor(linkTo(principal), { principal: ADA, now: 1 })

describe('a link that was looked up', () => {
  it.each<LinkPrincipal>([
    { type: 'user', id: 'ada', tenant: 'acme' },
    { type: 'role', id: 'nurse', tenant: 'acme' },
    { type: 'tenant', id: 'acme', tenant: 'acme' },
  ])('allows whom it names: %j', (principal) => {
    expect(allows(principal)).toBe(true)
  })

  it.each<LinkPrincipal>([
    { type: 'user', id: 'ada', tenant: 'birch' },
    { type: 'user', id: 'Ada', tenant: 'acme' },
    { type: 'apiKey', id: 'ada', tenant: 'acme' },
    { type: 'role', id: 'nurse', tenant: 'birch' },
    { type: 'role', id: 'doctor', tenant: 'acme' },
    { type: 'tenant', id: 'birch', tenant: 'birch' },
    { type: 'tenant', id: 'birch', tenant: 'acme' },
    { type: 'email', id: 'ada@acme.example', tenant: 'acme' },
  ])('C03 allows nobody else, whatever the look-up answered: %j', (principal) => {
    expect(allows(principal)).toBe(false)
  })

  it('allows nothing from the moment it expires', () => {
    const link = linkTo({ type: 'user', id: 'ada', tenant: 'acme' }, 10)
    expect([9, 10, 11].map((now) => isAliveFor(link, { principal: ADA, now }))).toEqual([true, false, false])
  })

  it.each<[string, Partial<Link>, number]>([
    ['on this very resource', {}, 1],
    ['on another of the type', { resource: { type: 'patient', id: '8' } }, 0],
    ['on one of another type with the id', { resource: { type: 'report', id: '7' } }, 0],
    ['on none', { resource: null }, 0],
    ['that another tenant made', { tenant: 'birch' }, 0],
    ['that has expired', { expiresAt: 1 }, 0],
  ])('C03 bears on a question when it is one %s', (_which, change, count) => {
    const ref = { type: 'patient', id: '7' }
    const link = { ...linkTo({ type: 'user', id: 'ada', tenant: 'acme' }), resource: ref, ...change }
    const policy = { source: { kind: 'link', id: link.id, template: 'read' }, statementsFor: () => [] } as const
    const question: Pick<Question, 'links' | 'principal' | 'resource' | 'operation' | 'now'> = {
      links: { status: 'known', links: [{ link, policy }] },
      principal: ADA,
      resource: { ref, lookup: { status: 'known', resource: { ...ref, tenant: 'acme', tags: NO_TAGS } } },
      operation: { resource: { type: 'patient', from: 'path', path: ['id'] } } as unknown as Question['operation'],
      now: 1,
    }
    expect(linksBearingOn(question as Question)).toHaveLength(count)
  })
})
