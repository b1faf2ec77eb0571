/** SQL with places for values: `texts` stand around `values`, one more than there are. Values never become text. */
export interface SqlFragment {
  readonly texts: readonly string[]
  readonly values: readonly SqlValue[]
}

export type SqlValue = string | number

/** Puts SQL together: a fragment is put in as it is, everything else becomes a value. */
export function sql(texts: TemplateStringsArray, ...parts: readonly (SqlFragment | SqlValue)[]): SqlFragment {
  return concatenate(texts.flatMap((text, i) => (i === 0 ? [raw(text)] : [parts[i - 1] as SqlFragment, raw(text)])))
}

/** SQL without values. INVARIANT: made of constants of this folder and of quoted identifiers. */
export function raw(text: string): SqlFragment {
  return { texts: [text], values: [] }
}

/** Fragments or values with text between them. */
export function join(parts: readonly (SqlFragment | SqlValue)[], separator: string): SqlFragment {
  return concatenate(parts.flatMap((part, i) => (i === 0 ? [part] : [raw(separator), part])))
}

function concatenate(parts: readonly (SqlFragment | SqlValue)[]): SqlFragment {
  const texts = ['']
  const values: SqlValue[] = []
  for (const part of parts) {
    const fragment = typeof part === 'object' ? part : { texts: ['', ''], values: [part] }
    const [first = '', ...rest] = fragment.texts
    texts.push((texts.pop() ?? '') + first)
    // Lists of values are long; a spread of arguments has its limit.
    for (const text of rest) texts.push(text)
    for (const value of fragment.values) values.push(value)
  }
  return { texts, values }
}
