import { adapterContract } from '@wardkit/contracts'
import { makeServerOn, NEST } from './nest-app.test-support.ts'

const extent = NEST === '12' ? 'whole' : 'brief'

adapterContract(`Nest ${NEST} on Express`, makeServerOn('express'), {
  router: 'ordered',
  decidesAfterRouting: true,
  extent,
})
adapterContract(`Nest ${NEST} on Fastify`, makeServerOn('fastify'), {
  router: 'tree',
  decidesAfterRouting: true,
  refusesUnreadable: true,
  extent,
})
