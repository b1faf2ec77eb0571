import { useState, type ReactNode } from 'react'
import { useActivateConnection, type Connection } from '../../hooks/use-connections.ts'
import { useAssignDomain, type Domain } from '../../hooks/use-domains.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Card, Checkbox, Notice, ProblemNotice, Stepper, useToast } from '../../ui/index.ts'
import { runAction } from '../widget-props.ts'
import { ConnectionAddresses } from './connection-addresses.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { DomainList } from './domain-list.tsx'
import { useSso } from './sso-context.ts'
import { TestPanel } from './test-panel.tsx'

type StepName = 'domains' | 'connection' | 'test' | 'activate'

export interface SsoWizardProps {
  /** Null until it is saved. */
  readonly connection: Connection | null
  readonly domains: readonly Domain[]
  readonly onCreated: (id: string) => void
  readonly onDone: () => void
}

/** The way to a connection that works, step by step. What is done stays done: it can be left and gone on with. */
export function SsoWizard({ connection, domains, onCreated, onDone }: SsoWizardProps) {
  const { t } = useSso()
  const hasDomain = domains.some(({ status }) => status === 'verified')
  const isTested = connection !== null && connection.status !== 'draft'
  // Where it begins follows from what is there; from then on nobody is moved who did not ask for it.
  const [current, setCurrent] = useState<StepName>(
    connection === null ? (hasDomain ? 'connection' : 'domains') : isTested ? 'activate' : 'test',
  )
  const steps: readonly { id: StepName; label: string; done: boolean; disabled: boolean }[] = [
    { id: 'domains', label: t('stepDomains'), done: hasDomain, disabled: false },
    { id: 'connection', label: t('stepConnection'), done: connection !== null, disabled: false },
    { id: 'test', label: t('stepTest'), done: isTested, disabled: connection === null },
    { id: 'activate', label: t('stepActivate'), done: connection?.status === 'active', disabled: !isTested },
  ]
  return (
    <div className="wk-stack">
      <div className="wk-wizard-head">
        <Stepper
          label={t('steps')}
          steps={steps}
          current={current}
          onSelect={(id) => setCurrent(steps.find((step) => step.id === id)?.id ?? current)}
        />
        <Button size="sm" variant="ghost" onClick={onDone}>
          {t('closeWizard')}
        </Button>
      </div>
      {current === 'domains' ? (
        <WizardStep
          title={t('domainsTitle')}
          description={t('domainsDescription')}
          next={
            <Button variant={hasDomain ? 'primary' : 'secondary'} onClick={() => setCurrent('connection')}>
              {hasDomain ? t('continue') : t('skip')}
            </Button>
          }
        >
          <DomainList domains={domains} />
        </WizardStep>
      ) : current === 'connection' && connection === null ? (
        <WizardStep title={t('connectionTitle')} description={t('connectionDescription')}>
          <ConnectionForm
            onSaved={({ id }) => {
              setCurrent('connection')
              onCreated(id)
            }}
            onCancel={() => setCurrent('domains')}
          />
        </WizardStep>
      ) : connection === null ? null : current === 'connection' ? (
        <WizardStep
          title={t('registerTitle')}
          onBack={() => setCurrent('domains')}
          next={
            <Button variant="primary" onClick={() => setCurrent('test')}>
              {t('continue')}
            </Button>
          }
        >
          <ConnectionAddresses connection={connection} editable />
        </WizardStep>
      ) : current === 'test' ? (
        <WizardStep
          title={t('testTitle')}
          description={t('testDescription')}
          onBack={() => setCurrent('connection')}
          next={
            isTested ? (
              <Button variant="primary" onClick={() => setCurrent('activate')}>
                {t('continue')}
              </Button>
            ) : undefined
          }
        >
          <TestPanel connection={connection} primary={!isTested} />
        </WizardStep>
      ) : (
        <ActivateStep connection={connection} domains={domains} onBack={() => setCurrent('test')} onDone={onDone} />
      )}
    </div>
  )
}

interface WizardStepProps {
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
  readonly onBack?: () => void
  readonly next?: ReactNode
}

function WizardStep({ title, description, children, onBack, next }: WizardStepProps) {
  const common = useMessages(commonMessages)
  return (
    <Card title={title} {...(description === undefined ? {} : { description })}>
      {children}
      {onBack === undefined && next === undefined ? null : (
        <footer className="wk-wizard-footer">
          {onBack === undefined ? null : <Button onClick={onBack}>{common('back')}</Button>}
          {next}
        </footer>
      )}
    </Card>
  )
}

interface ActivateStepProps {
  readonly connection: Connection
  readonly domains: readonly Domain[]
  readonly onBack: () => void
  readonly onDone: () => void
}

function ActivateStep({ connection, domains, onBack, onDone }: ActivateStepProps) {
  const { t, actions } = useSso()
  const toast = useToast()
  const activation = useActivateConnection()
  const assignment = useAssignDomain()
  const { id, name } = connection
  const verified = domains.filter(({ status }) => status === 'verified')
  // What goes by another connection already is not taken from it unasked.
  const [left, setLeft] = useState<ReadonlySet<string>>(
    () => new Set(verified.filter((one) => one.connection !== null && one.connection !== id).map((one) => one.id)),
  )

  async function activate(): Promise<void> {
    try {
      const done = await runAction(actions.activate, connection, async () => {
        for (const domain of verified) {
          if (!left.has(domain.id) && domain.connection !== id) {
            await assignment.mutateAsync({ id: domain.id, connection: id })
          }
        }
        return activation.mutateAsync({ id, active: true })
      })
      if (done === undefined) return
    } catch {
      // Shown below; what was done of it stays, and is not done again.
      return
    }
    toast({ text: t('activated', { name }) })
    onDone()
  }

  return (
    <WizardStep
      title={t('activateTitle')}
      description={t('activateDescription', { name })}
      onBack={onBack}
      next={
        <Button
          variant="primary"
          pending={activation.isPending || assignment.isPending}
          disabled={actions.activate?.disabled === true}
          onClick={() => void activate()}
        >
          {t('activate')}
        </Button>
      }
    >
      <div className="wk-stack">
        {verified.length === 0 ? (
          <Notice tone="warning">{t('activateNoDomains', { name })}</Notice>
        ) : (
          <fieldset className="wk-stack wk-fieldset">
            <legend className="wk-label">{t('activateDomains', { name })}</legend>
            {verified.map((domain) => (
              <Checkbox
                key={domain.id}
                label={<bdi>{domain.domain}</bdi>}
                checked={!left.has(domain.id)}
                onChange={({ target }) => {
                  const next = new Set(left)
                  if (target.checked) next.delete(domain.id)
                  else next.add(domain.id)
                  setLeft(next)
                }}
              />
            ))}
          </fieldset>
        )}
        <ProblemNotice problem={assignment.error ?? activation.error} />
      </div>
    </WizardStep>
  )
}
