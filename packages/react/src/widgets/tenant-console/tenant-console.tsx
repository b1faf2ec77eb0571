import { useState } from 'react'
import { useMayEach } from '../../hooks/use-may-each.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { LazyPane, Loaded, NoPermission, SkeletonRows, Widget } from '../../ui/index.ts'
import type { WidgetBaseProps } from '../widget-props.ts'
import { CONSOLE_SECTIONS, type ConsoleSectionId } from './console-sections.ts'
import { tenantConsoleMessages } from './messages.ts'

export interface TenantConsoleProps extends WidgetBaseProps<(typeof tenantConsoleMessages)['english']> {
  /** The section that is shown, as of the page's address. With it, `onSectionChange` is to lead to another. */
  readonly section?: string
  readonly onSectionChange?: (section: ConsoleSectionId) => void
  /** Sections that are not offered here, whoever looks. */
  readonly hidden?: readonly ConsoleSectionId[]
}

const OPERATIONS = CONSOLE_SECTIONS.flatMap(({ operation }) => operation ?? [])

/** All that a tenant administers, on one page: each sees the sections that they may. */
export function TenantConsole({
  readOnly = false,
  messages,
  section,
  onSectionChange,
  hidden = [],
}: TenantConsoleProps) {
  const t = useMessages(tenantConsoleMessages, messages)
  const may = useMayEach(OPERATIONS)
  const [chosen, setChosen] = useState<string>()
  const wanted = section ?? chosen
  return (
    <Widget slot="tenant-console" aria-label={t('label')}>
      <Loaded query={may} skeleton={<SkeletonRows />}>
        {(allowed) => {
          const offered = CONSOLE_SECTIONS.filter(
            ({ id, operation }) => !hidden.includes(id) && (operation === undefined || allowed.has(operation)),
          )
          const shown = wanted === undefined ? offered[0] : offered.find(({ id }) => id === wanted)
          return (
            <div className="wk-console">
              <nav aria-label={t('label')}>
                <ul className="wk-console-nav">
                  {offered.map(({ id, icon: Icon }) => (
                    <li key={id}>
                      <button
                        ref={id === shown?.id ? reveal : undefined}
                        type="button"
                        className="wk-console-item"
                        aria-current={id === shown?.id ? 'page' : undefined}
                        onClick={() => {
                          setChosen(id)
                          onSectionChange?.(id)
                        }}
                      >
                        <Icon aria-hidden="true" />
                        {t(id)}
                      </button>
                    </li>
                  ))}
                </ul>
              </nav>
              <div className="wk-console-content">
                {shown === undefined ? (
                  <NoPermission />
                ) : (
                  <LazyPane key={shown.id} part={shown.part} props={{ readOnly }} />
                )}
              </div>
            </div>
          )
        }}
      </Loaded>
    </Widget>
  )
}

/** Brings the section that is shown into sight, where the navigation scrolls sideways. The page stays where it is. */
function reveal(item: HTMLElement | null): void {
  const list = item?.closest('ul')
  if (item === null || list === null || list === undefined) return
  const [of, within] = [item.getBoundingClientRect(), list.getBoundingClientRect()]
  list.scrollBy({ left: of.left + of.width / 2 - (within.left + within.width / 2) })
}
