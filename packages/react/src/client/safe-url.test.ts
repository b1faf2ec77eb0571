import { describe, expect, it } from 'vitest'
import { toLocalPath, toSafeUrl } from './safe-url.ts'

describe('X04 a URL of a setting', () => {
  it.each(['https://acme.example/logo.svg', 'http://localhost:3000/logo.svg', 'http://127.0.0.1/logo.svg'])(
    'stands in the page as %s',
    (url) => expect(toSafeUrl(url)).toBe(url),
  )

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'http://acme.example/logo.svg',
    'http://localhost.evil.example/',
    'file:///etc/passwd',
    '//evil.example',
    '/logo.svg',
    '',
    null,
  ])('is nothing as %j', (url) => expect(toSafeUrl(url)).toBeUndefined())
})

describe('where to go after a login', () => {
  it.each(['/', '/patients?sort=name#top'])('is %s', (path) => expect(toLocalPath(path)).toBe(path))

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    null,
  ])('is nothing as %j', (path) => expect(toLocalPath(path)).toBeUndefined())
})
