import { Network } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../hooks/use-may.ts'
import { useEveryConnection } from '../../hooks/use-connections.ts'
import { useGroupMappings, type GroupMapping } from '../../hooks/use-group-mappings.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { EmptyState, Field, Loaded, Select, WidgetSection } from '../../ui/index.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { MappingForm } from './mapping-form.tsx'
import { groupRoleMappingMessages } from './messages.ts'

export interface GroupRoleMappingProps extends WidgetBaseProps<(typeof groupRoleMappingMessages)['english']> {
  /** The connection whose claims are mapped; chosen in the widget when absent. */
  readonly connection?: string
  readonly save?: WidgetAction<GroupMapping, GroupMapping>
}

/** Says how what an identity provider tells of people becomes their roles and tags, and tries it before it is kept. */
export function GroupRoleMapping({ readOnly = false, messages, connection, save }: GroupRoleMappingProps) {
  const t = useMessages(groupRoleMappingMessages, messages)
  const connections = useEveryConnection()
  const known = connections.data ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const id = connection ?? chosen ?? known[0]?.id ?? null
  const mapping = useGroupMappings(id)
  const may = useMay('PUT:/wardkit/connections/{connectionId}/mapping', id === null ? undefined : { connectionId: id })
  const mayChange = !readOnly && save?.disabled !== true && may
  return (
    <WidgetSection
      slot="group-role-mapping"
      title={t('title')}
      description={t('description')}
      actions={
        connection === undefined && known.length > 1 ? (
          <Field label={t('connection')} hideLabel>
            <Select value={id ?? ''} onChange={({ target }) => setChosen(target.value)}>
              {known.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
          </Field>
        ) : null
      }
    >
      <Loaded
        query={connections}
        empty={{
          when: (every) => every.length === 0,
          show: <EmptyState icon={<Network />} title={t('emptyTitle')} description={t('emptyDescription')} />,
        }}
      >
        {() => (
          <Loaded query={mapping}>
            {(data) => (
              <MappingForm
                // What is kept now is another start.
                key={`${id ?? ''} ${String(data.version)}`}
                connection={id ?? ''}
                mapping={data}
                mayChange={mayChange}
                messages={messages}
                action={save}
                onLoadTheirs={() => void mapping.refetch()}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </WidgetSection>
  )
}
