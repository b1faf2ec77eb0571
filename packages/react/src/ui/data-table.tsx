import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { IconButton } from './button.tsx'
import { Checkbox } from './field.tsx'
import { useSlot } from './slot.ts'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Sorts by it, on the server. */
  readonly sortable?: boolean
  /** As CSS has it. */
  readonly width?: string
  readonly align?: 'start' | 'end'
  /** `title`: the row's name. `quiet`: without its header on a narrow page. `end`: things to do with the row. */
  readonly kind?: 'title' | 'quiet' | 'end'
}

export interface Sort {
  readonly by: string
  readonly order: 'ascending' | 'descending'
}

export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly onChange: (keys: ReadonlySet<string>) => void
}

export interface DataTableProps<Row> {
  /** What the table has, for screen readers. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Names a row, as for its checkbox. */
  readonly nameOf: (row: Row) => string
  readonly sort?: Sort
  readonly onSort?: (sort: Sort) => void
  readonly selection?: Selection
  /** The page before is still shown. */
  readonly stale?: boolean
  readonly footer?: ReactNode
}

/** Rows of the same kind. On a narrow page each becomes a card. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, nameOf, sort, onSort, selection, stale = false, footer } = props
  return (
    <div {...useSlot('table-box')} data-stale={stale || undefined}>
      <div className="wk-table-scroll">
        {/* Roles are said again: an element that is laid out as another kind loses its own in some browsers. */}
        <table {...useSlot('table')} role="table" aria-busy={stale || undefined}>
          <caption className="wk-visually-hidden">{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {selection === undefined ? null : (
                <th role="columnheader" scope="col" className="wk-cell-select">
                  <SelectAll keys={rows.map(keyOf)} selection={selection} />
                </th>
              )}
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={keyOf(row)} role="row" data-selected={selection?.keys.has(keyOf(row)) || undefined}>
                {selection === undefined ? null : (
                  <td role="cell" className="wk-cell-select">
                    <SelectRow rowKey={keyOf(row)} name={nameOf(row)} selection={selection} />
                  </td>
                )}
                {columns.map((column) => (
                  <BodyCell key={column.id} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {footer}
    </div>
  )
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort) => void) | undefined
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const t = useMessages(commonMessages)
  const { id, header, width, align = 'start', kind } = column
  const order = sort?.by === id ? sort.order : undefined
  const Icon = order === undefined ? ChevronsUpDown : order === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th
      role="columnheader"
      scope="col"
      style={{ width }}
      data-align={align}
      data-kind={kind}
      aria-sort={column.sortable === true ? (order ?? 'none') : undefined}
    >
      {column.sortable === true && onSort !== undefined ? (
        <button
          type="button"
          className="wk-sort"
          aria-label={t('sortBy', { column: header })}
          data-order={order}
          onClick={() => onSort({ by: id, order: order === 'ascending' ? 'descending' : 'ascending' })}
        >
          {header}
          <Icon />
        </button>
      ) : kind === 'end' ? (
        <span className="wk-visually-hidden">{header}</span>
      ) : (
        header
      )}
    </th>
  )
}

function BodyCell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { header, align = 'start', kind, cell } = column
  const props = { 'data-align': align, 'data-kind': kind, className: 'wk-cell' }
  const content = (
    <>
      {kind === undefined ? (
        <span className="wk-cell-header" aria-hidden="true">
          {header}
        </span>
      ) : null}
      <div className="wk-cell-content">{cell(row)}</div>
    </>
  )
  return kind === 'title' ? (
    <th role="rowheader" scope="row" {...props}>
      {content}
    </th>
  ) : (
    <td role="cell" {...props}>
      {content}
    </td>
  )
}

function SelectAll({ keys, selection }: { readonly keys: readonly string[]; readonly selection: Selection }) {
  const t = useMessages(commonMessages)
  const selected = keys.filter((key) => selection.keys.has(key)).length
  const all = keys.length > 0 && selected === keys.length
  return (
    <Checkbox
      hideLabel
      label={t('selectAll')}
      checked={all}
      indeterminate={selected > 0 && !all}
      onChange={() => {
        const next = new Set(selection.keys)
        for (const key of keys) {
          if (all) next.delete(key)
          else next.add(key)
        }
        selection.onChange(next)
      }}
    />
  )
}

interface SelectRowProps {
  readonly rowKey: string
  readonly name: string
  readonly selection: Selection
}

function SelectRow({ rowKey, name, selection }: SelectRowProps) {
  const t = useMessages(commonMessages)
  return (
    <Checkbox
      hideLabel
      label={t('selectRow', { row: name })}
      checked={selection.keys.has(rowKey)}
      onChange={(event) => {
        const next = new Set(selection.keys)
        if (event.target.checked) next.add(rowKey)
        else next.delete(rowKey)
        selection.onChange(next)
      }}
    />
  )
}

export interface PagerProps {
  readonly page: number
  readonly hasPrevious: boolean
  readonly hasNext: boolean
  readonly showPrevious: () => void
  readonly showNext: () => void
  /** At the start of its line. */
  readonly children?: ReactNode
}

/** The way to the neighbouring pages. Nothing is shown where there is but one. */
export function Pager({ page, hasPrevious, hasNext, showPrevious, showNext, children }: PagerProps) {
  const t = useMessages(commonMessages)
  const part = useSlot('pager')
  if (!hasPrevious && !hasNext && children === undefined) return null
  return (
    <div {...part}>
      <span className="wk-pager-text">{children}</span>
      {hasPrevious || hasNext ? (
        <nav className="wk-pager-nav" aria-label={t('page', { page })}>
          <span className="wk-hint">{t('page', { page })}</span>
          <IconButton
            size="sm"
            variant="secondary"
            label={t('previousPage')}
            icon={<ChevronLeft className="wk-flip" />}
            disabled={!hasPrevious}
            onClick={showPrevious}
          />
          <IconButton
            size="sm"
            variant="secondary"
            label={t('nextPage')}
            icon={<ChevronRight className="wk-flip" />}
            disabled={!hasNext}
            onClick={showNext}
          />
        </nav>
      ) : null}
    </div>
  )
}
