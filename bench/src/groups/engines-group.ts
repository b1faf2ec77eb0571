import { questionsOf, type Kind, type Outcome } from '../clinic.ts'
import type { OpenEngine } from '../engines/engine.ts'
import { ENGINES } from '../engines/engines.ts'
import { measureInTurns, type Subject } from '../measure.ts'
import { askInTurn } from './ask-in-turn.ts'
import type { Group } from './group.ts'
import { decisionBy } from './subject-names.ts'

/** The kinds of question that are asked with so many roles in the tenant. */
export const QUESTIONS_BY_ROLES: readonly { readonly roles: number; readonly asked: readonly [Kind, Outcome][] }[] = [
  {
    roles: 10,
    asked: [
      ['plain', 'allow'],
      ['plain', 'deny'],
      ['where', 'allow'],
      ['where', 'deny'],
    ],
  },
  { roles: 1_000, asked: [['where', 'allow']] },
]

/** Every engine on the same questions. */
export const enginesGroup: Group = {
  name: 'engines',
  async measure(effort) {
    const opened: OpenEngine[] = []
    const subjects: Subject[] = []
    for (const { roles, asked } of QUESTIONS_BY_ROLES) {
      const size = { tenants: 1, roles, resources: 1_000 }
      for (const engine of ENGINES) {
        const open = await engine.open(size)
        opened.push(open)
        for (const [kind, outcome] of asked) {
          const ask = await open.prepare(questionsOf(size, kind, outcome))
          subjects.push(askInTurn(decisionBy(engine.name, kind, outcome, roles), ask))
        }
      }
    }
    const samples = await measureInTurns(subjects, effort)
    for (const open of opened) await open.close()
    return samples
  },
}
