import type { WardkitProblem } from '../../client/wardkit-problem.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { Notice, ProblemNotice } from '../../ui/index.ts'
import type { loginMessages } from './messages.ts'

export type LoginKey = keyof (typeof loginMessages)['english']

export interface LoginProblemProps {
  readonly problem: WardkitProblem | null
  readonly t: Translate<LoginKey>
  /** What a refusal means here. */
  readonly refused?: LoginKey
  /** What it means that a code is no longer good. */
  readonly codeRefused?: LoginKey
}

/** Why a step of a login went wrong, as far as it may be told: never whether an account exists. */
export function LoginProblem({ problem, t, refused = 'refused', codeRefused = 'startedOver' }: LoginProblemProps) {
  if (problem === null) return null
  const texts: Readonly<Record<string, LoginKey>> = {
    ERR_LOGIN_REFUSED: refused,
    ERR_CODE_REFUSED: codeRefused,
    ERR_PASSKEY_CANCELLED: 'passkeyCancelled',
  }
  const key = texts[problem.code]
  if (key === undefined) return <ProblemNotice problem={problem} />
  return (
    <Notice tone="danger" urgent>
      {t(key)}
    </Notice>
  )
}
