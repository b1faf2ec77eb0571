/**
 * Compiles a LIKE pattern: `%` is any run of code points, `_` one, and there is no escape. The pattern runs as a set of positions that
 * each code point moves on at once, so that the work is the length of the text times a 32nd of the pattern, whatever they hold.
 *
 * @see docs/threat-model.md, L04
 */
export function compileLike(pattern: string): (text: string) => boolean {
  const { tokens, runs } = readPattern(pattern)
  const words = (tokens.length >> 5) + 1
  const stays = bits(words, runs)
  const anyone = bits(words, positionsOf(tokens, '_'))
  const literals = new Set(tokens.filter((token) => token !== '_'))
  const moves = new Map<string, Uint32Array>()
  for (const literal of literals) moves.set(literal, union(anyone, bits(words, positionsOf(tokens, literal))))
  const end = tokens.length
  const reached = new Uint32Array(words)

  return (text) => {
    reached.fill(0)
    reached[0] = 1
    for (const point of text) {
      if (!advance(reached, moves.get(point) ?? anyone, stays)) return false
    }
    return hasBit(reached, end)
  }
}

/** Moves every reached position one on where the code point allows it, and keeps it where a `%` stands. False when none is left. */
function advance(reached: Uint32Array, moves: Uint32Array, stays: Uint32Array): boolean {
  let carry = 0
  let left = 0
  for (let i = 0; i < reached.length; i++) {
    const word = reached[i] ?? 0
    const moved = word & (moves[i] ?? 0)
    const next = (moved << 1) | carry | (word & (stays[i] ?? 0))
    carry = moved >>> 31
    reached[i] = next
    left |= next
  }
  return left !== 0
}

/** The code points of a pattern without its `%`, and the positions between them (0 is before the first) where a `%` stands. */
function readPattern(pattern: string): { readonly tokens: readonly string[]; readonly runs: readonly number[] } {
  const tokens: string[] = []
  const runs: number[] = []
  for (const point of pattern) {
    if (point === '%') runs.push(tokens.length)
    else tokens.push(point)
  }
  return { tokens, runs }
}

function positionsOf(tokens: readonly string[], wanted: string): readonly number[] {
  return tokens.flatMap((token, position) => (token === wanted ? [position] : []))
}

function bits(words: number, positions: readonly number[]): Uint32Array {
  const result = new Uint32Array(words)
  for (const position of positions) result[position >> 5] = (result[position >> 5] ?? 0) | (1 << (position & 31))
  return result
}

function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((word, i) => word | (b[i] ?? 0))
}

function hasBit(words: Uint32Array, position: number): boolean {
  return (((words[position >> 5] ?? 0) >>> (position & 31)) & 1) === 1
}
