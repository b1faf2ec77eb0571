import { describe, expect, it } from 'vitest'
import type { Store, TenantWriter } from '../identity/identity-store.ts'
import {
  TEST_RUNS_KEPT,
  type SsoConnection,
  type SsoDomain,
  type SsoIdentity,
  type SsoSession,
  type SsoTestRun,
} from '../identity/sso-store.ts'
import { aSession, aUser, change, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }

function aConnection(tenant: string, id: string): SsoConnection {
  const mapping = {
    rules: [{ attribute: 'groups', match: 'contains', value: 'Doctors', role: 'doctor' }],
    tagRules: [{ attribute: 'ward', tag: 'ward' }],
    defaultRole: 'member',
    mode: 'additive',
  } as const
  const provider = { issuer: 'https://idp.example', discoveryUrl: 'https://idp.example/d', clientId: 'wardkit' }
  const rest = { type: 'oidc', name: 'Provider', status: 'draft', version: 1, configuration: 1 } as const
  const secret = { wrappedSecret: 'wrapped', scopes: ['openid', 'email'], testedConfiguration: 0 }
  return { id, tenant, ...rest, ...provider, ...secret, mapping, createdAt: NOW, updatedAt: NOW }
}

function aDomain(tenant: string, id: string, domain: string): SsoDomain {
  const unproved = { verifiedAt: null, connection: null, checkedAt: null, problem: null }
  return { id, tenant, domain, proof: `proof-of-${id}`, ...unproved, createdAt: NOW }
}

function aTestRun(id: string, at = NOW): SsoTestRun {
  return { id, tenant: 'acme', connection: 'okta', configuration: 1, status: 'running', at, report: '{"steps":[]}' }
}

function anIdentity(subject: string, fields: Partial<SsoIdentity> = {}): SsoIdentity {
  const name = { connection: 'okta', issuer: 'https://idp.example', subject }
  return { tenant: 'acme', ...name, user: 'usr', tagKeys: ['ward'], createdAt: NOW, usedAt: NOW, ...fields }
}

function aSsoSession(session: string, fields: Partial<SsoSession> = {}): SsoSession {
  return { tenant: 'acme', session, connection: 'okta', subject: 'ada', sid: null, wrappedIdToken: null, ...fields }
}

/** What is kept of single sign-on: whose it is, what there is one of, and what ends with what. */
export function ssoContract(store: () => Store): void {
  const acme = (work: (writer: TenantWriter) => Promise<unknown>) => change(store(), 'acme', work)
  const birch = (work: (writer: TenantWriter) => Promise<unknown>) => change(store(), 'birch', work)
  const reads = () => store().tenant('acme')
  const begin = async () => {
    await seed(store(), 'acme', 'birch')
    await acme((own) => own.insertConnection(aConnection('acme', 'okta')))
    await acme((own) => own.insertUser(aUser('acme', 'usr')))
  }

  describe('connections', () => {
    it('come back as they were given, to their own tenant, and by id to whoever begins a login', async () => {
      await begin()
      expect(await reads().findConnection('okta')).toEqual(aConnection('acme', 'okta'))
      expect(await store().findConnection('okta')).toEqual(aConnection('acme', 'okta'))
      expect(await reads().listConnections()).toEqual([aConnection('acme', 'okta')])
      expect(await store().tenant('birch').findConnection('okta')).toBeUndefined()
      expect(await store().tenant('birch').listConnections()).toEqual([])
    })

    it('have ids that are one tenant’s, and are changed by that one only', async () => {
      await begin()
      await expect(birch((own) => own.insertConnection(aConnection('birch', 'okta')))).rejects.toMatchObject(CONFLICT)
      const rename = (own: TenantWriter) => own.updateConnection('okta', { name: 'Ours' }, undefined, NOW)
      await expect(birch(rename)).rejects.toMatchObject(NOT_FOUND)
      await expect(birch((own) => own.deleteConnection('okta'))).rejects.toMatchObject(NOT_FOUND)
      expect(await reads().findConnection('okta')).toEqual(aConnection('acme', 'okta'))
    })

    it('are changed from the version that was read, and go on by one', async () => {
      await begin()
      await acme((own) => own.updateConnection('okta', { name: 'Two' }, 1, NOW + 1))
      const changed = { ...aConnection('acme', 'okta'), name: 'Two', version: 2, updatedAt: NOW + 1 }
      expect(await reads().findConnection('okta')).toEqual(changed)
      const late = acme((own) => own.updateConnection('okta', { name: 'Late' }, 1, NOW))
      await expect(late).rejects.toMatchObject({ ...CONFLICT, version: 2 })
      expect(await reads().findConnection('okta')).toEqual(changed)
    })

    it('take along, when they are deleted, what was theirs, and leave domains behind', async () => {
      await begin()
      await acme(async (own) => {
        await own.putTestRun(aTestRun('run'))
        await own.putSsoIdentity(anIdentity('ada'))
        await own.insertSession(aSession('ses'))
        await own.putSsoSession(aSsoSession('ses'))
        await own.insertDomain(aDomain('acme', 'dom', 'acme.example'))
        await own.updateDomain('dom', { connection: 'okta' })
      })
      await acme((own) => own.deleteConnection('okta'))
      expect(await reads().findTestRun('run')).toBeUndefined()
      expect(await reads().findSsoIdentity(anIdentity('ada'))).toBeUndefined()
      expect(await reads().findSsoSession('ses')).toBeUndefined()
      expect(await reads().findDomain('dom')).toEqual(aDomain('acme', 'dom', 'acme.example'))
    })
  })

  describe('test runs', () => {
    it('are kept, the newest first, up to a number', async () => {
      await begin()
      await acme(async (own) => {
        for (let at = 0; at <= TEST_RUNS_KEPT; at++) await own.putTestRun(aTestRun(`run-${at}`, NOW + at))
        await own.putTestRun({ ...aTestRun('run-5', NOW + 5), status: 'passed' })
      })
      const runs = await reads().listTestRuns('okta')
      expect(runs).toHaveLength(TEST_RUNS_KEPT)
      expect(runs[0]?.id).toBe(`run-${TEST_RUNS_KEPT}`)
      expect(await reads().findTestRun('run-0')).toBeUndefined()
      expect(await reads().findTestRun('run-5')).toMatchObject({ status: 'passed' })
      expect(await store().tenant('birch').findTestRun('run-5')).toBeUndefined()
    })
  })

  describe('domains', () => {
    it('O08 have one verified row of all tenants’', async () => {
      await begin()
      await acme((own) => own.insertDomain(aDomain('acme', 'ours', 'acme.example')))
      await birch((own) => own.insertDomain(aDomain('birch', 'theirs', 'acme.example')))
      expect(await store().findVerifiedDomain('acme.example')).toBeUndefined()
      await acme((own) => own.updateDomain('ours', { verifiedAt: NOW }))
      expect(await store().findVerifiedDomain('acme.example')).toMatchObject({ id: 'ours', tenant: 'acme' })
      const claim = (own: TenantWriter) => own.updateDomain('theirs', { verifiedAt: NOW })
      await expect(birch(claim)).rejects.toMatchObject(CONFLICT)
      await acme((own) => own.deleteDomain('ours'))
      expect(await store().findVerifiedDomain('acme.example')).toBeUndefined()
      await birch(claim)
      expect(await store().findVerifiedDomain('acme.example')).toMatchObject({ id: 'theirs', tenant: 'birch' })
    })

    it('are each there once in a tenant, unverified at first, and lead to its own connections only', async () => {
      await begin()
      await acme((own) => own.insertDomain({ ...aDomain('acme', 'dom', 'acme.example'), verifiedAt: NOW }))
      expect((await reads().findDomain('dom'))?.verifiedAt).toBeNull()
      const again = acme((own) => own.insertDomain(aDomain('acme', 'other', 'acme.example')))
      await expect(again).rejects.toMatchObject(CONFLICT)
      await birch((own) => own.insertDomain(aDomain('birch', 'bir', 'birch.example')))
      const stray = birch((own) => own.updateDomain('bir', { connection: 'okta' }))
      await expect(stray).rejects.toMatchObject(NOT_FOUND)
      await expect(birch((own) => own.deleteDomain('dom'))).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('settings of single sign-on', () => {
    it('are versioned from nothing on, of each tenant by itself', async () => {
      await begin()
      expect(await reads().findSsoSettings()).toBeUndefined()
      await acme((own) => own.putSsoSettings({ enforced: true, breakGlass: ['usr'] }, 0, NOW))
      const put = { enforced: true, breakGlass: ['usr'], version: 1, updatedAt: NOW }
      expect(await reads().findSsoSettings()).toEqual(put)
      const late = acme((own) => own.putSsoSettings({ enforced: false, breakGlass: [] }, 0, NOW))
      await expect(late).rejects.toMatchObject({ ...CONFLICT, version: 1 })
      expect(await store().tenant('birch').findSsoSettings()).toBeUndefined()
    })
  })

  describe('identities and sessions', () => {
    it('O06 are found by connection, issuer and subject together, letter case included', async () => {
      await begin()
      await acme((own) => own.putSsoIdentity(anIdentity('ada')))
      expect(await reads().findSsoIdentity(anIdentity('ada'))).toEqual(anIdentity('ada'))
      for (const other of [{ subject: 'Ada' }, { issuer: 'https://other.example' }, { connection: 'other' }]) {
        expect(await reads().findSsoIdentity({ ...anIdentity('ada'), ...other })).toBeUndefined()
      }
      expect(await store().tenant('birch').findSsoIdentity(anIdentity('ada'))).toBeUndefined()
      expect(await reads().listSsoIdentities({ user: 'usr' })).toEqual([anIdentity('ada')])
      expect(await reads().listSsoIdentities({ connection: 'okta' })).toEqual([anIdentity('ada')])
      const ghost = acme((own) => own.putSsoIdentity(anIdentity('eve', { user: 'ghost' })))
      await expect(ghost).rejects.toMatchObject(NOT_FOUND)
    })

    it('are listed by subject, by the provider’s session, or both, and end with their session', async () => {
      await begin()
      await acme(async (own) => {
        for (const [id, subject, sid] of [
          ['s1', 'ada', 'one'],
          ['s2', 'ada', 'two'],
          ['s3', 'bob', null],
        ] as const) {
          await own.insertSession(aSession(id))
          await own.putSsoSession(aSsoSession(id, { subject, sid, wrappedIdToken: 'wrapped' }))
        }
      })
      const listed = async (of: object) => (await reads().listSsoSessions('okta', of)).map(({ session }) => session)
      expect((await listed({})).toSorted()).toEqual(['s1', 's2', 's3'])
      expect((await listed({ subject: 'ada' })).toSorted()).toEqual(['s1', 's2'])
      expect(await listed({ sid: 'one' })).toEqual(['s1'])
      expect(await listed({ subject: 'bob', sid: 'one' })).toEqual([])
      expect(await reads().findSsoSession('s1')).toMatchObject({ sid: 'one', wrappedIdToken: 'wrapped' })
      await acme((own) => own.deleteSession('s1', NOW))
      expect(await reads().findSsoSession('s1')).toBeUndefined()
      await expect(acme((own) => own.putSsoSession(aSsoSession('ghost')))).rejects.toMatchObject(NOT_FOUND)
    })
  })
}
