/**
 * Text of at most `limit` UTF-16 units, cut where it is longer and then marked with how much is missing.
 *
 * @example boundText('abcdef', 4) // 'abcd…(+2)'
 */
export function boundText(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…(+${text.length - limit})`
}
