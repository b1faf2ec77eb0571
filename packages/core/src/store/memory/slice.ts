import type { Page } from '../../identity/identity-store.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import { checkedPage } from '../checked-values.ts'
import type { Table } from './table.ts'

/** One page of a table's rows, by id in code point order. */
export function slice<V extends { readonly id: string }>(
  table: Table<V> | undefined,
  page: Page | undefined,
  matches: (row: V) => boolean = () => true,
): readonly V[] {
  const { after, limit } = checkedPage(page)
  const rows: V[] = []
  for (const [, row] of table?.entries() ?? []) {
    if (matches(row) && compareCodePoints(row.id, after) > 0) rows.push(row)
  }
  return rows.sort((a, b) => compareCodePoints(a.id, b.id)).slice(0, limit)
}
