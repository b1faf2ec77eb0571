import { describe, expect, it } from 'vitest'
import { assertAccessQuery } from './access-query.ts'

describe('assertAccessQuery', () => {
  it.each([
    [{}, '`tenant`'],
    [{ tenant: '' }, '`tenant`'],
    [{ tenant: null }, '`tenant`'],
    [{ tenant: ['acme'] }, '`tenant`'],
    [{ everyTenant: false }, '`tenant`'],
    [{ everyTenant: 'yes' }, '`tenant`'],
    [{ everyTenant: true, tenant: 'acme' }, '`tenant`'],
    [{ tenant: undefined, everyTenant: undefined }, '`tenant`'],
  ])('G05 refuses %j, which does not say whose records are meant', (query, message) => {
    expect(() => {
      assertAccessQuery(query as never)
    }).toThrow(message)
  })

  it.each([
    [{ tenants: 'acme' }, 'did you mean `tenant`?'],
    [{ tenant: 'a', from: '1' }, '`from`'],
    [{ tenant: 'a', to: 1.5 }, '`to`'],
    [{ tenant: 'a', after: NaN }, '`after`'],
    [{ tenant: 'a', principal: 7 }, '`principal`'],
    [{ tenant: 'a', operation: '' }, '`operation`'],
    [{ tenant: 'a', resource: { id: '1' } }, '`resource`'],
    [{ tenant: 'a', outcome: 'denied' }, '`outcome`'],
    [{ tenant: 'a', order: 'desc' }, '`order`'],
    [{ tenant: 'a', limit: 0 }, '`limit`'],
    [{ tenant: 'a', limit: 1001 }, '`limit`'],
  ])('refuses %j', (query, message) => {
    expect(() => {
      assertAccessQuery(query as never)
    }).toThrow(message)
  })
})
