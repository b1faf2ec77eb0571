import { garbageCollector } from '../memory.ts'
import { createSqliteWorld, type SqliteWorld } from '../sqlite-world.ts'
import type { Group } from './group.ts'

/** Tenants in a SQLite file. */
export const START_COUNTS = [10, 100_000] as const
const SMALL_UP_TO = 10

/** Names the processor time from nothing to the first decision. */
export function startBy(count: number): string {
  return `Wardkit: started with ${count} tenants`
}

/** Names the part of it that is not SQLite's own check of the file. */
export function startButCheckBy(count: number): string {
  return `${startBy(count)}, but for the check of the file`
}

/** Names the heap after it, in bytes. */
export function heapBy(count: number): string {
  return `heap: started with ${count} tenants`
}

/** A start takes longer than a moment: there is one of each for so many rounds of other subjects. */
const ROUNDS_FOR_ONE = 3

/** A start, as a process does it: the file opened, everything checked that is checked, and one question answered. */
export const startGroup: Group = {
  name: 'start',
  async measure({ rounds, small }) {
    const collect = garbageCollector()
    const samples = new Map<string, number[]>()
    const keep = (subject: string, value: number) => samples.set(subject, [...(samples.get(subject) ?? []), value])
    const worlds: [number, SqliteWorld][] = []
    for (const count of START_COUNTS.filter((each) => !small || each <= SMALL_UP_TO)) {
      worlds.push([count, await createSqliteWorld({ tenants: count, links: 10 })])
    }
    // The first round pays for what the process has never done before.
    for (let round = 0; round <= rounds / ROUNDS_FOR_ONE; round++) {
      for (const [count, world] of worlds) {
        const { nanoseconds, bytes } = await start(world, collect)
        const checking = check(world)
        if (round === 0) continue
        keep(startBy(count), nanoseconds)
        keep(startButCheckBy(count), nanoseconds - checking)
        keep(heapBy(count), bytes)
      }
    }
    for (const [, world] of worlds) world.remove()
    return samples
  },
}

async function start(
  world: SqliteWorld,
  collect: () => number,
): Promise<{ readonly nanoseconds: number; readonly bytes: number }> {
  const before = process.cpuUsage()
  const instance = await world.start()
  const [question] = world.questions(instance)
  if (question === undefined || !(await instance.decide(question)).allowed) throw new Error('a start answers wrongly')
  const { user, system } = process.cpuUsage(before)
  const bytes = collect()
  await instance.close()
  return { nanoseconds: (user + system) * 1_000, bytes }
}

/** Nanoseconds of processor time of SQLite's check alone. */
function check(world: SqliteWorld): number {
  const before = process.cpuUsage()
  world.check()
  const { user, system } = process.cpuUsage(before)
  return (user + system) * 1_000
}
