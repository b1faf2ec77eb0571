import type { Operation, Service } from '@wardkit/core'
import type { DerivedRole } from './derive-policies.ts'
import { createInstance, quote, type NamedDocument } from './instance-snippet.ts'

/** The methods that Nest has a decorator for. */
const DECORATORS: ReadonlyMap<string, string> = new Map(
  ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Head'].map((name) => [name.toUpperCase(), name]),
)

/** A Nest application with a handler for every operation, guarded, ready to be compiled and run: its files by their names. */
export function createNestProject(
  service: Service,
  document: NamedDocument,
  roles: readonly DerivedRole[],
): ReadonlyMap<string, string> {
  return new Map([
    ['src/main.ts', MAIN],
    ['src/app.module.ts', MODULE],
    ['src/api.controller.ts', createController(service)],
    ['src/wardkit.ts', createInstanceFile(document, roles)],
    ['tsconfig.json', TSCONFIG],
  ])
}

const MAIN = `import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { verifyRoutes } from '@wardkit/nest'
import { AppModule } from './app.module.js'
import { port } from './wardkit.js'

async function start(): Promise<void> {
  const app = await NestFactory.create(AppModule)
  app.enableShutdownHooks()
  await verifyRoutes(app) // ends here, naming them, where routes and document disagree
  await app.listen(port)
  console.log(\`listening on http://localhost:\${port}\`)
}

void start()
`

const MODULE = `import { Module } from '@nestjs/common'
import { WardkitModule } from '@wardkit/nest'
import { ApiController } from './api.controller.js'
import { wardkit } from './wardkit.js'

@Module({
  imports: [WardkitModule.forRoot({ wardkit, explain: process.env.NODE_ENV !== 'production' })],
  controllers: [ApiController],
})
export class AppModule {}
`

const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "nodenext",
    "rootDir": "src",
    "outDir": "dist",
    "strict": true,
    "skipLibCheck": true,
    "experimentalDecorators": true,
    "emitDecoratorMetadata": true,
    "types": ["node"]
  },
  "include": ["src"]
}
`

function createInstanceFile(document: NamedDocument, roles: readonly DerivedRole[]): string {
  return `import { readFileSync } from 'node:fs'
import { createWardkit } from '@wardkit/core'

export const port = Number(process.env.PORT ?? 3000)
const readPolicy = (role: string): string => readFileSync(\`policies/\${role}.yaml\`, 'utf8')

// Everything is kept in ./wardkit.db, or where WARDKIT_DATABASE_URL says.
export const wardkit = ${createInstance(document, roles)}
`
}

/** One handler for each operation, concrete paths before templated ones, as the first that fits is taken. */
function createController({ basePath, operations }: Service): string {
  const handled = operations.filter(({ method }) => DECORATORS.has(method)).toSorted(byConcreteness)
  const decorators = [...DECORATORS].filter(([method]) => handled.some((each) => each.method === method))
  const names = new Set<string>()
  const handlers = handled.map((operation) => {
    const path = quote((basePath + toRoute(operation.segments)).slice(1))
    return `  @${DECORATORS.get(operation.method) ?? ''}(${path})
${operation.public ? '' : `  @Authorize(${quote(operation.id)})\n`}  ${nameHandler(operation, names)}(@CurrentPrincipal() principal: Principal | null): Answer {
    return answer(${quote(operation.id)}, principal)
  }
`
  })
  return `import { ${['Controller', ...decorators.map(([, name]) => name)].join(', ')} } from '@nestjs/common'
import type { Principal } from '@wardkit/core'
import { Authorize, CurrentPrincipal } from '@wardkit/nest'

interface Answer {
  readonly operation: string
  readonly tenant: string | null
  readonly principal: string | null
}

/** Every operation of the document. What a handler answers is yours; until then it is what was decided. */
@Controller()
export class ApiController {
${handlers.join('\n')}}

function answer(operation: string, principal: Principal | null): Answer {
  return { operation, tenant: principal?.tenant ?? null, principal: principal?.id ?? null }
}
`
}

function byConcreteness(one: Operation, other: Operation): number {
  const [a, b] = [one, other].map(({ segments }) => segments.map((part) => Math.sign(part.parameters.length)).join(''))
  return (a ?? '').localeCompare(b ?? '')
}

/** The path as routers write it: \`/pet/:petId\`. */
function toRoute(segments: Operation['segments']): string {
  return segments
    .map(({ literals, parameters }) =>
      literals.map((literal, index) => escapeLiteral(literal) + toParameter(parameters[index])).join(''),
    )
    .map((segment) => `/${segment}`)
    .join('')
}

function toParameter(name: string | undefined): string {
  if (name === undefined) return ''
  return /^[A-Za-z_]\w*$/.test(name) ? `:${name}` : `:"${name}"`
}

/** @see https://github.com/pillarjs/path-to-regexp: what the router reads as more than text */
function escapeLiteral(text: string): string {
  return text.replace(/[{}()[\]+?!:*\\]/g, '\\$&')
}

/** By the operation's id, or else its method and path, once each. */
function nameHandler({ operationId, method, path }: Operation, taken: Set<string>): string {
  const words = (operationId ?? `${method.toLowerCase()} ${path}`).match(/[A-Za-z0-9]+/g) ?? []
  const joined = words.map((word, index) => withInitial(word, index === 0)).join('')
  const base = /^(?:\d|constructor$|$)/.test(joined) ? `handle${joined}` : joined
  let name = base
  for (let count = 2; taken.has(name); count++) name = `${base}${count}`
  taken.add(name)
  return name
}

function withInitial(word: string, small: boolean): string {
  const initial = word.charAt(0)
  return (small ? initial.toLowerCase() : initial.toUpperCase()) + word.slice(1)
}
