import { WardkitError } from '../errors/index.ts'
import type { Policy, Statement } from '../policy/ast.ts'
import { printPolicy } from '../policy/print/print-policy.ts'
import { readPolicy } from '../policy/read/read-policy.ts'
import { grantsEverything, type Grantor } from './find-ungranted.ts'

/** The source of a role's policy by its id; undefined where there is no such role. */
export type FindRolePolicy = (role: string) => Promise<string | undefined>

/**
 * Checks that every statement that a change of a role's policy adds or takes away stands, as printed, in a role that the grantor holds. What a
 * statement is called and described as does not count.
 *
 * @param before null where the role is new
 * @param after null where the role is deleted
 * @throws WardkitError `ERR_NOT_GRANTED` naming the first statement that does not
 * @see POLICY.md, section 9, Granting
 */
export async function assertStatementsGranted(
  grantor: Grantor,
  { before, after }: { readonly before: string | null; readonly after: string | null },
  findRolePolicy: FindRolePolicy,
): Promise<void> {
  if (grantor === 'unbound' || grantsEverything(grantor)) return
  const [old, wanted] = [printStatements(before), printStatements(after)]
  const changed = [...[...wanted].filter((text) => !old.has(text)), ...[...old].filter((text) => !wanted.has(text))]
  if (changed.length === 0) return
  const held = new Set<string>()
  for (const role of grantor.roles) {
    for (const statement of printStatements((await findRolePolicy(role)) ?? null)) held.add(statement)
  }
  const ungranted = changed.find((statement) => !held.has(statement))
  if (ungranted === undefined) return
  throw new WardkitError(
    'ERR_NOT_GRANTED',
    `a statement is not yours to give or to take away: \`${ungranted.split('\n').slice(1).join(' ').replace(/\s+/g, ' ').trim()}\``,
    { help: 'who does not hold the role `admin` may use only statements that stand, as printed, in a role they hold' },
  )
}

/** The canonical text of each statement. What cannot be read has none: nobody was given anything by it. */
function printStatements(source: string | null): Set<string> {
  const policy = source === null ? null : readPolicy(source).policy
  return new Set(policy?.statements.map((statement) => printPolicy(alone(policy, statement))))
}

function alone({ type }: Policy, { id: _, description: __, ...meaning }: Statement): Policy {
  return { type, statements: [meaning] }
}
