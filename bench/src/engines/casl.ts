import { createMongoAbility, subject, type MongoAbility, type RawRuleOf } from '@casl/ability'
import type { Caller, Question } from '../clinic.ts'
import type { Ask, Engine } from './engine.ts'

/** CASL with one ability per user, built before and kept: its quickest form, right for as long as nothing about the user changes. */
export const caslPrebuilt: Engine = engine('CASL, built before', (questions) => {
  const asked = questions.map(({ caller, item }) => ({
    ability: abilityOf(caller),
    type: item.type,
    item: toSubject(item),
  }))
  return (index) => {
    const { ability, item } = asked[index] as (typeof asked)[number]
    return ability.can('read', item)
  }
})

/** CASL with the ability built for each request from the user's role and tags, as its guides do. */
export const caslPerRequest: Engine = engine('CASL, built per request', (questions) => {
  const asked = questions.map(({ caller, item }) => ({ caller, item: toSubject(item) }))
  return (index) => {
    const { caller, item } = asked[index] as (typeof asked)[number]
    return abilityOf(caller).can('read', item)
  }
})

function engine(name: string, prepare: (questions: readonly Question[]) => Ask): Engine {
  return {
    name,
    // A user's rules are made from the roles the user holds, so the number of roles in the tenant does not reach CASL.
    open: async () => ({ prepare: async (questions) => prepare(questions), close: async () => undefined }),
  }
}

function abilityOf({ role, tags }: Caller): MongoAbility {
  return createMongoAbility(rulesOf(role, tags))
}

function rulesOf(role: string, tags: Caller['tags']): RawRuleOf<MongoAbility>[] {
  if (role === 'guest') return [{ action: 'read', subject: 'ward' }]
  const rules: RawRuleOf<MongoAbility>[] = [{ action: 'read', subject: 'patient' }]
  if (tags.function === 'doctors')
    rules.push({ action: 'read', subject: 'diagnostic', conditions: { ward: tags.ward } })
  return rules
}

function toSubject({ type, id, tags }: Question['item']): ReturnType<typeof subject> {
  return subject(type, { id, ward: tags.ward })
}
