import type { Access } from '../audit/access.ts'
import type { Decision } from '../decision/decision.ts'
import type { Authentication, BrowserRequest } from '../identity/authentication.ts'
import type { Principal } from '../model/principal.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation, Service } from '../model/service.ts'
import type { TagInput } from '../model/tags.ts'
import type { OperationMatch } from '../openapi/operation-index.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { WardkitEvent } from './events.ts'

/** What the guard needs of a Wardkit instance. */
export interface Engine {
  readonly services: readonly Service[]
  /** @param segments the path's segments, each decoded once */
  findOperation(method: string, segments: readonly string[]): OperationMatch
  /**
   * Who calls: at once, and no promise, where the credentials were seen before.
   * @param authorization every `Authorization` header field, as sent
   * @param atLeast a revision of the store that the caller has seen
   * @param browser the request, which may be a browser's with a session instead of credentials
   */
  authenticate(
    authorization: readonly string[],
    atLeast?: number,
    browser?: BrowserRequest,
  ): Authentication | Promise<Authentication>
  /**
   * Decides: at once, and no promise, where all that the decision needs is at hand.
   * @throws WardkitError when the store is out of reach, or has not come as far as `atLeast`
   */
  decideSoon(question: EngineQuestion): Decision | Promise<Decision>
  /** The store's revision as last seen. */
  readonly revision: number
  onEvent(event: WardkitEvent): void
  /**
   * Takes down what became of a request: every request that a guard saw, once. Without it nothing is taken down.
   *
   * @returns undefined where the request need not wait; else a promise that must be fulfilled before it passes
   */
  record?(access: Access): Promise<void> | undefined
  /** Where resources are registered; without it `register` of a request refuses. */
  readonly resources?: {
    register(resource: ResourceRegistration & { readonly tenant: string }): Promise<{ readonly revision: number }>
  }
}

/** A question about one request, whose resources the engine finds itself. */
export interface EngineQuestion {
  readonly principal: Principal
  readonly operation: Operation
  readonly request: RequestValues
  /** A revision of the store that the caller has seen. */
  readonly atLeast?: number
  /** Told what is decided on, before it is. */
  readonly onConsidered?: (considered: Considered) => void
}

/** A resource to be registered in the tenant of the request that made it. */
export interface ResourceRegistration {
  readonly type: string
  readonly id: string
  readonly owner?: string
  readonly tags?: TagInput
  /** What it is in, registered in the same tenant. */
  readonly parent?: ResourceRef
}
