import { answerOf, type Schema } from '../../client/wardkit-client.ts'
import { useWardkitQuery } from '../../hooks/use-wardkit-query.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, ChipList, CodeBlock, Loaded, Notice, TagChips } from '../../ui/index.ts'
import { roleEditorMessages } from './messages.ts'

export interface RoleConflictProps {
  readonly roleId: string
  readonly pending: boolean
  readonly onLoad: (theirs: Schema<'Role'>) => void
  readonly onSaveOver: (theirs: Schema<'Role'>) => void
}

/** Somebody else's version of a role, beside one's own: what is kept is chosen with both in sight. */
export function RoleConflict({ roleId, pending, onLoad, onSaveOver }: RoleConflictProps) {
  const t = useMessages(roleEditorMessages)
  const query = useWardkitQuery({
    key: ['roles', 'one', roleId],
    read: (client, signal) => answerOf(client.GET('/roles/{roleId}', { params: { path: { roleId } }, signal })),
    staleSeconds: 0,
  })
  return (
    <Notice tone="warning" urgent title={t('conflictTitle')}>
      <p>{t('conflictDescription')}</p>
      <Loaded query={query}>
        {(theirs) => (
          <div className="wk-role-conflict">
            <CodeBlock label={t('theirs')} title={t('theirs')} code={theirs.policy} />
            <ChipList label={t('tags')}>
              <TagChips tags={theirs.tags} />
            </ChipList>
            <div className="wk-condition-actions">
              <Button size="sm" onClick={() => onLoad(theirs)}>
                {t('loadTheirs')}
              </Button>
              <Button size="sm" variant="danger" pending={pending} onClick={() => onSaveOver(theirs)}>
                {t('saveMine')}
              </Button>
            </div>
          </div>
        )}
      </Loaded>
    </Notice>
  )
}
