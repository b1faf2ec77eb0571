import type { DerivedRole } from './derive-policies.ts'

/** An OpenAPI document as `createWardkit()` takes it. */
export type NamedDocument = string | { readonly file: string; readonly basePath: string }

/** The call that creates an instance with the derived roles; `port` and `readPolicy` stand before it. */
export function createInstance(document: NamedDocument, roles: readonly DerivedRole[]): string {
  const entries = roles.map(
    ({ id, name }) => `    ${id}: { name: ${quote(name)}, policy: readPolicy(${quote(id)}) },\n`,
  )
  const openapi =
    typeof document === 'string'
      ? quote(document)
      : `{ file: ${quote(document.file)}, basePath: ${quote(document.basePath)} }`
  return `createWardkit({
  openapi: ${openapi},
  url: process.env.WARDKIT_URL ?? \`http://localhost:\${port}\`,
  globalRoles: {
${entries.join('')}  },
})`
}

/** Text as a literal in single quotes. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
