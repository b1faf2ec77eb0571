import { expect, it } from 'vitest'
import { createTags } from '../model/tags.ts'
import { RANDOM_SCOPE } from '../policy/testing/random-facts.test-support.ts'
import type { Question } from './decision.ts'
import { withChange } from './single-changes.ts'

it('a changed question differs in nothing but the change', () => {
  const tags = createTags({ ward: 'a' })
  const ref = { type: 'patient', id: '17' }
  const resource = { ref, lookup: { status: 'known' as const, resource: { ...ref, tenant: 't', tags } } }
  const question: Question = {
    principal: { type: 'user', id: 'u', tenant: 't', roles: [], tags },
    operation: RANDOM_SCOPE.operation,
    request: { path: ['17'], query: new Map(), body: { status: 'absent' } },
    resource,
    parameterResources: [resource, { ref: { type: 'note', id: '17' }, lookup: { status: 'unknown' } }],
    now: 0,
  }
  const changed = withChange(question, { kind: 'resource-tag', resource: ref, action: 'add', key: 'WARD', value: 'b' })
  const both = {
    ...resource,
    lookup: { status: 'known', resource: { ...ref, tenant: 't', tags: createTags({ ward: ['a', 'b'] }) } },
  }
  expect(changed).toEqual({ ...question, resource: both, parameterResources: [both, question.parameterResources[1]] })
})
