import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { createGuard, headerFields, readTarget, type GuardRequest } from '@wardkit/core/http'
import { NO_QUERY } from '../../../packages/core/src/model/request-values.ts'
import { questionsOf, type Caller, type Item } from '../clinic.ts'
import { floor } from '../engines/floor.ts'
import { openWorld, type World } from '../engines/wardkit.ts'
import { measureInTurns } from '../measure.ts'
import { askInTurn } from './ask-in-turn.ts'
import { assertAnswer } from './assert-answer.ts'
import type { Group } from './group.ts'

/** What stands between a request and its handler, step by step. Every step holds the one before. */
export const STEPS = {
  floorKnown: 'floor: operation known',
  known: 'Wardkit: operation known',
  floorMatched: 'floor: URL matched',
  matched: 'Wardkit: URL matched',
  guard: 'Wardkit: guard, token seen before',
  trace: 'Wardkit: full trace of an allow',
  traceOfDeny: 'Wardkit: full trace of a deny',
  changes: 'Wardkit: full trace of a deny, and what would lift it',
} as const

const SIZE = { tenants: 1, roles: 10, resources: 1_000 }

/** One allow under `where`, from the decision alone to all that is done for a request but sending it. */
export const requestsGroup: Group = {
  name: 'requests',
  async measure(effort) {
    const world = await openWorld(SIZE)
    const { instance } = world
    const questions = questionsOf(SIZE, 'where', 'allow')
    const denied = await world.register(questionsOf(SIZE, 'where', 'deny'))
    const allowed = await world.register(questions)
    const targets = questions.map(({ item }) => targetOf(item))
    const openFloor = await floor.open(SIZE)
    const askFloor = await openFloor.prepare(questions)
    const indexOfItem = new Map(questions.map(({ item }, index) => [item.id, index]))
    const guard = createGuard<null>(instance)
    const requests = await guardRequests(
      world,
      questions.slice(0, LOGINS).map(({ caller }) => caller),
      targets,
    )
    const trace = async (index: number, options: object): Promise<boolean> =>
      (await instance.explain(at(denied, index), options)).decision.allowed

    const allows = [
      askInTurn(STEPS.floorKnown, askFloor),
      askInTurn(STEPS.known, async (index) => (await instance.decide(at(allowed, index))).allowed),
      askInTurn(STEPS.floorMatched, (index) => {
        const segments = at(targets, index).split('?', 1)[0]?.split('/') ?? []
        const id = decodeURIComponent(segments[2] ?? '')
        return segments[1] === 'diagnostic' && segments.length === 3 && askFloor(indexOfItem.get(id) ?? -1)
      }),
      askInTurn(STEPS.matched, async (index) => {
        const target = readTarget(at(targets, index))
        const match = target.ok ? instance.findOperation('GET', target.segments) : 'unknown-path'
        if (typeof match === 'string') return false
        const request = { path: match.path, query: NO_QUERY, body: { status: 'absent' } } as const
        const { principal } = at(allowed, index)
        return (await instance.decide({ principal, operation: match.operation, request })).allowed
      }),
      askInTurn(STEPS.guard, async (index) => (await guard.check(at(requests, index))).kind === 'pass'),
      askInTurn(STEPS.trace, async (index) => (await instance.explain(at(allowed, index))).decision.allowed),
    ]
    const denies = [
      askInTurn(STEPS.traceOfDeny, (index) => trace(index, { changes: false })),
      askInTurn(STEPS.changes, (index) => trace(index, {})),
    ]
    for (const subject of allows) await assertAnswer(subject, true)
    for (const subject of denies) await assertAnswer(subject, false)
    const samples = await measureInTurns([...allows, ...denies], effort)
    await openFloor.close()
    await world.close()
    return samples
  },
}

/** How many callers log in: each costs a password hash. */
const LOGINS = 4

function targetOf({ type, id }: Item): string {
  return `/${type}/${id}`
}

/** The requests as Node hands them over, each with the token of a caller of the item's ward. */
async function guardRequests(
  { instance }: World,
  callers: readonly Caller[],
  targets: readonly string[],
): Promise<readonly GuardRequest<null>[]> {
  const tokens = await Promise.all(callers.map((caller) => logIn(instance, caller)))
  return targets.map((target, index) => {
    const message = new IncomingMessage(new Socket())
    message.rawHeaders = [...BROWSER_HEADERS, 'Authorization', `Bearer ${at(tokens, index % LOGINS)}`]
    return {
      method: 'GET',
      target,
      fields: (name) => headerFields(message, name),
      body: { present: false },
      host: null,
      setHeader: () => undefined,
    }
  })
}

async function logIn(instance: World['instance'], { tenant, id, role, tags }: Caller): Promise<string> {
  const credentials = { email: `${id}@clinic.example`, password: 'a sentence for the benchmark alone' }
  await instance.users.create({ tenant, ...credentials, name: id, roles: [role], tags })
  const response = await instance.fetch(
    new Request('http://localhost/wardkit/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    }),
  )
  if (!response.ok) throw new Error(`${id} could not log in: ${await response.text()}`)
  return ((await response.json()) as { accessToken: string }).accessToken
}

const BROWSER_HEADERS = [
  ...['Host', 'localhost:3000', 'Connection', 'keep-alive', 'Accept', 'application/json'],
  ...['User-Agent', 'Mozilla/5.0', 'Accept-Language', 'en', 'Accept-Encoding', 'gzip, deflate, br'],
]

function at<T>(list: readonly T[], index: number): T {
  return list[index] as T
}
