import { literalsIn } from './literals-in.ts'
import type { Rule } from './rule.ts'

/** Numbers are IEEE doubles, which tell integers apart only within ±(2^53 − 1). */
export const safeIntegers: Rule = ({ log }) => ({
  comparison(comparison) {
    for (const literal of literalsIn(comparison)) {
      if (literal.kind !== 'number' || Math.abs(literal.value) <= Number.MAX_SAFE_INTEGER) continue
      log.error(
        'integer-unsafe',
        literal.span,
        `\`${literal.text}\` is beyond ±(2^53 − 1), where numbers are not exact`,
        'keep the value as text, and compare it with text',
      )
    }
  },
})
