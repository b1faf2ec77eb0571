import fc from 'fast-check'
import type { Json } from '../../model/json.ts'

/** Few names, so that fields and values often meet; one of them is hostile. */
const name = fc.constantFrom('a', 'b', 'ab', '__proto__')

/** A field as a list spells it. */
export const arbitraryField = fc.oneof(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.')),
  fc.array(name, { minLength: 1, maxLength: 2 }).map((names) => `${names.join('.')}*`),
  fc.array(name, { maxLength: 2 }).map((names) => [...names, '*'].join('.')),
)

/** JSON made of the same names, with arrays inside arrays and empty containers. */
export const arbitraryBody = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, 1, 'x'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value
