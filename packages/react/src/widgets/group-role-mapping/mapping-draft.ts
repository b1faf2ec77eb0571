import type { GroupMapping } from '../../hooks/use-group-mappings.ts'

type Rule = GroupMapping['rules'][number]
type TagRule = GroupMapping['tagRules'][number]

/** A row that is being edited. Its key stays while rows before it come and go. */
export type Row<Content> = Content & { readonly key: number }

/** A mapping that is being edited. */
export interface MappingDraft {
  readonly rules: readonly Row<Rule>[]
  readonly tagRules: readonly Row<TagRule>[]
  /** Empty for none. */
  readonly defaultRole: string
  readonly mode: GroupMapping['mode']
}

/** What is kept of a mapping, without its version. */
export type MappingContent = Omit<GroupMapping, 'version'>

let lastKey = 0

export function newRow<Content extends object>(content: Content): Row<Content> {
  return { ...content, key: ++lastKey }
}

export function toDraft({ rules, tagRules, defaultRole, mode }: MappingContent): MappingDraft {
  return { rules: rules.map(newRow), tagRules: tagRules.map(newRow), defaultRole: defaultRole ?? '', mode }
}

/** The mapping that a draft stands for, with rows that are not whole yet as they are. */
export function toContent({ rules, tagRules, defaultRole, mode }: MappingDraft): MappingContent {
  return {
    rules: rules.map(({ key: _, ...rule }) => rule),
    tagRules: tagRules.map(({ key: _, ...rule }) => rule),
    defaultRole: defaultRole === '' ? null : defaultRole,
    mode,
  }
}

/** The part of a draft that can be tried already: rows that are whole. */
export function toWhole(draft: MappingDraft): MappingDraft {
  return {
    ...draft,
    rules: draft.rules.filter((rule) => lackingInRule(rule).length === 0),
    tagRules: draft.tagRules.filter((rule) => lackingInTagRule(rule).length === 0),
  }
}

export function isWhole(draft: MappingDraft): boolean {
  const { rules, tagRules } = toWhole(draft)
  return rules.length === draft.rules.length && tagRules.length === draft.tagRules.length
}

export function isChanged(draft: MappingDraft, kept: MappingContent): boolean {
  return JSON.stringify(toContent(draft)) !== JSON.stringify(toContent(toDraft(kept)))
}

/** What a rule still needs. A value may be spaces: a provider's groups may be called so. */
export function lackingInRule({ attribute, value, role }: Rule): readonly ('attribute' | 'value' | 'role')[] {
  return [
    ...(attribute.trim() === '' ? (['attribute'] as const) : []),
    ...(value === '' ? (['value'] as const) : []),
    ...(role === '' ? (['role'] as const) : []),
  ]
}

export function lackingInTagRule({ attribute, tag }: TagRule): readonly ('attribute' | 'tag')[] {
  return [
    ...(attribute.trim() === '' ? (['attribute'] as const) : []),
    ...(tag.trim() === '' ? (['tag'] as const) : []),
  ]
}
