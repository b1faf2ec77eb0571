import { expect, it } from 'vitest'
import { WardkitProblem } from '../client/wardkit-problem.ts'
import { createStepUpAsker } from './step-up-asker.ts'

function needed(methods: unknown): WardkitProblem {
  return new WardkitProblem({ code: 'ERR_STEP_UP_NEEDED', status: 403, title: 'prove it', members: { methods } })
}

it('lets changes that ask at one time wait for one proof', async () => {
  const asker = createStepUpAsker()
  const both = Promise.all([asker.ask(needed(['password'])), asker.ask(needed(['password']))])
  asker.current()?.settle(true)
  await expect(both).resolves.toEqual([undefined, undefined])
  expect(asker.current()).toBeNull()
})

it('rejects with the problem where nothing is proved, and asks anew the next time', async () => {
  const asker = createStepUpAsker()
  const problem = needed(['password'])
  const asked = asker.ask(problem)
  asker.current()?.settle(false)
  await expect(asked).rejects.toBe(problem)
  void asker.ask(problem).catch(() => undefined)
  expect(asker.current()).not.toBeNull()
})

it('offers the methods that it knows, whatever the server lists', () => {
  const asker = createStepUpAsker()
  void asker.ask(needed(['recoveryCode', 'retina', 'passkey']))
  expect(asker.current()?.methods).toEqual(['passkey', 'recoveryCode'])
  const other = createStepUpAsker()
  void other.ask(needed('password'))
  expect(other.current()?.methods).toEqual([])
})

it('tells who listens that somebody is asked, and that it is over', async () => {
  const asker = createStepUpAsker()
  const seen: boolean[] = []
  const stop = asker.subscribe(() => seen.push(asker.current() !== null))
  const asked = asker.ask(needed([]))
  asker.current()?.settle(true)
  await asked
  stop()
  void asker.ask(needed([]))
  expect(seen).toEqual([true, false])
})
