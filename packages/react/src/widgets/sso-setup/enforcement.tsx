import { useState } from 'react'
import type { Connection } from '../../hooks/use-connections.ts'
import { useSsoSettings, useUpdateSsoSettings, type SsoSettings } from '../../hooks/use-sso-settings.ts'
import { useUsers } from '../../hooks/use-users.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Badge,
  Button,
  Card,
  Field,
  Loaded,
  MultiSelect,
  Notice,
  ProblemNotice,
  Switch,
  useToast,
} from '../../ui/index.ts'
import { useSso } from './sso-context.ts'

export interface EnforcementProps {
  readonly connections: readonly Connection[]
}

/** Whether people must come by single sign-on, and who gets in all the same when the provider is down. */
export function Enforcement({ connections }: EnforcementProps) {
  const { t } = useSso()
  const settings = useSsoSettings()
  const isEnforced = settings.data?.enforced === true
  return (
    <Card
      title={t('enforcement')}
      description={t('enforcementHint')}
      aside={isEnforced ? <Badge tone="success">{t('enforced')}</Badge> : undefined}
    >
      <Loaded query={settings}>
        {(data) => (
          <EnforcementForm
            // What is kept now is another start.
            key={data.version}
            settings={data}
            hasActive={connections.some(({ status }) => status === 'active')}
            onLoadAgain={() => void settings.refetch()}
          />
        )}
      </Loaded>
    </Card>
  )
}

interface EnforcementFormProps {
  readonly settings: SsoSettings
  readonly hasActive: boolean
  readonly onLoadAgain: () => void
}

function EnforcementForm({ settings, hasActive, onLoadAgain }: EnforcementFormProps) {
  const { t, mayChange } = useSso()
  const common = useMessages(commonMessages)
  const toast = useToast()
  const admins = useUsers({ role: 'admin', status: 'active' })
  const update = useUpdateSsoSettings()
  const [enforced, setEnforced] = useState(settings.enforced)
  const [breakGlass, setBreakGlass] = useState<readonly string[]>(settings.breakGlass)
  const isChanged = enforced !== settings.enforced || breakGlass.join() !== settings.breakGlass.join()
  const isUnsafe = enforced && breakGlass.length === 0
  const save = (): void =>
    update.mutate(
      { enforced, breakGlass: [...breakGlass], version: settings.version },
      { onSuccess: () => toast({ text: t('saved') }) },
    )
  return (
    <div className="wk-stack">
      <Switch
        label={t('enforce')}
        description={hasActive || enforced ? undefined : t('enforcementOff')}
        checked={enforced}
        disabled={!mayChange || (!hasActive && !enforced)}
        onChange={({ target }) => setEnforced(target.checked)}
      />
      <Field
        label={t('breakGlass')}
        description={t('breakGlassDescription')}
        error={isUnsafe ? t('breakGlassMissing') : undefined}
      >
        <MultiSelect
          options={admins.items.map(({ id, name, email }) => ({ value: id, label: name, description: email }))}
          value={breakGlass}
          onChange={setBreakGlass}
          placeholder={t('breakGlassPlaceholder')}
          disabled={!mayChange}
        />
      </Field>
      {update.error?.version === undefined ? (
        <ProblemNotice problem={update.error} />
      ) : (
        <Notice
          tone="warning"
          urgent
          action={
            <Button size="sm" onClick={onLoadAgain}>
              {t('loadAgain')}
            </Button>
          }
        >
          {t('conflict')}
        </Notice>
      )}
      {mayChange && isChanged ? (
        <footer className="wk-wizard-footer">
          <Button
            onClick={() => {
              setEnforced(settings.enforced)
              setBreakGlass(settings.breakGlass)
              update.reset()
            }}
          >
            {common('cancel')}
          </Button>
          <Button variant="primary" disabled={isUnsafe} pending={update.isPending} onClick={save}>
            {common('save')}
          </Button>
        </footer>
      ) : null}
    </div>
  )
}
