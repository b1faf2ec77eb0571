import { describe, expect, it } from 'vitest'
import { QUESTIONS, questionsOf, type Kind, type Outcome } from '../clinic.ts'
import { ENGINES } from './engines.ts'

const SIZE = { tenants: 3, roles: 5, resources: 10 }

describe.each(ENGINES)('$name', (engine) => {
  it.each<[Outcome, Kind]>([
    ['allow', 'plain'],
    ['deny', 'plain'],
    ['allow', 'where'],
    ['deny', 'where'],
  ])('answers %s to every question of the kind "%s"', async (outcome, kind) => {
    const open = await engine.open(SIZE)
    const ask = await open.prepare(questionsOf(SIZE, kind, outcome))
    const answers = new Set<boolean>()
    for (let index = 0; index < QUESTIONS; index++) answers.add(await ask(index))
    await open.close()
    expect([...answers]).toEqual([outcome === 'allow'])
  })
})
