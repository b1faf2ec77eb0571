import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { factory } from 'typescript'
import { createOwnDocument } from '../packages/core/src/http/api/own-document.ts'
import { OWN_BASE_PATH } from '../packages/core/src/http/fetch-mount.ts'

/** Where the types of the client are kept. */
export const CLIENT_TYPES_FILE = fileURLToPath(new URL('../packages/react/src/client/admin-api.ts', import.meta.url))

const HEADER = '// Generated from the OpenAPI document of the admin API by `pnpm generate:client`.\n\n'

/** Schemas whose document says no more than that they are objects: plain data of these types of core's. */
const CORE_TYPES = ['AccessRecord', 'AuditRecord', 'Service']

/** The admin API's document as TypeScript, its paths relative to wherever the routes are mounted. */
export async function createClientTypes(): Promise<string> {
  const document = createOwnDocument() as { readonly paths: Readonly<Record<string, object>> }
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, operations]) => [path.slice(OWN_BASE_PATH.length), operations]),
  )
  const types = await openapiTS(JSON.stringify({ ...document, paths }), {
    alphabetize: true,
    // What has a default need not be sent.
    defaultNonNullable: false,
    inject: `import type { ${CORE_TYPES.join(', ')} } from '@wardkit/core'`,
    transform(_schema, { path = '' }) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(path)?.[1]
      return name !== undefined && CORE_TYPES.includes(name) ? factory.createTypeReferenceNode(name) : undefined
    },
  })
  const text = astToString(types)
  return format(HEADER + text, { ...(await resolveConfig(CLIENT_TYPES_FILE)), filepath: CLIENT_TYPES_FILE })
}
