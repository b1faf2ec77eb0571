import { Plus } from 'lucide-react'
import type { WardkitProblem } from '../../client/wardkit-problem.ts'
import type { MappingDryRun } from '../../hooks/use-group-mappings.ts'
import type { Translate } from '../../messages/use-messages.ts'
import {
  Card,
  Chip,
  ChipList,
  CodeBlock,
  Field,
  formatRelative,
  IconButton,
  Notice,
  ProblemNotice,
  Select,
  Textarea,
  useNow,
  TagChips,
} from '../../ui/index.ts'
import type { MappingKey } from './rule-rows.tsx'
import type { ClaimsToTry } from './use-claims.ts'

export interface TryMappingProps {
  readonly t: Translate<MappingKey>
  readonly claims: ClaimsToTry
  readonly outcome: MappingDryRun | undefined
  readonly problem: WardkitProblem | null
  readonly roleName: (id: string) => string
  /** Makes a rule of a value that none names. */
  readonly onAddRule?: (attribute: string, value: string) => void
}

/** What a mapping that is being edited would give to somebody with these claims. */
export function TryMapping({ t, claims, outcome, problem, roleName, onAddRule }: TryMappingProps) {
  const now = useNow()
  const { runs, source, setSource, text, setText, value } = claims
  return (
    <Card title={t('tryIt')} description={t('tryDescription')}>
      <div className="wk-mapping-trial">
        <div className="wk-stack">
          <Field label={t('claimsFrom')}>
            <Select value={source} onChange={({ target }) => setSource(target.value)}>
              {runs.map(({ id, at }) => (
                <option key={id} value={id}>
                  {t('claimsRecent', { when: formatRelative(at - now, t.locale) })}
                </option>
              ))}
              <option value="pasted">{t('claimsPasted')}</option>
            </Select>
          </Field>
          {source === 'pasted' ? (
            <Field label={t('claims')} error={text.trim() !== '' && value === null ? t('claimsInvalid') : undefined}>
              <Textarea
                className="wk-input wk-textarea wk-mapping-claims"
                dir="ltr"
                rows={8}
                spellCheck={false}
                value={text}
                placeholder={'{\n  "groups": ["EHR Doctors"]\n}'}
                onChange={({ target }) => setText(target.value)}
              />
            </Field>
          ) : (
            <CodeBlock label={t('claims')} code={JSON.stringify(value, null, 2)} />
          )}
        </div>
        <div className="wk-stack" aria-live="polite">
          <ProblemNotice problem={problem} />
          {outcome === undefined ? null : (
            <Outcome t={t} outcome={outcome} roleName={roleName} {...(onAddRule && { onAddRule })} />
          )}
        </div>
      </div>
    </Card>
  )
}

interface OutcomeProps extends Pick<TryMappingProps, 't' | 'roleName' | 'onAddRule'> {
  readonly outcome: MappingDryRun
}

function Outcome({ t, outcome: { roles, tags, usedDefault, unmatched, problems }, roleName, onAddRule }: OutcomeProps) {
  return (
    <>
      <div className="wk-field">
        <span className="wk-label">{t('outcome')}</span>
        {roles.length === 0 && Object.keys(tags).length === 0 ? (
          <span className="wk-hint">{t('nothing')}</span>
        ) : (
          <ChipList label={t('outcome')}>
            {roles.map((role) => (
              <Chip key={role} value={roleName(role)} />
            ))}
            <TagChips tags={tags} />
          </ChipList>
        )}
        {usedDefault ? <span className="wk-hint">{t('usedDefault')}</span> : null}
      </div>
      {unmatched.length === 0 ? null : (
        <div className="wk-field">
          <span className="wk-label">{t('unmatched')}</span>
          <ul className="wk-mapping-unmatched">
            {unmatched.flatMap(({ attribute, values }) =>
              values.map((value) => (
                <li key={`${attribute} ${value}`}>
                  <Chip name={attribute} value={value} />
                  {onAddRule === undefined ? null : (
                    <IconButton
                      size="sm"
                      icon={<Plus />}
                      label={t('addRuleFor', { value })}
                      onClick={() => onAddRule(attribute, value)}
                    />
                  )}
                </li>
              )),
            )}
          </ul>
        </div>
      )}
      {problems.map((text) => (
        <Notice key={text} tone="warning">
          <bdi lang="en">{text}</bdi>
        </Notice>
      ))}
    </>
  )
}
