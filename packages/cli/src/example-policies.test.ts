import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { runWardkit } from './testing/run-wardkit.test-support.ts'

it("passes the example's own cases, which cover its policies", async () => {
  const policies = fileURLToPath(new URL('../../../examples/ehr/policies', import.meta.url))
  expect(await runWardkit(['policy', 'test', policies, '--min-coverage', '100'])).toMatchObject({ code: 0, stderr: '' })
})
