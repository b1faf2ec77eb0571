import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { beforeAll, expect, test } from 'vitest'
import { sketchService } from './testing/sketch-service.test-support.ts'

/** The part of rolldown, which bundles for vitest's own vite, that is used here. */
interface Bundler {
  build(options: object): Promise<{
    output: readonly { code: string; imports: readonly string[]; modules: Readonly<Record<string, unknown>> }[]
  }>
}

async function loadBundler(): Promise<Bundler> {
  const vite = createRequire(import.meta.resolve('vitest')).resolve('vite')
  const rolldown = createRequire(vite).resolve('rolldown')
  return (await import(pathToFileURL(rolldown).href)) as Bundler
}

let code = ''
let imports: readonly string[] = []
let modules: readonly string[] = []

beforeAll(async () => {
  const { build } = await loadBundler()
  const { output } = await build({
    input: fileURLToPath(new URL('index.ts', import.meta.url)),
    platform: 'browser',
    write: false,
    logLevel: 'silent',
    output: { format: 'iife', name: 'policy' },
  })
  const [chunk, ...others] = output
  expect(others).toEqual([])
  code = chunk?.code ?? ''
  imports = chunk?.imports ?? []
  modules = Object.keys(chunk?.modules ?? {})
})

test('the policy entry needs nothing of Node', () => {
  expect(imports).toEqual([])
  expect(code.match(/['"`]node:\w+/g)).toBeNull()
})

test('the policy entry holds the language, the model and a YAML reader, and nothing else of Wardkit', () => {
  const own = modules.flatMap((id) => /\/core\/src\/(\w+)\//.exec(id)?.[1] ?? [])
  expect([...new Set(own)].sort()).toEqual(['model', 'policy', 'util'])
})

test('reads, checks, compiles and prints a policy where there is only the language itself', () => {
  const service = sketchService({ 'PUT:/patient/{patientId}': { body: { age: 'integer' } } })
  // Neither process nor Buffer nor console: what a bare context has is what ECMAScript says.
  const context = createContext({ service: JSON.stringify(service) })
  const result = runInContext(
    `${code};
    (() => {
      const source = "- allow: ['PUT:/patient/{patientId}']\\n  where: $body:age >= '18'\\n"
      const services = [JSON.parse(service)]
      const read = policy.readPolicy(source)
      const [operation] = services[0].operations
      return JSON.stringify({
        found: policy.checkPolicy(read.policy, { services, kind: 'role', source }).map(({ code }) => code),
        statements: policy.compilePolicy(read.policy, services).statementsFor(operation).length,
        printed: policy.readPolicy(policy.printPolicy(read.policy)).diagnostics,
      })
    })()`,
    context,
  ) as string
  expect(JSON.parse(result)).toEqual({ found: ['literal-type'], statements: 1, printed: [] })
})
