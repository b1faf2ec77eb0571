import { QUESTIONS } from '../clinic.ts'
import type { Ask } from '../engines/engine.ts'
import type { Subject } from '../measure.ts'

/** A subject that goes round the questions, one for each call. */
export function askInTurn(id: string, ask: Ask): Subject {
  let index = 0
  return {
    id,
    run: () => {
      index = (index + 1) & (QUESTIONS - 1)
      return ask(index)
    },
  }
}
