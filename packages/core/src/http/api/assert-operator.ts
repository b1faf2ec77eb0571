import { WardkitError } from '../../errors/index.ts'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import type { Operators } from '../../identity/operators.ts'
import type { ManageAs, OwnContext } from './own-module.ts'
import { actorContextOf } from './same-site.ts'

/** Where everything is for operators and nobody else. */
const OPERATOR_PATHS = '/operator/'

/**
 * Lets operators through, by their key, and has what they change be theirs.
 *
 * @throws WardkitError `ERR_UNAUTHENTICATED`, the same for every other caller
 */
export type AssertOperator = (context: OwnContext) => Promise<void>

/** Whether an operation is for operators: its path says so, so that none can forget it. */
export function isForOperators({ path }: { readonly path: string }): boolean {
  return `${path}/`.startsWith(OPERATOR_PATHS)
}

export function createAssertOperator(options: {
  readonly operators: Pick<Operators, 'verify'>
  readonly limits: Pick<AttemptLimits, 'admitRequest'>
  readonly manageAs: ManageAs
}): AssertOperator {
  const { operators, limits, manageAs } = options
  return async (context) => {
    const text = /^bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
    const key = text === undefined ? undefined : await operators.verify(text)
    if (key === undefined) {
      await limits.admitRequest(context.get('address'))
      throw new WardkitError('ERR_UNAUTHENTICATED', "an operator's key is needed")
    }
    context.set('management', manageAs({ type: 'operator', id: key.id }, actorContextOf(context)))
  }
}
