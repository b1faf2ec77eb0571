import type { WardkitProblem } from '../client/wardkit-problem.ts'
import type { commonMessages } from '../messages/common-messages.ts'
import type { Translate } from '../messages/use-messages.ts'

type CommonKey = keyof (typeof commonMessages)['english']

/** Codes that are said in the reader's language. Of the others the server's own detail is shown. */
const TEXTS: Readonly<Record<string, CommonKey>> = {
  ERR_OFFLINE: 'errorOfflineDetail',
  ERR_OVERLOADED: 'errorBusy',
  ERR_STORE_BUSY: 'errorBusy',
  ERR_UNAVAILABLE: 'errorBusy',
  ERR_RATE_LIMITED: 'errorRateLimited',
  ERR_STEP_UP_NEEDED: 'errorStepUpNeeded',
  ERR_UNAUTHENTICATED: 'errorSignedOut',
  ERR_FORBIDDEN: 'noPermissionTitle',
  ERR_NOT_GRANTED: 'errorNotGranted',
  ERR_NOT_FOUND: 'errorNotFound',
}

/** What a problem means to whoever sees it. */
export function problemText(problem: WardkitProblem, t: Translate<CommonKey>): string {
  const key = TEXTS[problem.code]
  if (key !== undefined) return t(key)
  if (problem.code === 'ERR_CONFLICT' && problem.version !== undefined) return t('errorConflict')
  return problem.detail ?? t('errorUnknown')
}
