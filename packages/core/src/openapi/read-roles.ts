import { isJsonObject } from '../model/json.ts'
import type { ServiceRole } from '../model/service.ts'
import type { Extensions } from './extensions.ts'
import {
  documentError,
  follow,
  rawChild,
  rawChildren,
  rootOf,
  type DocumentNode,
  type LoadedDocument,
} from './loaded-document.ts'

/**
 * Reads `x-wardkit-roles`: by id, `{ description, policy }`, the policy as text or as it would stand in a policy file.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` on the first fault
 * @see POLICY.md, section 9.5
 */
export function readRoles(document: LoadedDocument, extensions: Extensions): ServiceRole[] {
  const roles = extensions.read(rootOf(document), 'x-wardkit-roles')
  if (roles === undefined) return []
  if (!isJsonObject(roles.value)) {
    throw documentError(
      document,
      roles.pointer,
      '`x-wardkit-roles` is not understood',
      'write `role-id: { description: …, policy: … }`',
    )
  }
  return rawChildren(roles).map(([id, node]) => readRole(document, id, follow(document, node)))
}

/** @see RFC 6749, section 3.3: a role's id serves as an OAuth scope */
const ROLE_ID = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/

const RESERVED = new Set(['admin', 'member'])

function readRole(document: LoadedDocument, id: string, node: DocumentNode): ServiceRole {
  const fail = (fault: string, help: string) => documentError(document, node.pointer, fault, help)
  if (!ROLE_ID.test(id)) {
    throw fail(
      `\`${id}\` cannot be a role's id`,
      'use 1 to 128 printable ASCII characters other than space, `"` and backslash',
    )
  }
  if (RESERVED.has(id)) throw fail(`the role id \`${id}\` is reserved`, 'choose another')
  const description = rawChild(node, 'description')?.value ?? ''
  const policy = rawChild(node, 'policy')?.value
  const unknown = rawChildren(node).find(([key]) => key !== 'description' && key !== 'policy')
  if (unknown !== undefined) throw fail(`a role has no \`${unknown[0]}\``, 'write `description` and `policy`')
  if (typeof description !== 'string') throw fail('the description is no text', 'write it as a string')
  if (policy === undefined || policy === null || policy === '')
    throw fail(`the role \`${id}\` has no policy`, 'add `policy`')
  return { id, description, policy: typeof policy === 'string' ? policy : JSON.stringify(policy) }
}
