import { onTestFinished } from 'vitest'
import type { LinkInput } from './identity/links.ts'
import type { Principal } from './model/principal.ts'
import type { RequestValues } from './model/request-values.ts'
import { NO_TAGS } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

/** The API of the clinic whose patients are shared. */
export const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname

const statement = (...lines: string[]) => ['  - allow:', ...lines.map((line) => `    ${line}`)].join('\n')
/** The statement of a template that lets somebody read a patient. */
export const READ = statement('  - GET:/patient/{patientId}', 'principal: ?principal', 'resource: ?resource')
/** Everything that the tests share by. */
export const TEMPLATES = [
  `template: read\npolicy:\n${READ}`,
  `template: read-until\npolicy:\n${READ}\n    where: $context:time < ?until`,
  `template: write\npolicy:\n${READ.replace('GET', 'PUT')}`,
  `template: name-ward\npolicy:\n${READ.replace('GET:/patient/{patientId}', "'PUT:/patient/{patientId}:[ward]'")}\n    where: $body:ward = ?ward`,
  `template: admit\npolicy:\n${statement('  - POST:/patient', 'principal: ?principal')}`,
]
const OWNERS = { name: 'owners', policy: "- allow: ['*']\n  where: $resource:owner = $principal:id" }
/** The patient that is shared. */
export const P1 = { type: 'patient', id: 'p1' }

/** When every test begins, in milliseconds since 1970. */
export const START = 1_000_000

/** An instance on a store in memory, closed when the test has finished. */
export async function open(options: WardkitOptions = {}): Promise<Wardkit> {
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    templates: TEMPLATES,
    globalPolicies: [OWNERS],
    clock: () => START,
    onEvent: () => undefined,
    ...options,
  })
  onTestFinished(() => wardkit.close())
  return wardkit
}

/** Who there is to share with. */
export interface Clinic {
  readonly wardkit: Wardkit
  /** Tenant ids. */
  readonly acme: string
  readonly birch: string
  readonly ada: Principal
  readonly bob: Principal
  /** Of the tenant birch. */
  readonly eve: Principal
}

/** Two tenants: in acme ada, who owns the patient p1, and bob; in birch eve. */
export async function fill(wardkit: Wardkit): Promise<Clinic> {
  const user = async (tenant: string, name: string): Promise<Principal> => {
    const { id } = await wardkit.users.create({
      tenant,
      name,
      email: `${name}@example.com`,
      password: 'seven green kettles',
    })
    return { type: 'user', id, tenant, roles: [], tags: NO_TAGS }
  }
  const { id: acme } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  const { id: birch } = await wardkit.tenants.create({ slug: 'birch', name: 'Birch' })
  const [ada, bob, eve] = [await user(acme, 'ada'), await user(acme, 'bob'), await user(birch, 'eve')]
  await wardkit.resources.register({ tenant: acme, ...P1, owner: ada.id })
  return { wardkit, acme, birch, ada, bob, eve }
}

/** To read the patient, and to change it. */
export const GET = 'GET /patient/p1'
export const PUT = 'PUT /patient/p1'

/** What is asked of an instance where the request comes. */
export function question(wardkit: Wardkit, principal: Principal, target: string, body?: RequestValues['body']) {
  const [method = '', path = ''] = target.split(' ')
  const match = wardkit.findOperation(method, path.split('/').slice(1))
  if (typeof match === 'string') throw new Error(match)
  const request: RequestValues = { path: match.path, query: new Map(), body: body ?? { status: 'absent' } }
  return { principal, operation: match.operation, request }
}

/** The reason of the decision. */
export async function reason(wardkit: Wardkit, principal: Principal, target: string, body?: RequestValues['body']) {
  return (await wardkit.decide(question(wardkit, principal, target, body))).reason
}

/** Lets bob read p1, or what the input says instead. */
export const share = (clinic: Clinic, input: Partial<LinkInput> = {}) =>
  clinic.wardkit.links.create({
    tenant: clinic.acme,
    template: 'read',
    principal: { type: 'user', id: clinic.bob.id },
    resource: P1,
    ...input,
  })
