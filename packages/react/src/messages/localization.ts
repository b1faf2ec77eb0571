/** The messages of one namespace, by their keys. */
export type Messages = Readonly<Record<string, string>>

/** A language for the widgets. */
export interface Localization {
  /** A BCP 47 tag, by which numbers, dates and plurals are written too. */
  readonly locale: string
  /** By the locale when absent. */
  readonly dir?: 'ltr' | 'rtl'
  /** Messages by namespace, a widget's being its name: `{ apiKeys: { title: 'Access keys' } }`. What is absent is English. */
  readonly messages?: Readonly<Record<string, Partial<Messages>>>
}

export const ENGLISH: Localization = { locale: 'en' }

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'nqo', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** The direction in which a language is written. */
export function directionOf({ dir, locale }: Localization): 'ltr' | 'rtl' {
  return dir ?? (RIGHT_TO_LEFT.has(locale.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr')
}

/** A language with some messages of one's own in it: `withMessages(de, { apiKeys: { title: 'Zugangsschlüssel' } })`. */
export function withMessages(base: Localization, messages: NonNullable<Localization['messages']>): Localization {
  const merged = { ...base.messages }
  for (const [namespace, own] of Object.entries(messages)) merged[namespace] = { ...merged[namespace], ...own }
  return { ...base, messages: merged }
}
