import type { Service } from '@wardkit/core'
import type { DerivedRole } from './derive-policies.ts'
import { sampleTarget } from './sample-target.ts'
import { DEVELOPMENT_PACKAGES, SERVER_PACKAGES, type Project } from './server-library.ts'

/** One thing to do after `wardkit init`. */
export interface NextStep {
  readonly about: string
  readonly command: string
  /** Whether it goes on running, so that what follows needs another terminal. */
  readonly background?: true
  /** What it asks for. */
  readonly asks?: 'password'
}

/** What leads from the files that `init` wrote to a guarded, running server with a tenant, an admin and a login. */
export function listNextSteps(
  service: Service,
  roles: readonly DerivedRole[],
  { library, has }: Project,
): readonly NextStep[] {
  const packages = SERVER_PACKAGES[library].filter((name) => !has(name))
  const development = DEVELOPMENT_PACKAGES[library].filter((name) => name === 'wardkit' || !has(name))
  const { file, start } = library === 'nest' ? NEST_SERVER : SERVER
  const url = 'http://localhost:3000'
  const operation =
    service.operations.find((each) => !each.public && each.method === 'GET') ??
    service.operations.find((each) => !each.public)
  const call =
    operation === undefined
      ? `${url}/`
      : `${operation.method === 'GET' ? '' : `-X ${operation.method} `}${url}${sampleTarget(service, operation)}`
  const [role] = roles
  return [
    {
      about: `install what ${file} needs`,
      command: [packages, ['--save-dev', ...development]]
        .filter((words) => words.length > 0)
        .map((words) => `npm install ${words.join(' ')}`)
        .join(' && '),
    },
    { about: 'try the policies', command: 'npx wardkit policy test policies' },
    { about: 'start the server; the rest is for another terminal', command: start, background: true },
    { about: 'make a tenant, a customer of yours', command: "npx wardkit tenant create acme --name 'Acme'" },
    {
      about: 'and its admin, who may do everything there',
      command: "npx wardkit user create admin@acme.example --tenant acme --name 'Ada Admin' --role admin --password",
      asks: 'password',
    },
    ...(role === undefined
      ? []
      : [
          {
            about: `and somebody with the role \`${role.id}\``,
            command: `npx wardkit user create ${role.id}@acme.example --tenant acme --name 'Rae' --role ${role.id} --password`,
            asks: 'password' as const,
          },
        ]),
    { about: 'without a token: 401', command: `curl -i ${call}` },
    {
      about: 'log in, with the password you gave',
      command: `TOKEN=$(curl -s ${url}/wardkit/login -H 'content-type: application/json' -d '{"email":"admin@acme.example","password":"…"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`,
    },
    { about: 'with it: 200', command: `curl -i ${call} -H "authorization: Bearer $TOKEN"` },
  ]
}

const SERVER = { file: 'server.mjs', start: 'node server.mjs' }
const NEST_SERVER = { file: 'src/main.ts', start: 'npx tsc && node dist/main.js' }
