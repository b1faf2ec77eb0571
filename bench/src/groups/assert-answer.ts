import { QUESTIONS } from '../clinic.ts'
import type { Subject } from '../measure.ts'

/** Goes once round all questions of a subject. @throws Error when an answer is not the one expected: a wrong answer is soon given */
export async function assertAnswer({ id, run }: Subject, expected: boolean): Promise<void> {
  for (let count = 0; count < QUESTIONS; count++) {
    if ((await run()) !== expected) throw new Error(`${id} does not answer ${expected ? 'allow' : 'deny'}`)
  }
}
