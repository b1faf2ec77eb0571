import { useState } from 'react'
import type { OperatorTenant } from '../../hooks/use-operator.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { LazyPane, Tabs, WidgetSection } from '../../ui/index.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { accessPart } from './access-part.ts'
import { operatorConsoleMessages } from './messages.ts'
import { ServicesView } from './services-view.tsx'
import { TenantView } from './tenant-view.tsx'
import { TenantsView } from './tenants-view.tsx'

export interface OperatorConsoleProps extends WidgetBaseProps<(typeof operatorConsoleMessages)['english']> {
  readonly suspend?: WidgetAction<OperatorTenant>
  readonly resume?: WidgetAction<OperatorTenant>
  readonly remove?: WidgetAction<OperatorTenant>
}

export type TranslateOperator = Translate<keyof (typeof operatorConsoleMessages)['english']>

/**
 * What the application's own operators see: every tenant, the services, and the access log in numbers. The provider above leads to a server of theirs
 * that knows them and adds the operator's key, which never reaches a browser.
 */
export function OperatorConsole({ readOnly = false, messages, suspend, resume, remove }: OperatorConsoleProps) {
  const t = useMessages(operatorConsoleMessages, messages)
  const [view, setView] = useState('tenants')
  const [tenant, setTenant] = useState<string | null>(null)
  return (
    <WidgetSection slot="operator-console" title={t('title')} description={t('description')}>
      <Tabs
        label={t('views')}
        value={view}
        onChange={setView}
        tabs={[
          {
            value: 'tenants',
            label: t('tenants'),
            content:
              tenant === null ? (
                <TenantsView t={t} onOpen={setTenant} />
              ) : (
                <TenantView
                  t={t}
                  tenantId={tenant}
                  readOnly={readOnly}
                  actions={{ ...(suspend && { suspend }), ...(resume && { resume }), ...(remove && { remove }) }}
                  onBack={() => setTenant(null)}
                />
              ),
          },
          { value: 'services', label: t('services'), content: <ServicesView t={t} /> },
          { value: 'access', label: t('access'), content: <LazyPane part={accessPart} props={{ t }} /> },
        ]}
      />
    </WidgetSection>
  )
}
