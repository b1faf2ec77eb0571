import type { WardkitClient, Schema } from '../client/wardkit-client.ts'
import { answerOf } from '../client/wardkit-client.ts'

/** A question of whether the caller may do something. */
export type DecisionQuestion = Schema<'Question'>

/** The answer, with its reason. */
export type DecisionAnswer = Schema<'Answer'>

export type AskDecision = (question: DecisionQuestion) => Promise<DecisionAnswer>

/** The most questions of one request, as the admin API has it. */
const MAX_QUESTIONS = 100

interface Asked {
  readonly question: DecisionQuestion
  readonly resolve: (answer: DecisionAnswer) => void
  readonly reject: (error: unknown) => void
}

/** Lets questions that are asked in one moment travel in one request. */
export function createAskDecision(client: WardkitClient): AskDecision {
  let waiting: Asked[] = []

  async function askAll(asked: readonly Asked[]): Promise<void> {
    try {
      const questions = asked.map(({ question }) => question)
      const { answers } = await answerOf(client.POST('/decisions', { body: { questions } }))
      asked.forEach(({ resolve, reject }, index) => {
        const answer = answers[index]
        if (answer === undefined) reject(new TypeError('the server answered fewer questions than were asked'))
        else resolve(answer)
      })
    } catch (error) {
      if (asked.length === 1) return asked[0]?.reject(error)
      // One bad question spoils its request: each is asked alone, so that the others are answered.
      await Promise.all(asked.map((one) => askAll([one])))
    }
  }

  function askWaiting(): void {
    const asked = waiting
    waiting = []
    for (let from = 0; from < asked.length; from += MAX_QUESTIONS) void askAll(asked.slice(from, from + MAX_QUESTIONS))
  }

  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ question, resolve, reject }) === 1) setTimeout(askWaiting)
    })
}
