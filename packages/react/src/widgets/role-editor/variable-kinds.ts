import { printCondition, parseCondition, type KnownVariable } from '@wardkit/core/policy'

/** The kinds of variables that a form offers, each with a control of its own. */
export type VariableKind = 'principalTag' | 'resourceTag' | 'request' | 'principal' | 'resource' | 'time'

export const VARIABLE_KINDS: readonly VariableKind[] = [
  'principalTag',
  'resourceTag',
  'request',
  'principal',
  'resource',
  'time',
]

const PREFIXES: Readonly<Record<VariableKind, string>> = {
  principalTag: '$principalTags:',
  resourceTag: '$resourceTags',
  request: '$request:',
  principal: '$principal:',
  resource: '$resource:',
  time: '$context:',
}

/** The kind of a variable; of one that is no kind's, a request's. */
export function kindOf(variable: string): VariableKind {
  return VARIABLE_KINDS.find((kind) => variable.startsWith(PREFIXES[kind])) ?? 'request'
}

/** Whether the keys of a kind are anybody's to choose, and not declared by a document. */
export function hasFreeKeys(kind: VariableKind): kind is 'principalTag' | 'resourceTag' {
  return kind === 'principalTag' || kind === 'resourceTag'
}

/** The key of a tag's variable. */
export function keyOf(variable: string): string {
  const colon = variable.indexOf(':')
  const key = colon === -1 ? '' : variable.slice(colon + 1)
  return key.startsWith('"') ? key.slice(1, -1).replaceAll('""', '"') : key
}

/** The variable of a tag's key, `''` for none: quoted where the key is no plain name. */
export function tagVariable(kind: 'principalTag' | 'resourceTag', key: string): string {
  if (key === '') return ''
  const prefix = kind === 'principalTag' ? '$principalTags:' : '$resourceTags:'
  const { condition } = parseCondition(`${prefix}"${key.replaceAll('"', '""')}" IS NULL`)
  // The printer quotes what needs quotes.
  return condition === null ? '' : printCondition(condition).replace(/ IS NULL$/, '')
}

/** The known variables of a kind. */
export function variablesOf(kind: VariableKind, variables: readonly KnownVariable[]): readonly KnownVariable[] {
  return variables.filter(({ text }) => kindOf(text) === kind)
}
