import { ExternalLink, FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { toSafeUrl } from '../../client/safe-url.ts'
import { useTestConnection, useTestRuns, type Connection } from '../../hooks/use-connections.ts'
import { Button, Loaded, Notice, ProblemNotice } from '../../ui/index.ts'
import { useSso } from './sso-context.ts'
import { TestRun } from './test-run.tsx'

export interface TestPanelProps {
  readonly connection: Connection
  /** Testing is what there is to do. */
  readonly primary?: boolean
}

const WINDOW = 'popup,width=540,height=760'

/** Tries a connection with one's own account, in a window of its own, and shows what came of it. */
export function TestPanel({ connection: { id }, primary = false }: TestPanelProps) {
  const { t, mayChange } = useSso()
  const runs = useTestRuns(id)
  const test = useTestConnection()
  const [blocked, setBlocked] = useState<string | null>(null)
  const hasRuns = (runs.data?.items.length ?? 0) > 0

  async function run(): Promise<void> {
    setBlocked(null)
    // Opened by the click itself: what is opened after an answer is kept from opening.
    const opened = window.open('about:blank', 'wardkit-test', WINDOW)
    try {
      const url = toSafeUrl((await test.mutateAsync(id)).url)
      if (url === undefined) opened?.close()
      else if (opened === null) setBlocked(url)
      else {
        // The provider's pages must not reach back into this one.
        opened.opener = null
        opened.location.href = url
      }
    } catch {
      // Shown below.
      opened?.close()
    }
  }

  return (
    <div className="wk-stack">
      {mayChange ? (
        <Button
          className="wk-start"
          variant={primary ? 'primary' : 'secondary'}
          icon={<FlaskConical />}
          pending={test.isPending}
          onClick={() => void run()}
        >
          {hasRuns ? t('runAgain') : t('runTest')}
        </Button>
      ) : null}
      <ProblemNotice problem={test.error} />
      {blocked === null ? null : (
        <Notice
          tone="warning"
          urgent
          action={
            <Button size="sm" asChild>
              <a href={blocked} target="_blank" rel="noreferrer" onClick={() => setBlocked(null)}>
                <ExternalLink />
                {t('openTest')}
              </a>
            </Button>
          }
        >
          {t('testBlocked')}
        </Notice>
      )}
      <Loaded
        query={runs}
        empty={{ when: ({ items }) => items.length === 0, show: <p className="wk-hint">{t('noRuns')}</p> }}
      >
        {({ items }) => (
          <ol className="wk-runs" aria-label={t('testRuns')}>
            {items.map((one, index) => (
              <TestRun key={one.id} run={one} isNewest={index === 0} />
            ))}
          </ol>
        )}
      </Loaded>
    </div>
  )
}
