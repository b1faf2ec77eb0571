/** Repeatable random choices. */
export interface Random {
  /** A whole number from 0 up to, but not including, `below`. */
  int(below: number): number
  /** True once in `times`. */
  oneIn(times: number): boolean
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T
  /** Between `least` and `most` things. */
  list<T>(least: number, most: number, make: () => T): T[]
}

/** Creates the choices that a seed stands for (Marsaglia's xorshift on 32 bits, with a Weyl sequence added). */
export function createRandom(seed: number): Random {
  let state = seed | 0 || 0x9e3779b9
  let weyl = seed | 0
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    weyl = (weyl + 0x61c88647) | 0
    return ((state + weyl) >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 16; i++) next()
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    oneIn: (times) => int(times) === 0,
    pick: (items) => {
      if (items.length === 0) throw new TypeError('nothing to pick from')
      return items[int(items.length)] as (typeof items)[number]
    },
    list: (least, most, make) => Array.from({ length: least + int(most - least + 1) }, make),
  }
}
