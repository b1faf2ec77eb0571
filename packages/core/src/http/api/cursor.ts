import { WardkitError } from '../../errors/index.ts'

/** Where a list goes on, as text that callers need not understand. */
export function writeCursor(position: string | readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/**
 * Reads what `writeCursor` wrote.
 *
 * @param isPosition tells whether it is a position in this very list
 * @throws WardkitError `ERR_INVALID_INPUT` for anything else
 */
export function readCursor<Position>(text: string, isPosition: (value: unknown) => value is Position): Position {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    value = undefined
  }
  if (isPosition(value)) return value
  throw new WardkitError('ERR_INVALID_INPUT', '`cursor` is no cursor of this list', {
    help: 'hand in the `next` of the page before, or begin anew without one',
  })
}

/** A page of a list that is ordered by id: one more is asked for than is shown, to know whether there is one. */
export async function pageById<Item extends { readonly id: string }>(
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  list: (page: { readonly after?: string; readonly limit: number }) => Promise<readonly Item[]>,
): Promise<{ readonly items: readonly Item[]; readonly next: string | null }> {
  const after = cursor === undefined ? {} : { after: readCursor(cursor, isText) }
  const found = await list({ ...after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last !== undefined ? writeCursor(last.id) : null }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
