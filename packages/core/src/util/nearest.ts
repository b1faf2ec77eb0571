const LONGEST_COMPARED = 200

/**
 * The candidate a person most likely meant by `word`, or undefined where none is near: for "did you mean …?". A difference in letter case
 * counts least. Words and candidates of more than 200 characters are not compared.
 */
export function findNearest<Name extends string>(word: string, candidates: Iterable<Name>): Name | undefined {
  if (word.length > LONGEST_COMPARED) return undefined
  const lower = word.toLowerCase()
  let nearest: Name | undefined
  let least = Math.floor(word.length * 0.4) + 1
  for (const candidate of candidates) {
    if (candidate.length > LONGEST_COMPARED || Math.abs(candidate.length - word.length) > least) continue
    const distance = candidate === word ? 0 : 1 + editDistance(lower, candidate.toLowerCase(), least)
    if (distance < least || (distance === least && nearest === undefined)) {
      nearest = candidate
      least = distance
    }
  }
  return nearest
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`; more than `limit` answers some number beyond it. */
function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        (previous[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (previous[column - 1] as number) + (same ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforePrevious[column - 2] as number) + 1)
      }
      current.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return least
    beforePrevious = previous
    previous = current
  }
  return previous[b.length] as number
}
