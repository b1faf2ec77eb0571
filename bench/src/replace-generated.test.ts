import { describe, expect, it } from 'vitest'
import { replaceGenerated } from './replace-generated.ts'

const BEGIN = '<!-- bench: begin -->'
const END = '<!-- bench: end -->'

describe('replaceGenerated', () => {
  it('replaces what stands between the markers, again and again, and leaves the rest', () => {
    const once = replaceGenerated(`before\n${BEGIN}\nold\n${END}\nafter`, 'new')
    expect(once).toBe(`before\n${BEGIN}\n\nnew\n\n${END}\nafter`)
    expect(replaceGenerated(once, 'new')).toBe(once)
  })

  it.each(['', BEGIN, END, `${END} ${BEGIN}`])('refuses a page without both markers in order: "%s"', (page) => {
    expect(() => replaceGenerated(page, 'new')).toThrow('needs the lines')
  })
})
