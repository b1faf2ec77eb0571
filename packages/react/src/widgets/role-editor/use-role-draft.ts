import type { Service } from '@wardkit/core'
import { useMemo, useReducer } from 'react'
import { diagnosePolicy, type DiagnosedPolicy } from '../../policy-editor/diagnose-policy.ts'
import { sourceOf, toForm, type PolicyDraft, type RuleDraft } from './policy-draft.ts'

/** A role as it was when its editing began. */
export interface RoleStart {
  readonly name: string
  readonly description: string
  readonly policy: string
}

interface State {
  readonly name: string
  readonly description: string
  readonly policy: PolicyDraft
}

type Action =
  | { readonly type: 'name' | 'description' | 'source'; readonly value: string }
  | { readonly type: 'rules'; readonly rules: readonly RuleDraft[] }
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
  const { name, description, policy } = state
  const source = useMemo(() => sourceOf(policy), [policy])
  const diagnosed = useMemo(
    () => (source === undefined ? undefined : diagnosePolicy(source, services, 'role')),
    [source, services],
  )
  const isUntouched = useMemo(() => {
    // The form's text is canonical, and so differs from the author's where nothing was changed.
    const first = toForm(start.policy)
    return source === start.policy || (first !== undefined && source === sourceOf(first))
  }, [source, start.policy])
  return {
    ...state,
    source,
    diagnosed,
    isChanged: name !== start.name || description !== start.description || !isUntouched,
    dispatch,
  }
}

function begin({ name, description, policy }: RoleStart): State {
  return { name, description, policy: toForm(policy) ?? { kind: 'text', source: policy } }
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
    case 'reset':
      return begin(action.start)
  }
}
