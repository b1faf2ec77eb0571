import type { RouteConfig } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { Service } from '../../model/service.ts'
import { loadService } from '../../openapi/load-service.ts'
import type { Engine } from '../engine.ts'
import type { FetchTarget } from '../fetch-mount.ts'
import type { AssertOperator } from './assert-operator.ts'
import type { AssertSteppedUp } from './assert-stepped-up.ts'
import { createOwnApi } from './own-api.ts'
import { createOwnDocument } from './own-document.ts'
import type { OwnManagement, OwnModule } from './own-module.ts'

interface TestApi {
  readonly routes: readonly RouteConfig[]
  readonly modules: readonly OwnModule[]
  /** By default nobody is anybody, and nothing is allowed. */
  readonly engine?: Partial<Engine>
  readonly onFailure?: (cause: unknown) => void
  /** By default everybody has proved that it is them. */
  readonly assertSteppedUp?: AssertSteppedUp
  /** By default nobody is an operator. */
  readonly assertOperator?: AssertOperator
}

/** An API of some operations, behind the real guard. */
export async function createTestApi(test: TestApi): Promise<FetchTarget> {
  const { routes, modules, engine, onFailure, assertSteppedUp = async () => undefined } = test
  const { assertOperator = () => Promise.reject(new WardkitError('ERR_UNAUTHENTICATED', 'no operator')) } = test
  const service = await loadOnce(createOwnDocument(routes))
  return createOwnApi({
    service,
    routes,
    modules,
    manageAs: () => ({}) as OwnManagement,
    assertSteppedUp,
    assertOperator,
    renewCookie: async () => undefined,
    engine: {
      authenticate: async () => ({ status: 'unidentified', reason: 'none' }),
      decideSoon: () => Promise.reject(new Error('nobody may be asked')),
      revision: 0,
      onEvent(event) {
        if (event.type === 'failure') onFailure?.(event.cause)
      },
      ...engine,
    },
  })
}

const loaded = new Map<string, Promise<Service>>()

function loadOnce(document: object): Promise<Service> {
  const text = JSON.stringify(document)
  const loading = loaded.get(text) ?? loadService({ id: 'wardkit', document }).then(({ service }) => service)
  loaded.set(text, loading)
  return loading
}
