/**
 * How likely two samples as different as these are, were both drawn from one distribution: the two-sided p of the Mann-Whitney U test, by the normal
 * approximation with the correction for ties, which serves from twenty values a side.
 *
 * @see https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const values = [...a.map((value) => ({ value, ofA: true })), ...b.map((value) => ({ value, ofA: false }))]
  values.sort((one, other) => one.value - other.value)
  let ranksOfA = 0
  let ties = 0
  for (let begin = 0, end = 0; begin < values.length; begin = end) {
    while (end < values.length && values[end]?.value === values[begin]?.value) end++
    const size = end - begin
    // Those that are equal share the mean of their ranks.
    const rank = (begin + 1 + end) / 2
    ranksOfA += rank * values.slice(begin, end).filter(({ ofA }) => ofA).length
    ties += size ** 3 - size
  }
  const [n, m] = [a.length, b.length]
  const u = ranksOfA - (n * (n + 1)) / 2
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)))
  if (variance === 0) return 1
  const z = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / Math.sqrt(variance)
  return Math.min(1, 2 * (1 - standardNormal(z)))
}

/** The standard normal distribution up to `z`, which is not negative, within 1e-7. @see Abramowitz and Stegun, 26.2.17 */
function standardNormal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}
