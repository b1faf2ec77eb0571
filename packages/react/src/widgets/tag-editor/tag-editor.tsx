import { useState } from 'react'
import { useMay } from '../../hooks/use-may.ts'
import { useChangeTags, useTags, type HeldTags, type TagChange, type TagHolder } from '../../hooks/use-tags.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Loaded, ProblemNotice, SkeletonRows, useToast, WidgetSection } from '../../ui/index.ts'
import { runAction, type WidgetAction, type WidgetBaseProps } from '../widget-props.ts'
import { tagEditorMessages } from './messages.ts'
import { TagInput, type TagSuggestions } from './tag-input.tsx'
import { areSame, changeOf } from './tag-rows.ts'

export interface TagEditorProps extends WidgetBaseProps<(typeof tagEditorMessages)['english']> {
  /** Whose tags they are. */
  readonly holder: TagHolder
  /** What is offered while somebody types; what others of the kind hold already when absent. */
  readonly suggestions?: TagSuggestions
  readonly save?: WidgetAction<TagChange, HeldTags>
}

const OPERATIONS: Readonly<Record<TagHolder['type'], string>> = {
  user: 'PATCH:/wardkit/users/{userId}/tags',
  apiKey: 'PATCH:/wardkit/api-keys/{keyId}/tags',
  role: 'PATCH:/wardkit/roles/{roleId}/tags',
  resource: 'PATCH:/wardkit/resources/{type}/{id}/tags',
}

/** The tags of a user, an API key, a role or a resource: those of the system locked, a removal taken back until it is saved. */
export function TagEditor({ holder, suggestions, readOnly = false, messages, save }: TagEditorProps) {
  const t = useMessages(tagEditorMessages, messages)
  const tags = useTags(holder)
  const may = useMay(OPERATIONS[holder.type], paramsOf(holder))
  const mayChange = !readOnly && save?.disabled !== true && may
  return (
    <WidgetSection slot="tag-editor" title={t('title')} description={t('description')}>
      <Loaded query={tags} skeleton={<SkeletonRows rows={2} />}>
        {(held) => (
          <TagForm key={JSON.stringify(holder)} {...{ holder, held, mayChange, suggestions, messages, save }} />
        )}
      </Loaded>
    </WidgetSection>
  )
}

interface TagFormProps extends Pick<TagEditorProps, 'holder' | 'messages'> {
  readonly held: HeldTags
  readonly mayChange: boolean
  readonly suggestions: TagSuggestions | undefined
  readonly save: TagEditorProps['save'] | undefined
}

function TagForm({ holder, held, mayChange, suggestions, messages, save }: TagFormProps) {
  const t = useMessages(tagEditorMessages, messages)
  const toast = useToast()
  const saving = useChangeTags(holder)
  // Those that editing began with, and how often it did: what is read anew while somebody edits does not take it from them.
  const [start, setStart] = useState({ tags: held, count: 0 })
  const [edited, setEdited] = useState({ tags: held, isValid: true })
  const [strict, setStrict] = useState(false)
  const isChanged = !areSame(edited.tags, start.tags)

  function begin(tags: HeldTags): void {
    setStart(({ count }) => ({ tags, count: count + 1 }))
    setEdited({ tags, isValid: true })
    setStrict(false)
    saving.reset()
  }

  async function submit(): Promise<void> {
    setStrict(true)
    if (!edited.isValid) return
    const before = start.tags
    const change = changeOf(before, edited.tags)
    try {
      const saved = await runAction(save, change, (given) => saving.mutateAsync(given))
      if (saved === undefined) return
      begin(saved)
      toast({ text: t('saved'), onUndo: () => undo(change, before) })
    } catch {
      // Shown below the tags, which stay.
    }
  }

  /** Sets back the keys that were changed, and those alone: the others are as they are by then. */
  function undo(done: TagChange, before: HeldTags): void {
    const keys = [...Object.keys(done.set), ...done.remove]
    const set = Object.fromEntries(Object.entries(before).filter(([key]) => keys.includes(key)))
    saving.mutate({ set, remove: keys.filter((key) => !(key in before)) }, { onSuccess: begin })
  }

  return (
    <form
      className="wk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TagInput
        key={start.count}
        defaultValue={start.tags}
        readOnly={!mayChange}
        strict={strict}
        messages={messages}
        suggestFrom={holder.type}
        {...(suggestions === undefined ? {} : { suggestions })}
        onChange={(tags, isValid) => setEdited({ tags, isValid })}
      />
      <ProblemNotice problem={saving.error} />
      {mayChange && isChanged ? (
        <div className="wk-row">
          <Button variant="primary" type="submit" pending={saving.isPending}>
            {t('save')}
          </Button>
          <Button onClick={() => begin(start.tags)}>{t('discard')}</Button>
          <span className="wk-hint" role="status">
            {t('unsaved')}
          </span>
        </div>
      ) : null}
    </form>
  )
}

function paramsOf(holder: TagHolder): Readonly<Record<string, string>> {
  switch (holder.type) {
    case 'user':
      return { userId: holder.id }
    case 'apiKey':
      return { keyId: holder.id }
    case 'role':
      return { roleId: holder.id }
    case 'resource':
      return { type: holder.resourceType, id: holder.id }
  }
}
