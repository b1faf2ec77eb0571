import { expect, it } from 'vitest'
import { loadService } from '../../openapi/load-service.ts'
import { loadOwnService, OWN_SERVICE_ID, ownDocument } from './own-service.ts'

it('is what a valid OpenAPI document without a remark says', async () => {
  const { service, warnings } = await loadService({ id: OWN_SERVICE_ID, document: ownDocument() })
  expect(warnings).toEqual([])
  expect(await loadOwnService()).toEqual(service)
})
