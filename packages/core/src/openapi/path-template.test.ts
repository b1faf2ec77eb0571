import { describe, expect, it } from 'vitest'
import { parsePathTemplate, templateKey } from './path-template.ts'

function key(path: string): string {
  const template = parsePathTemplate(path)
  return template.ok ? templateKey(template.segments) : template.problem
}

describe('parsePathTemplate', () => {
  it('reads literals, parameters and segments that hold both', () => {
    expect(parsePathTemplate('/patient/{patientId}/scan-{a}.{b}.json')).toEqual({
      ok: true,
      segments: [
        { literals: ['patient'], parameters: [] },
        { literals: ['', ''], parameters: ['patientId'] },
        { literals: ['scan-', '.', '.json'], parameters: ['a', 'b'] },
      ],
    })
  })

  it('decodes literal text and reads one slash at the end as none', () => {
    expect(parsePathTemplate('/caf%C3%A9/')).toEqual({ ok: true, segments: [{ literals: ['café'], parameters: [] }] })
    expect(parsePathTemplate('/')).toEqual({ ok: true, segments: [] })
  })

  it.each([
    ['patient', 'does not begin'],
    ['/patient?x={y}', '`?`'],
    ['/patient#x', '`#`'],
    ['//', 'empty segment'],
    ['/a//b', 'empty segment'],
    ['/a/../b', '`..`'],
    ['/{}', 'without a name'],
    ['/{a', 'brace'],
    ['/a}', 'brace'],
    ['/{a}{b}', 'between `{a}` and `{b}`'],
    ['/{a}/{a}', '`a` twice'],
    ['/%zz', 'percent-escape'],
    ['/%00', 'percent-escape'],
  ])('refuses %s', (path, problem) => {
    const template = parsePathTemplate(path)
    expect(template.ok ? '' : template.problem).toContain(problem)
  })
})

describe('templateKey', () => {
  it('is the same for templates that no request can tell apart', () => {
    expect(key('/Patient/{id}')).toBe(key('/patient/{patientId}/'))
  })

  it('differs for templates that a request can tell apart', () => {
    const keys = ['/a/b', '/a%2Fb', '/a/{b}', '/a/{b}.json', '/a/%7B%7D', '/ab'].map(key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
