import { ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { useCan } from '../../hooks/use-can.ts'
import { useRoleCatalog } from '../../hooks/use-role-catalog.ts'
import { useRoleTrust, type RoleTrust, type RoleTrustChange } from '../../hooks/use-role-trust.ts'
import { useSession } from '../../hooks/use-session.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Combobox, EmptyState, Field, Loaded, WidgetSection } from '../../ui/index.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { assumeRoleTrustMessages } from './messages.ts'
import { AddButton } from './add-button.tsx'
import { TrustContext } from './trust-context.ts'
import { NEW_ENTRY, type TrustDraft } from './trust-draft.ts'
import { TrustView } from './trust-view.tsx'

export interface AssumeRoleTrustProps extends WidgetBaseProps<(typeof assumeRoleTrustMessages)['english']> {
  /** The role it is about; chosen in the widget when absent. */
  readonly role?: string | undefined
  readonly save?: WidgetAction<RoleTrustChange, RoleTrust>
}

/** Says who may assume a role of the tenant's: from which tenant, by which tags, for how long. */
export function AssumeRoleTrust({ readOnly = false, messages, role, save }: AssumeRoleTrustProps) {
  const t = useMessages(assumeRoleTrustMessages, messages)
  const catalog = useRoleCatalog()
  const session = useSession()
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState<TrustDraft | null>(null)
  const own = catalog.data?.own ?? []
  const id = role ?? chosen ?? own[0]?.id ?? null
  const shown = own.find((one) => one.id === id)
  const trust = useRoleTrust(id)
  const can = useCan('PUT:/wardkit/roles/{roleId}/trust', id === null ? undefined : { roleId: id }).answer
  const mayChange = !readOnly && save?.disabled !== true && (can === 'yes' || can === 'depends')
  // Where nobody may, what is shown in place of a list has the button.
  const isSaid = trust.data !== undefined && trust.data.trust.length > 0
  return (
    <WidgetSection
      slot="assume-role-trust"
      title={t('title')}
      description={t('description')}
      actions={mayChange && isSaid ? <AddButton t={t} onAdd={() => setOpen(NEW_ENTRY)} /> : null}
    >
      <Loaded
        query={catalog}
        empty={{
          when: () => own.length === 0,
          show: <EmptyState icon={<ShieldOff />} title={t('noRolesTitle')} description={t('noRolesDescription')} />,
        }}
      >
        {() => (
          <div className="wk-stack">
            {role === undefined ? (
              <div className="wk-trust-role">
                <Field label={t('role')}>
                  <Combobox
                    options={own.map(({ id: value, name, description }) => ({
                      value,
                      label: name,
                      ...(description === '' ? {} : { description }),
                    }))}
                    value={id}
                    onChange={setChosen}
                    placeholder={t('rolePlaceholder')}
                  />
                </Field>
              </div>
            ) : null}
            <Loaded query={trust}>
              {(data) => (
                <Loaded query={session}>
                  {(current) => (
                    <TrustContext.Provider
                      // What is open or edited is of one role.
                      key={id}
                      value={{
                        role: { id: id ?? '', name: shown?.name ?? id ?? '', tags: shown?.tags ?? {} },
                        trust: data,
                        ownTenant: current?.tenant.id ?? '',
                        mayChange,
                        t,
                        messages,
                        save,
                        loadAgain: () => void trust.refetch(),
                      }}
                    >
                      <TrustView open={open} setOpen={setOpen} />
                    </TrustContext.Provider>
                  )}
                </Loaded>
              )}
            </Loaded>
          </div>
        )}
      </Loaded>
    </WidgetSection>
  )
}
