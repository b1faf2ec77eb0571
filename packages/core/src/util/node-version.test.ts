import { describe, expect, it } from 'vitest'
import { assertNodeVersion } from './node-version.ts'

describe('the version of Node', () => {
  it.each(['20.20.2', '22.13.1', '18.0.0'])('is refused as %s with one readable error', (version) => {
    expect(() => {
      assertNodeVersion(version)
    }).toThrow(`Wardkit needs Node 22.14 or newer, and this is Node ${version}`)
  })

  it.each(['22.14.0', '24.21.0', '26.0.0'])('is good as %s', (version) => {
    expect(() => {
      assertNodeVersion(version)
    }).not.toThrow()
  })
})
