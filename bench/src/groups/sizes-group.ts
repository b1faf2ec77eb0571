import { questionsOf, type WorldSize } from '../clinic.ts'
import type { Engine, OpenEngine } from '../engines/engine.ts'
import { caslPrebuilt } from '../engines/casl.ts'
import { floor } from '../engines/floor.ts'
import { wardkitInMemory } from '../engines/wardkit.ts'
import { measureInTurns, type Subject } from '../measure.ts'
import { askInTurn } from './ask-in-turn.ts'
import type { Group } from './group.ts'

/** What grows, and how far. */
export const GROWTHS = {
  roles: { counts: [10, 10_000, 100_000], smallUpTo: 10_000 },
  tenants: { counts: [10, 10_000, 100_000], smallUpTo: 10_000 },
  resources: { counts: [1_000, 1_000_000], smallUpTo: 1_000 },
} as const satisfies Record<string, { readonly counts: readonly number[]; readonly smallUpTo: number }>

export type Growing = keyof typeof GROWTHS

/**
 * The engines whose cost may stay the same while something grows. Wardkit keeps its data in memory here: SQLite adds the same to each size, which
 * would only flatter the ratio, and takes minutes to fill.
 */
export const SIZED_ENGINES: readonly Engine[] = [floor, wardkitInMemory, caslPrebuilt]

/** The allow under `where`, while one thing grows and the rest stays small. */
export function sizesGroup(growing: Growing): Group {
  return {
    name: growing,
    async measure(effort) {
      const { counts, smallUpTo } = GROWTHS[growing]
      const opened: OpenEngine[] = []
      const subjects: Subject[] = []
      for (const count of counts.filter((each) => !effort.small || each <= smallUpTo)) {
        for (const engine of SIZED_ENGINES) {
          const size = sizeOf(growing, count)
          const open = await engine.open(size)
          opened.push(open)
          subjects.push(
            askInTurn(sizedBy(engine.name, growing, count), await open.prepare(questionsOf(size, 'where', 'allow'))),
          )
        }
      }
      const samples = await measureInTurns(subjects, effort)
      for (const open of opened) await open.close()
      return samples
    },
  }
}

/** Names an engine's decision in a world where one thing has grown. */
export function sizedBy(engine: string, growing: Growing, count: number): string {
  return `${engine}: ${count} ${growing}`
}

function sizeOf(growing: Growing, count: number): WorldSize {
  switch (growing) {
    case 'roles':
      return { tenants: 1, roles: count, resources: 1_000 }
    case 'tenants':
      return { tenants: count, roles: 2, resources: 1_000 }
    case 'resources':
      return { tenants: 10, roles: 10, resources: count }
  }
}
