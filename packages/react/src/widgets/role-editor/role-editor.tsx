import { ArrowLeft, KeyRound, Plus, ShieldCheck } from 'lucide-react'
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { useCan } from '../../hooks/use-can.ts'
import { useRoleCatalog, type RoleCatalog } from '../../hooks/use-role-catalog.ts'
import { useServices } from '../../hooks/use-services.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, ConfirmDialog, createPart, EmptyState, LazyPane, Loaded, WidgetSection } from '../../ui/index.ts'
import { roleEditorMessages } from './messages.ts'
import { RoleList } from './role-list.tsx'

/** The policy editor, which reads policies as the server does: several times the weight of the list, and not needed for it. */
const roleForm = createPart(async () => (await import('./role-form.tsx')).RoleForm)

export interface RoleEditorProps {
  /** Shows roles and lets nobody change them. */
  readonly readOnly?: boolean
  /** The role that is open at first. */
  readonly defaultRole?: string
  /** In place of the widget's own words. */
  readonly messages?: Partial<Record<keyof (typeof roleEditorMessages)['english'], string>>
}

/** A role that is open: one that exists, or one that is being written. */
type Open = { readonly id: string } | 'new' | null

const NO_TAGS = {}

/** Lets a tenant write its own roles: which operations, under which condition, checked while one writes. */
export function RoleEditor({ readOnly = false, defaultRole, messages }: RoleEditorProps) {
  const t = useMessages(roleEditorMessages, messages)
  const catalog = useRoleCatalog()
  const mayCreate = useCan('POST:/wardkit/roles').answer === 'yes' && !readOnly
  const [open, setOpen] = useState<Open>(defaultRole === undefined ? null : { id: defaultRole })
  const [isChanged, setIsChanged] = useState(false)
  const [leavingFor, setLeavingFor] = useState<{ readonly to: Open } | null>(null)

  const panes = useFocusOnTurn(open)

  const go = useCallback((to: Open) => {
    setIsChanged(false)
    setLeavingFor(null)
    setOpen(to)
  }, [])
  const leaveFor = (to: Open): void => (isChanged ? setLeavingFor({ to }) : go(to))
  const newRole = mayCreate ? (
    <Button variant="primary" icon={<Plus />} onClick={() => leaveFor('new')}>
      {t('newRole')}
    </Button>
  ) : null

  return (
    <WidgetSection slot="role-editor" title={t('title')} description={t('description')} actions={newRole}>
      <Loaded query={catalog}>
        {({ own, shared }) => (
          <div ref={panes} className="wk-role-panes" data-open={open !== null || undefined}>
            <RoleList
              own={own}
              shared={shared}
              selected={open !== null && open !== 'new' ? open.id : null}
              onSelect={(id) => leaveFor({ id })}
            />
            <div className="wk-role-pane" data-choose={(open === null && own.length > 0) || undefined}>
              {open === null ? null : (
                <Button
                  variant="ghost"
                  size="sm"
                  className="wk-role-back"
                  icon={<ArrowLeft className="wk-flip" />}
                  onClick={() => leaveFor(null)}
                >
                  {t('allRoles')}
                </Button>
              )}
              <Pane
                {...{ open, own, shared, readOnly, go }}
                empty={
                  own.length === 0 ? (
                    <EmptyState
                      icon={<KeyRound />}
                      title={t('emptyTitle')}
                      description={t('emptyDescription')}
                      action={newRole}
                    />
                  ) : (
                    <EmptyState icon={<ShieldCheck />} title={t('chooseTitle')} description={t('chooseDescription')} />
                  )
                }
                onChanged={setIsChanged}
                onCancel={() => leaveFor(null)}
              />
            </div>
            <ConfirmDialog
              open={leavingFor !== null}
              onOpenChange={(isOpen) => (isOpen ? undefined : setLeavingFor(null))}
              title={t('discardTitle')}
              description={t('discardDescription', { name: nameOf(open, own) ?? t('newRole') })}
              confirmLabel={t('discard')}
              danger
              onConfirm={() => go(leavingFor?.to ?? null)}
            />
          </div>
        )}
      </Loaded>
    </WidgetSection>
  )
}

/**
 * Where there is no room for both, the list and the role that is open take turns, and what had the focus is gone with the one: it goes to the other.
 * @returns for the element around both
 */
function useFocusOnTurn(open: Open): RefObject<HTMLDivElement | null> {
  const panes = useRef<HTMLDivElement>(null)
  const before = useRef(open)
  useEffect(() => {
    const left = before.current
    before.current = open
    if (left === open) return
    const find = (selector: string) => panes.current?.querySelector<HTMLElement>(selector)
    if (open !== null) {
      if (left === null) find('.wk-role-back')?.focus()
    } else if (document.activeElement === document.body) {
      const id = left === null || left === 'new' ? '' : left.id
      const item = find(`[data-role='${CSS.escape(id)}']`) ?? find('[data-role]')
      item?.focus()
    }
  }, [open])
  return panes
}

interface PaneProps extends RoleCatalog {
  readonly open: Open
  readonly readOnly: boolean
  readonly empty: React.ReactNode
  readonly go: (to: Open) => void
  readonly onChanged: (isChanged: boolean) => void
  readonly onCancel: () => void
}

/** The role that is open, once the services are known that it can be about. */
function Pane({ open, own, shared, readOnly, empty, go, onChanged, onCancel }: PaneProps) {
  const services = useServices()
  const id = open === null || open === 'new' ? undefined : open.id
  const role = own.find((one) => one.id === id) ?? shared.find((one) => one.id === id) ?? null
  const params = { roleId: id ?? '' }
  const mayUpdate = useCan('PATCH:/wardkit/roles/{roleId}', params).answer === 'yes'
  const mayDelete = useCan('DELETE:/wardkit/roles/{roleId}', params).answer === 'yes'
  if (open === null || (open !== 'new' && role === null)) return empty
  const isOwn = role !== null && 'version' in role
  return (
    <Loaded query={services}>
      {(known) => (
        <LazyPane
          // A role that was changed is another start; so is what somebody else made of it.
          key={isOwn ? `${role.id} ${String(role.version)}` : (role?.id ?? 'new')}
          part={roleForm}
          props={{
            role,
            services: known,
            tags: NO_TAGS,
            readOnly: readOnly || (role !== null && !(isOwn && mayUpdate)),
            mayDelete: isOwn && mayDelete,
            onChanged,
            onSaved: (saved) => go({ id: saved }),
            onDeleted: () => go(null),
            onCancel,
          }}
        />
      )}
    </Loaded>
  )
}

function nameOf(open: Open, own: RoleCatalog['own']): string | undefined {
  return open === null || open === 'new' ? undefined : own.find(({ id }) => id === open.id)?.name
}
