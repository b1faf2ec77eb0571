import type { EngineQuestion, Wardkit } from '@wardkit/core'
import { measureInTurns, type Subject } from '../measure.ts'
import { createSqliteWorld } from '../sqlite-world.ts'
import { askInTurn } from './ask-in-turn.ts'
import { assertAnswer } from './assert-answer.ts'
import type { Group } from './group.ts'

/** Links, and as many tagged resources, in one tenant on SQLite. */
export const LINK_COUNTS = [10, 10_000, 1_000_000] as const
const SMALL_UP_TO = 10_000

/** Whether link and resource are remembered from the question before, or read from SQLite for each. */
export const LINK_READS = { remembered: 'remembered', read: 'read each time' } as const

/** Names a decision that a link allows, with so many links in the tenant. */
export function linkedBy(count: number, reads: keyof typeof LINK_READS): string {
  return `Wardkit: ${count} links, ${LINK_READS[reads]}`
}

/** The allow by a link alone, while links and tagged resources grow. */
export const linksGroup: Group = {
  name: 'links',
  async measure(effort) {
    const subjects: Subject[] = []
    const closing: (() => Promise<void>)[] = []
    for (const count of LINK_COUNTS.filter((each) => !effort.small || each <= SMALL_UP_TO)) {
      const world = await createSqliteWorld({ tenants: 1, links: count })
      const warm = await world.start()
      const cold = await world.start({ maxLinkLookups: 1, maxResources: 1 })
      for (const [reads, instance] of [
        ['remembered', warm],
        ['read', cold],
      ] as const) {
        subjects.push(askInTurn(linkedBy(count, reads), askerOf(instance, world.questions(instance))))
      }
      closing.push(async () => {
        await warm.close()
        await cold.close()
        world.remove()
      })
    }
    for (const subject of subjects) await assertAnswer(subject, true)
    const samples = await measureInTurns(subjects, effort)
    for (const close of closing) await close()
    return samples
  },
}

function askerOf(instance: Wardkit, questions: readonly EngineQuestion[]) {
  return async (index: number) => (await instance.decide(questions[index] as EngineQuestion)).allowed
}
