import { useState } from 'react'
import type { Schema } from '../../client/wardkit-client.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Badge, SearchInput } from '../../ui/index.ts'
import { roleEditorMessages } from './messages.ts'

export interface RoleListProps {
  readonly own: readonly Schema<'Role'>[]
  readonly shared: readonly Schema<'SharedRole'>[]
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}

type Listed = Schema<'Role'> | Schema<'SharedRole'>

/** The roles to choose from, the tenant's own first. */
export function RoleList({ own, shared, selected, onSelect }: RoleListProps) {
  const t = useMessages(roleEditorMessages)
  const common = useMessages(commonMessages)
  const [search, setSearch] = useState('')
  const needle = search.trim().toLocaleLowerCase()
  const matches = ({ name, description }: Listed): boolean =>
    `${name} ${description}`.toLocaleLowerCase().includes(needle)
  const groups = [
    { title: t('rolesOfTenant'), roles: own.filter(matches), builtIn: false },
    { title: t('sharedRoles'), roles: shared.filter(matches), builtIn: true },
  ].filter(({ roles }) => roles.length > 0)
  return (
    <nav className="wk-role-list" aria-label={t('title')}>
      <SearchInput label={t('searchRoles')} value={search} onChange={setSearch} />
      {groups.length === 0 ? (
        <p className="wk-hint" role="status">
          {common('noMatches')}
        </p>
      ) : null}
      {groups.map(({ title, roles, builtIn }) => (
        <section key={title} aria-label={title}>
          <h3 className="wk-role-list-title">{title}</h3>
          <ul>
            {roles.map(({ id, name, description }) => (
              <li key={id}>
                <button
                  type="button"
                  className="wk-role-item"
                  data-slot="role-item"
                  data-role={id}
                  aria-current={id === selected || undefined}
                  onClick={() => onSelect(id)}
                >
                  <span className="wk-role-item-line">
                    <bdi className="wk-role-item-name wk-ellipsis">{name}</bdi>
                    {builtIn ? <Badge>{t('builtIn')}</Badge> : null}
                  </span>
                  {description === '' ? null : (
                    <span className="wk-hint wk-ellipsis">
                      <bdi>{description}</bdi>
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
