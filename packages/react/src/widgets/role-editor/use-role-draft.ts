import type { Service } from '@wardkit/core'
import { useMemo, useReducer } from 'react'
import { diagnosePolicy, type DiagnosedPolicy } from '../../policy-editor/diagnose-policy.ts'
import { areSame, type TagValues } from '../tag-editor/tag-rows.ts'
import { sourceOf, toForm, type PolicyDraft, type RuleDraft } from './policy-draft.ts'

const NO_TAGS: TagValues = {}

/** A role as it was when its editing began. */
export interface RoleStart {
  readonly name: string
  readonly description: string
  readonly policy: string
  /** Those of a built-in one, which nobody assumes, are absent. */
  readonly tags?: TagValues
}

interface State {
  readonly name: string
  readonly description: string
  readonly policy: PolicyDraft
  readonly tags: TagValues
  /** Whether the tags can be saved. */
  readonly areTagsValid: boolean
  /** How often it was begun anew, for fields that keep what they began with. */
  readonly resets: number
}

type Action =
  | { readonly type: 'name' | 'description' | 'source'; readonly value: string }
  | { readonly type: 'rules'; readonly rules: readonly RuleDraft[] }
  | { readonly type: 'tags'; readonly tags: TagValues; readonly isValid: boolean }
  | { readonly type: 'reset'; readonly start: RoleStart }

/** A role that is being edited. */
export interface RoleDraft extends State {
  /** The policy's text; undefined while a rule of the form is not whole. */
  readonly source: string | undefined
  readonly diagnosed: DiagnosedPolicy | undefined
  readonly isChanged: boolean
  readonly dispatch: (action: Action) => void
}

/** Keeps what is edited of a role, and what follows from it. */
export function useRoleDraft(start: RoleStart, services: readonly Service[]): RoleDraft {
  const [state, dispatch] = useReducer(reduce, start, begin)
  const { name, description, policy, tags } = state
  const source = useMemo(() => {
    const written = sourceOf(policy)
    if (policy.kind === 'text') return written
    // The form's text is canonical. Where nothing of it was changed, the author's own stays, with its comments.
    const first = toForm(start.policy)
    return first !== undefined && written === sourceOf(first) ? start.policy : written
  }, [policy, start.policy])
  const diagnosed = useMemo(
    () => (source === undefined ? undefined : diagnosePolicy(source, services, 'role')),
    [source, services],
  )
  return {
    ...state,
    source,
    diagnosed,
    isChanged:
      name !== start.name ||
      description !== start.description ||
      source !== start.policy ||
      !areSame(tags, start.tags ?? NO_TAGS),
    dispatch,
  }
}

function begin({ name, description, policy, tags = NO_TAGS }: RoleStart): State {
  const draft = toForm(policy) ?? ({ kind: 'text', source: policy } as const)
  return { name, description, policy: draft, tags, areTagsValid: true, resets: 0 }
}

function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'name':
    case 'description':
      return { ...state, [action.type]: action.value }
    case 'source':
      return { ...state, policy: { kind: 'text', source: action.value } }
    case 'rules':
      return { ...state, policy: { kind: 'form', rules: action.rules } }
    case 'tags':
      return { ...state, tags: action.tags, areTagsValid: action.isValid }
    case 'reset':
      return { ...begin(action.start), resets: state.resets + 1 }
  }
}
