import { useMay } from '../../hooks/use-may.ts'
import { useTenant, type TenantChange, type TenantSettings } from '../../hooks/use-tenant.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { createPart, LazyPart, Loaded, SkeletonRows, WidgetSection } from '../../ui/index.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { GuardrailCard } from './guardrail-card.tsx'
import { tenantProfileMessages } from './messages.ts'
import { ProfileForm } from './profile-form.tsx'

/** Last on the page, and seldom needed. */
const deletePart = createPart(async () => (await import('./delete-tenant.tsx')).DeleteTenant)

export interface TenantProfileProps extends WidgetBaseProps<(typeof tenantProfileMessages)['english']> {
  readonly save?: WidgetAction<TenantChange, TenantSettings>
  /** Deletes the tenant. `onAfter` is where the application says goodbye: nobody is logged in any more. */
  readonly remove?: WidgetAction<TenantSettings>
}

export type TranslateTenant = Translate<keyof (typeof tenantProfileMessages)['english']>

/** What a tenant is called and has set for itself: name, branding, how its people sign in, and its guardrail. */
export function TenantProfile({ readOnly = false, messages, save, remove }: TenantProfileProps) {
  const t = useMessages(tenantProfileMessages, messages)
  const tenant = useTenant()
  const mayChange = useMay('PATCH:/wardkit/tenant') && !readOnly && save?.disabled !== true
  const mayReadGuardrail = useMay('GET:/wardkit/guardrail')
  const maySetGuardrail = useMay('PUT:/wardkit/guardrail') && !readOnly
  const mayDelete = useMay('DELETE:/wardkit/tenant') && !readOnly && remove?.disabled !== true
  return (
    <WidgetSection slot="tenant-profile" title={t('title')} description={t('description')}>
      <Loaded query={tenant} skeleton={<SkeletonRows rows={4} />}>
        {(settings) => (
          <div className="wk-stack">
            <ProfileForm settings={settings} mayChange={mayChange} t={t} action={save} />
            {mayReadGuardrail ? <GuardrailCard mayChange={maySetGuardrail} t={t} /> : null}
            {mayDelete ? <LazyPart part={deletePart} props={{ settings, t, action: remove }} /> : null}
          </div>
        )}
      </Loaded>
    </WidgetSection>
  )
}
