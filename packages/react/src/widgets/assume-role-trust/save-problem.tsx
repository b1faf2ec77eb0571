import type { WardkitProblem } from '../../client/wardkit-problem.ts'
import { Button, Notice, ProblemNotice } from '../../ui/index.ts'
import { useTrust } from './trust-context.ts'

export interface SaveProblemProps {
  readonly problem: WardkitProblem | null
  /** Goes back to what is there now. */
  readonly onLoadAgain: () => void
}

/** Why nothing was saved, and where somebody else was faster, the way to what they made of it. */
export function SaveProblem({ problem, onLoadAgain }: SaveProblemProps) {
  const { t, loadAgain } = useTrust()
  if (problem?.version === undefined) return <ProblemNotice problem={problem} />
  return (
    <Notice
      tone="warning"
      urgent
      title={t('conflictTitle')}
      action={
        <Button
          size="sm"
          onClick={() => {
            loadAgain()
            onLoadAgain()
          }}
        >
          {t('loadAgain')}
        </Button>
      }
    >
      {t('conflictDescription')}
    </Notice>
  )
}
