/** Ends a switch over a closed union: a new member makes the call a type error, and an impossible one at run time throws. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`)
}
