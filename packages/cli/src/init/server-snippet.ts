import type { DerivedRole } from './derive-policies.ts'

/** A guarded Express server, ready to run: the application's own routes take the place of its last handler. */
export function createServerSnippet(
  openapi: string | { readonly file: string; readonly basePath: string },
  roles: readonly DerivedRole[],
): string {
  const entries = roles.map(
    ({ id, name }) => `    ${id}: { name: ${quote(name)}, policy: readPolicy(${quote(id)}) },\n`,
  )
  const document =
    typeof openapi === 'string'
      ? quote(openapi)
      : `{ file: ${quote(openapi.file)}, basePath: ${quote(openapi.basePath)} }`
  return `import { readFileSync } from 'node:fs'
import { createWardkit } from '@wardkit/core'
import { authorize, wardkitRoutes } from '@wardkit/express'
import express from 'express'

const port = Number(process.env.PORT ?? 3000)
const readPolicy = (role) => readFileSync(new URL(\`policies/\${role}.yaml\`, import.meta.url), 'utf8')

// Everything is kept in ./wardkit.db, or where WARDKIT_DATABASE_URL says.
const wardkit = await createWardkit({
  openapi: ${document},
  url: process.env.WARDKIT_URL ?? \`http://localhost:\${port}\`,
  globalRoles: {
${entries.join('')}  },
})

const app = express()
app.use(wardkitRoutes({ wardkit })) // before any body parser: it reads its own bodies
app.use(express.json()) // before authorize(): conditions may read the body
app.use(authorize({ wardkit, explain: process.env.NODE_ENV !== 'production' }))

// Your routes come here. Until then, whatever is allowed answers what was decided.
app.use((request, response) => {
  const { operation, tenant, principal } = request.wardkit
  response.json({ operation: operation?.id, tenant, principal: principal?.id })
})

app.listen(port, () => console.log(\`listening on http://localhost:\${port}\`))
`
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
