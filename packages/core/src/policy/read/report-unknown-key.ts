import { findNearest } from '../../util/nearest.ts'
import { quoteInput, type DiagnosticLog } from './diagnostic-log.ts'
import type { YamlText } from './yaml-node.ts'

/** Reports a key that has no meaning where it stands, with the nearest that has. */
export function reportUnknownKey(key: YamlText, known: readonly string[], log: DiagnosticLog): void {
  const nearest = findNearest(key.value, known)
  const names = known.map((name) => `\`${name}\``).join(', ')
  const hint = nearest === undefined ? `the keys here are ${names}` : `did you mean \`${nearest}\`?`
  log.error('key-unknown', key.span, `there is no key ${quoteInput(key.value)} here`, hint)
}
