/**
 * What a condition may come to, as a set of SQL truth values. A decision about a request always yields one of the three; asked without a
 * request, a condition over request values yields every value it may still take.
 */
export type Truth = number

export const FALSE: Truth = 1
export const UNKNOWN: Truth = 2
export const TRUE: Truth = 4
/** Any of the three. */
export const ANY: Truth = FALSE | UNKNOWN | TRUE

/** SQL's AND: the least of its operands, over every choice from both sets. */
export function and(a: Truth, b: Truth): Truth {
  return AND[(a << 3) | b] as Truth
}

/** SQL's OR: the greatest of its operands. */
export function or(a: Truth, b: Truth): Truth {
  return OR[(a << 3) | b] as Truth
}

/** SQL's NOT: TRUE and FALSE trade places. */
export function not(a: Truth): Truth {
  return ((a & FALSE) << 2) | (a & UNKNOWN) | ((a & TRUE) >> 2)
}

const AND = tabulate(Math.min)
const OR = tabulate(Math.max)

function tabulate(combine: (a: number, b: number) => number): Uint8Array {
  const table = new Uint8Array(64)
  for (let a = 0; a < 8; a++) {
    for (let b = 0; b < 8; b++) {
      let result = 0
      for (const x of [FALSE, UNKNOWN, TRUE]) {
        for (const y of [FALSE, UNKNOWN, TRUE]) {
          if ((a & x) !== 0 && (b & y) !== 0) result |= combine(x, y)
        }
      }
      table[(a << 3) | b] = result
    }
  }
  return table
}
