import type { DerivedRole } from './derive-policies.ts'
import { createInstance, type NamedDocument } from './instance-snippet.ts'
import type { ServerLibrary } from './server-library.ts'

/** A library whose server is one file. */
type SnippetLibrary = Exclude<ServerLibrary, 'nest'>

/** A guarded server, ready to run: the application's own routes take the place of its last handler. */
export function createServerSnippet(
  library: SnippetLibrary,
  document: NamedDocument,
  roles: readonly DerivedRole[],
): string {
  const { imports, app } = SNIPPETS[library]
  return `import { readFileSync } from 'node:fs'
${imports}

const port = Number(process.env.PORT ?? 3000)
const readPolicy = (role) => readFileSync(new URL(\`policies/\${role}.yaml\`, import.meta.url), 'utf8')

// Everything is kept in ./wardkit.db, or where WARDKIT_DATABASE_URL says.
const wardkit = await ${createInstance(document, roles)}

${app}

app.listen(port, () => console.log(\`listening on http://localhost:\${port}\`))
`
}

const SNIPPETS: Readonly<Record<SnippetLibrary, { readonly imports: string; readonly app: string }>> = {
  express: {
    imports: `import { createWardkit } from '@wardkit/core'
import { authorize, wardkitRoutes } from '@wardkit/express'
import express from 'express'`,
    app: `const app = express()
app.use(wardkitRoutes({ wardkit })) // before any body parser: it reads its own bodies
app.use(express.json()) // before authorize(): conditions may read the body
app.use(authorize({ wardkit, explain: process.env.NODE_ENV !== 'production' }))

// Your routes come here. Until then, whatever is allowed answers what was decided.
app.use((request, response) => {
  const { operation, tenant, principal } = request.wardkit
  response.json({ operation: operation?.id, tenant, principal: principal?.id })
})`,
  },
  koa: {
    imports: `import { bodyParser } from '@koa/bodyparser'
import { createWardkit } from '@wardkit/core'
import { authorize, wardkitRoutes } from '@wardkit/koa'
import Koa from 'koa'`,
    app: `const app = new Koa()
app.use(wardkitRoutes({ wardkit })) // before any body parser: it reads its own bodies
app.use(bodyParser()) // before authorize(): conditions may read the body
app.use(authorize({ wardkit, explain: process.env.NODE_ENV !== 'production' }))

// Your routes come here. Until then, whatever is allowed answers what was decided.
app.use((context) => {
  const { operation, tenant, principal } = context.state.wardkit
  context.body = { operation: operation?.id, tenant, principal: principal?.id }
})`,
  },
}
