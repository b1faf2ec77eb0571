import type { WardkitProblem } from '../client/wardkit-problem.ts'

/** How somebody may prove that it is them. */
export type StepUpMethod = 'password' | 'totp' | 'passkey' | 'recoveryCode'

/** A change that waits for a proof. */
export interface StepUpRequest {
  readonly methods: readonly StepUpMethod[]
  /** @param proved false where whoever was asked would not */
  readonly settle: (proved: boolean) => void
}

/** Asks whoever sits before the page to prove that it is them. Changes that ask at one time wait for one proof. */
export interface StepUpAsker {
  /** Resolves once it is proved. @throws the problem, where it is not */
  readonly ask: (problem: WardkitProblem) => Promise<void>
  readonly current: () => StepUpRequest | null
  readonly subscribe: (listener: () => void) => () => void
}

export function createStepUpAsker(): StepUpAsker {
  const listeners = new Set<() => void>()
  let request: StepUpRequest | null = null
  let proof: Promise<boolean> | null = null

  function set(next: StepUpRequest | null): void {
    request = next
    for (const listener of listeners) listener()
  }

  function begin(problem: WardkitProblem): Promise<boolean> {
    return new Promise((resolve) => {
      set({
        methods: readMethods(problem.members['methods']),
        settle: (proved) => {
          proof = null
          set(null)
          resolve(proved)
        },
      })
    })
  }

  return {
    async ask(problem) {
      proof ??= begin(problem)
      if (!(await proof)) throw problem
    },
    current: () => request,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const METHODS: readonly StepUpMethod[] = ['passkey', 'totp', 'password', 'recoveryCode']

/** Those that are known, the one most easily shown first. */
function readMethods(given: unknown): readonly StepUpMethod[] {
  return Array.isArray(given) ? METHODS.filter((method) => given.includes(method)) : []
}
