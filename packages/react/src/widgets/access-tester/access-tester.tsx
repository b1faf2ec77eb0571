import { useState } from 'react'
import type { Operation, Service } from '@wardkit/core'
import { useExplanation, type AccessQuestion } from '../../hooks/use-explanation.ts'
import { useServices } from '../../hooks/use-services.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Card, Combobox, Field, Input, Loaded, ProblemNotice, Textarea, WidgetSection } from '../../ui/index.ts'
import type { WidgetBaseProps } from '../widget-props.ts'
import { ExplanationView } from './explanation-view.tsx'
import { accessTesterMessages } from './messages.ts'
import { PrincipalField, type ChosenPrincipal } from './principal-field.tsx'

export interface AccessTesterProps extends Omit<WidgetBaseProps<(typeof accessTesterMessages)['english']>, 'readOnly'> {
  /** The operation that is asked about at first, as policies name it. */
  readonly defaultOperation?: string
  /** Values of its path parameters. */
  readonly defaultParams?: Readonly<Record<string, string>>
}

/** Answers “may this doctor PUT /patient/17?”, and shows how the answer comes about. */
export function AccessTester({ messages, defaultOperation, defaultParams }: AccessTesterProps) {
  const t = useMessages(accessTesterMessages, messages)
  const services = useServices()
  return (
    <WidgetSection slot="access-tester" title={t('title')} description={t('description')}>
      <Loaded query={services}>
        {(known) => (
          <Tester
            services={known}
            messages={messages}
            defaultOperation={defaultOperation ?? null}
            defaultParams={defaultParams ?? {}}
          />
        )}
      </Loaded>
    </WidgetSection>
  )
}

interface TesterProps {
  readonly services: readonly Service[]
  readonly messages: AccessTesterProps['messages']
  readonly defaultOperation: string | null
  readonly defaultParams: Readonly<Record<string, string>>
}

/** What was asked, so that its answer goes on saying so whatever is typed next. */
interface Asked {
  readonly who: string
  readonly operation: string
}

function Tester({ services, messages, defaultOperation, defaultParams }: TesterProps) {
  const t = useMessages(accessTesterMessages, messages)
  const explanation = useExplanation()
  const [principal, setPrincipal] = useState<ChosenPrincipal | null>(null)
  const [operationId, setOperationId] = useState(defaultOperation)
  const [params, setParams] = useState(defaultParams)
  const [body, setBody] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const operations = services.flatMap((service) => service.operations)
  const operation = operations.find(({ id }) => id === operationId)
  const isBodyGood = body.trim() === '' || parseJson(body) !== undefined

  function ask(): void {
    setIsTried(true)
    if (principal === null || operation === undefined || !isBodyGood) return
    setAsked({ who: principal.name, operation: targetOf(operation, params) })
    explanation.mutate(toQuestion(principal, operation, params, body))
  }

  return (
    <div className="wk-stack wk-tester">
      <Card>
        <form
          className="wk-stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            ask()
          }}
        >
          <PrincipalField
            t={t}
            value={principal}
            onChange={setPrincipal}
            error={isTried && principal === null ? t('whoMissing') : undefined}
          />
          <Field label={t('operation')} error={isTried && operation === undefined ? t('operationMissing') : undefined}>
            <Combobox
              options={operations.map(({ id, summary }) => ({
                value: id,
                label: id.replace(':', ' '),
                ...(summary === '' ? {} : { description: summary }),
              }))}
              value={operation?.id ?? null}
              onChange={setOperationId}
              placeholder={t('operationPlaceholder')}
            />
          </Field>
          {operation === undefined || operation.pathParameters.length === 0 ? null : (
            <div className="wk-form-pair">
              {operation.pathParameters.map(({ name }) => (
                <Field key={name} label={<code dir="ltr">{name}</code>}>
                  <Input
                    value={params[name] ?? ''}
                    dir="ltr"
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={2000}
                    placeholder={t('parameterOpen')}
                    onChange={({ target }) => setParams({ ...params, [name]: target.value })}
                  />
                </Field>
              ))}
            </div>
          )}
          {operation === undefined || operation.body === null ? null : (
            <Field
              label={t('body')}
              description={t('bodyDescription')}
              optional
              error={isBodyGood ? undefined : t('bodyInvalid')}
            >
              <Textarea
                className="wk-input wk-textarea wk-mapping-claims"
                dir="ltr"
                rows={4}
                spellCheck={false}
                value={body}
                onChange={({ target }) => setBody(target.value)}
              />
            </Field>
          )}
          <ProblemNotice problem={explanation.error} />
          <Button className="wk-start" variant="primary" type="submit" pending={explanation.isPending}>
            {t('ask')}
          </Button>
        </form>
      </Card>
      <div aria-live="polite">
        {explanation.data === undefined || asked === null ? null : (
          <ExplanationView t={t} explanation={explanation.data} {...asked} />
        )}
      </div>
    </div>
  )
}

function toQuestion(
  { type, id }: ChosenPrincipal,
  operation: Operation,
  params: Readonly<Record<string, string>>,
  body: string,
): AccessQuestion {
  const given = operation.pathParameters.flatMap(({ name }) => {
    const value = params[name]?.trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  const json = operation.body === null || body.trim() === '' ? undefined : parseJson(body)
  return {
    principal: { type, id },
    question: {
      operation: operation.id,
      ...(given.length === 0 ? {} : { params: Object.fromEntries(given) }),
      ...(json === undefined ? {} : { body: json }),
    },
  }
}

/** The operation with the values that are known in it. */
function targetOf({ id, pathParameters }: Operation, params: Readonly<Record<string, string>>): string {
  return pathParameters.reduce(
    (text, { name }) => {
      const value = params[name]?.trim() ?? ''
      return value === '' ? text : text.replace(`{${name}}`, () => value)
    },
    id.replace(':', ' '),
  )
}

/** An object, as bodies are; undefined for anything else. */
function parseJson(text: string): Record<string, never> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, never>) : undefined
  } catch {
    // Half-typed: the field says so.
    return undefined
  }
}
