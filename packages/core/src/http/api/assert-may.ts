import type { Decision } from '../../decision/decision.ts'
import { WardkitError } from '../../errors/index.ts'
import type { RequestValues } from '../../model/request-values.ts'
import type { Principal } from '../../model/principal.ts'
import type { Service } from '../../model/service.ts'
import type { EngineQuestion } from '../engine.ts'

/**
 * Asks whether a principal may perform another of Wardkit's own operations with these values, for an operation that tells no more than that one
 * does. @throws WardkitError `ERR_FORBIDDEN` unless it is allowed outright
 */
export type AssertMay = (principal: Principal, operation: string, request: RequestValues) => Promise<void>

export function createAssertMay(
  own: Service,
  decide: (question: EngineQuestion) => Promise<Pick<Decision, 'allowed'>>,
): AssertMay {
  return async (principal, name, request) => {
    const operation = own.operations.find(({ id }) => id === name)
    if (operation === undefined) throw new TypeError(`\`${name}\` is no operation of the own API`)
    const { allowed } = await decide({ principal, operation, request })
    if (!allowed) throw new WardkitError('ERR_FORBIDDEN', `this is for who may \`${name}\``)
  }
}
