import { expect, it } from 'vitest'
import { isPhone, nameAgent } from './agent-name.ts'

it.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36',
    'Chrome · Linux',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/149.0 Safari/537.36 Edg/149.0',
    'Edge · Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1',
    'Safari · iPhone',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox · macOS'],
  ['curl/8.9.1', 'curl/8.9.1'],
  [null, ''],
])('names %s', (agent, name) => {
  expect(nameAgent(agent)).toBe(name)
})

it('cuts what it does not know', () => {
  expect(nameAgent('x'.repeat(500))).toHaveLength(60)
})

it('knows a phone', () => {
  expect(isPhone('Mozilla/5.0 (Linux; Android 16; Pixel 12)')).toBe(true)
  expect(isPhone('Mozilla/5.0 (X11; Linux x86_64)')).toBe(false)
})
