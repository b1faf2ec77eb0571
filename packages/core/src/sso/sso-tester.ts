import type { Administer } from '../identity/administration.ts'
import type { FindRolePolicy } from '../identity/assert-statements-granted.ts'
import type { Store } from '../identity/identity-store.ts'
import type { SsoConnection, SsoTestRun } from '../identity/sso-store.ts'
import { tagsToJson } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import { writeReport, type TestReport, type TestStep } from './connection-tests.ts'
import { assertGroupsKnown } from './groups-elsewhere.ts'
import { mapClaims, rolesOfMapping } from './map-claims.ts'
import { findExistingRoles } from './mappings.ts'
import type { ProvedIdentity } from './oidc-client.ts'
import { resolveAccount } from './sso-account.ts'
import { SsoFailure } from './sso-failure.ts'

/** Carries test logins out, and keeps what was seen. */
export interface SsoTester {
  /** The end of a test login; whether it passed. */
  run(connection: SsoConnection, run: SsoTestRun, exchange: () => Promise<ProvedIdentity>): Promise<boolean>
  /** A test login that got no further. */
  fail(connection: SsoConnection, run: SsoTestRun, failure: SsoFailure): Promise<void>
}

const STEPS: readonly TestStep['name'][] = ['discovery', 'authorization', 'tokens', 'claims', 'account']

const PASSED: Readonly<Record<TestStep['name'], string>> = {
  discovery: 'the discovery document and all endpoints are in order',
  authorization: 'the provider sent the browser back to this login',
  tokens: 'the ID token is signed by the provider, for this client and this login',
  claims: 'the claims were read',
  account: 'somebody with these claims can log in',
}

export function createSsoTester(options: {
  readonly store: Pick<Store, 'tenant'>
  readonly administer: Administer
  readonly findSharedRolePolicy: FindRolePolicy
  readonly clock: Clock
}): SsoTester {
  const { store, administer, findSharedRolePolicy, clock } = options

  async function keep({ id, tenant, configuration }: SsoConnection, run: SsoTestRun, report: TestReport) {
    const passed = report.error === null
    const target = { type: 'connection', id }
    const details = { run: run.id, passed, reason: report.error?.code ?? null }
    const change = { action: 'connection.tested', tenant, target, details } as const
    await administer({ type: 'nobody' }).write(change, async (writer) => {
      const own = writer.tenant(tenant)
      const status = passed ? 'passed' : 'failed'
      await own.putTestRun({ ...run, status, report: writeReport(report) })
      const current = await own.findConnection(id)
      // INVARIANT: a test proves the configuration it was made with, and no later one.
      if (!passed || current?.configuration !== configuration) return
      const tested = { testedConfiguration: configuration }
      await own.updateConnection(
        id,
        current.status === 'draft' ? { ...tested, status: 'tested' } : tested,
        undefined,
        clock(),
      )
    })
    return passed
  }

  function toReport(failure: SsoFailure | null, seen: Pick<TestReport, 'claims' | 'mapped'>): TestReport {
    const reached = failure === null ? STEPS.length : STEPS.indexOf(failure.step)
    const passed = STEPS.slice(0, reached).map((name) => ({ name, status: 'passed', detail: PASSED[name] }) as const)
    if (failure === null) return { steps: passed, error: null, ...seen }
    const failed = { name: failure.step, status: 'failed', detail: failure.detail ?? failure.message } as const
    return { steps: [...passed, failed], error: failure.toTestError(), ...seen }
  }

  return {
    async run(connection, run, exchange) {
      let seen: Pick<TestReport, 'claims' | 'mapped'> = { claims: null, mapped: null }
      try {
        const identity = await exchange()
        seen = { ...seen, claims: identity.claims }
        const { mapping, tenant } = connection
        assertGroupsKnown(mapping, identity.claims)
        const roles = await findExistingRoles(store.tenant(tenant), rolesOfMapping(mapping), findSharedRolePolicy)
        const mapped = mapClaims(mapping, identity.claims, roles)
        seen = {
          ...seen,
          mapped: { roles: mapped.roles, tags: tagsToJson(mapped.tags), usedDefault: mapped.usedDefault },
        }
        await tryAccount(administer, connection, identity, clock())
        return await keep(connection, run, toReport(null, seen))
      } catch (error) {
        if (!(error instanceof SsoFailure)) throw error
        return keep(connection, run, toReport(error, seen))
      }
    },

    async fail(connection, run, failure) {
      await keep(connection, run, toReport(failure, { claims: null, mapped: null }))
    },
  }
}

/** Thrown to roll a trial back. */
class OnlyTried extends Error {}

/** Finds out whether the login would work, and leaves nothing behind. @throws SsoFailure */
async function tryAccount(
  administer: Administer,
  connection: SsoConnection,
  identity: ProvedIdentity,
  now: number,
): Promise<void> {
  const { id, tenant } = connection
  const change = { action: 'sso.log-in', tenant, target: { type: 'connection', id } } as const
  try {
    await administer({ type: 'nobody' }).write(change, async (writer) => {
      await resolveAccount(writer, connection, identity, now)
      throw new OnlyTried()
    })
  } catch (error) {
    if (!(error instanceof OnlyTried)) throw error
  }
}
