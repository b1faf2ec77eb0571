import { Fragment, createElement, useMemo, type ReactNode } from 'react'
import { useWardkit } from '../provider/wardkit-context.ts'
import { formatMessage, formatParts, type MessageValue } from './format-message.ts'
import { directionOf, type Messages } from './localization.ts'

/** English messages of a namespace: what is shown where a language has no others. */
export interface MessageSet<Own extends Messages> {
  readonly namespace: string
  readonly english: Own
}

/** Declares the messages of a widget. Their keys are its type. */
export function defineMessages<const Own extends Messages>(namespace: string, english: Own): MessageSet<Own> {
  return { namespace, english }
}

/** The messages of a set in another language, every one of them. */
export type Translation<Set> = Set extends MessageSet<infer Own> ? Readonly<Record<keyof Own, string>> : never

/** Writes the messages of a set in the language of the provider. */
export interface Translate<Key extends string> {
  (key: Key, values?: Readonly<Record<string, MessageValue>>): string
  /** With elements among the values. */
  readonly rich: (key: Key, values: Readonly<Record<string, ReactNode>>) => ReactNode
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
}

/** @param own messages of one widget's instance, before those of the provider */
export function useMessages<Own extends Messages>(
  { namespace, english }: MessageSet<Own>,
  own?: Partial<Readonly<Record<keyof Own, string>>>,
): Translate<keyof Own & string> {
  const { localization } = useWardkit()
  return useMemo(() => {
    const { locale } = localization
    const given = localization.messages?.[namespace]
    const messageOf = (key: keyof Own & string) => own?.[key] ?? given?.[key] ?? english[key] ?? key
    const t = (key: keyof Own & string, values = {}) => formatMessage(messageOf(key), values, locale)
    const rich = (key: keyof Own & string, values: Readonly<Record<string, ReactNode>>): ReactNode =>
      formatParts<ReactNode>(messageOf(key), values, locale).map((part, index) =>
        createElement(Fragment, { key: index }, part),
      )
    return Object.assign(t, { rich, locale, dir: directionOf(localization) })
  }, [localization, namespace, english, own])
}
