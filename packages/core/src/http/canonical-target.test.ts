import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTarget, type TargetProblemCode } from './canonical-target.ts'

function read(raw: string): readonly string[] | TargetProblemCode {
  const target = readTarget(raw)
  return target.ok ? target.segments : target.problem.code
}

describe('readTarget', () => {
  it.each([
    ['/', []],
    ['/patient', ['patient']],
    ['/patient/42', ['patient', '42']],
    ['/patient/a%20b', ['patient', 'a b']],
    ['/patient/caf%C3%A9', ['patient', 'café']],
    ['/patient/100%25', ['patient', '100%']],
    ['/patient/%252e', ['patient', '%2e']],
    ['/files/report.v2.pdf', ['files', 'report.v2.pdf']],
    ['/files/...', ['files', '...']],
    ['/files/.hidden', ['files', '.hidden']],
    ["/-._~!$&'()*+,;=:@", ["-._~!$&'()*+,;=:@"]],
  ])('reads %s', (raw, segments) => {
    expect(read(raw)).toEqual(segments)
  })

  it('keeps the path as sent beside the decoded segments', () => {
    expect(readTarget('/patient/a%20b/?x=1')).toEqual({
      ok: true,
      pathname: '/patient/a%20b',
      segments: ['patient', 'a b'],
      search: 'x=1',
    })
  })

  it.each<[id: string, raw: string, problem: TargetProblemCode]>([
    ['P01', '/%61dmin/users/42', 'encoded-unreserved'],
    ['P01', '/%61%64%6D%69%6e/%75%73%65%72%73/%34%32', 'encoded-unreserved'],
    ['P01', '/admin%2Fusers%2F4%32', 'encoded-unreserved'],
    ['P01', '/a%7Eb', 'encoded-unreserved'],
    ['P01', '/a%5Fb', 'encoded-unreserved'],
    ['P01', '/a%2Db', 'encoded-unreserved'],
    ['P02', '/users/m%65', 'encoded-unreserved'],
    ['P04', '/admin//', 'empty-segment'],
    ['P04', '//', 'empty-segment'],
    ['P06', '//admin', 'empty-segment'],
    ['P06', '/admin//users', 'empty-segment'],
    ['P06', '///', 'empty-segment'],
    ['P07', '/public/../admin', 'dot-segment'],
    ['P07', '/./admin', 'dot-segment'],
    ['P07', '/public/..', 'dot-segment'],
    ['P07', '/public/../', 'dot-segment'],
    ['P07', '/public/%2e%2e/admin', 'encoded-unreserved'],
    ['P07', '/public/.%2E/admin', 'encoded-unreserved'],
    ['P08', '/public\\..\\admin', 'backslash'],
    ['P08', '/\\evil', 'backslash'],
    ['P09', 'http://evil/admin/users/42', 'not-a-path'],
    ['P09', 'HTTP://evil/admin', 'not-a-path'],
    ['P09', 'http://user:secret@evil/admin', 'not-a-path'],
    ['P09', '//evil/admin', 'empty-segment'],
    ['P09', 'evil:443', 'not-a-path'],
    ['P09', '*', 'not-a-path'],
    ['P09', '', 'not-a-path'],
    ['P09', '?x=1', 'not-a-path'],
    ['P10', '/admin#/public', 'raw-character'],
    ['P10', '#/public', 'not-a-path'],
    ['P10', '/admin?x=1#/public', 'raw-character'],
    ['P12', '/admin%00', 'encoded-control'],
    ['P12', '/admin%0a', 'encoded-control'],
    ['P12', '/admin%0d%0aSet-Cookie:x', 'encoded-control'],
    ['P12', '/admin%7F', 'encoded-control'],
    ['P12', '/admin%C2%85', 'encoded-control'],
    ['P12', '/admin%zz', 'invalid-escape'],
    ['P12', '/admin%', 'invalid-escape'],
    ['P12', '/admin%2', 'invalid-escape'],
    ['P12', '/admin%ff', 'invalid-escape'],
    ['P12', '/admin%c0%af', 'invalid-escape'],
    ['P12', '/admin%ed%a0%80', 'invalid-escape'],
    ['P12', '/admin\u00e9', 'raw-character'],
    ['P12', '/admin\u0000', 'raw-character'],
    ['P12', '/admin\n', 'raw-character'],
    ['P12', '/ad min', 'raw-character'],
    ['P12', '/admin?x=\u00ff', 'raw-character'],
  ])('%s refuses %j', (_id, raw, problem) => {
    expect(read(raw)).toBe(problem)
  })

  it('P04 reads one slash at the end as none', () => {
    expect(readTarget('/admin/users/')).toEqual(readTarget('/admin/users'))
  })

  it.each([
    ['/files/a%2fb', ['files', 'a/b']],
    ['/files/a%2Fb', ['files', 'a/b']],
    ['/files/..%2fhealth', ['files', '../health']],
    ['/files/a%5cb', ['files', 'a\\b']],
  ])('P08 binds an encoded slash or backslash of %s within one segment', (raw, segments) => {
    expect(read(raw)).toEqual(segments)
  })

  it.each([
    ['/admin?/../public', ['admin'], '/../public'],
    ['/admin??x', ['admin'], '?x'],
    ['/admin?next=/public?y', ['admin'], 'next=/public?y'],
    ['/admin/?', ['admin'], ''],
  ])('P10 lets nothing after the first ? of %s name the path', (raw, segments, search) => {
    expect(readTarget(raw)).toMatchObject({ ok: true, segments, search })
  })

  it.each([
    ['/admin;x=1/users', ['admin;x=1', 'users']],
    ['/..;/admin', ['..;', 'admin']],
    ['/users/42;jsessionid=1', ['users', '42;jsessionid=1']],
  ])('P11 takes the semicolon of %s literally', (raw, segments) => {
    expect(read(raw)).toEqual(segments)
  })

  it('P12 never throws, whatever is sent', () => {
    const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)) })
    const hostile = fc.string({
      unit: fc.constantFrom('/', '.', '%', '2', 'e', 'F', '5', 'c', '\\', '?', '#', ';', '0', 'a'),
    })
    fc.assert(
      fc.property(fc.oneof(bytes, hostile, fc.string({ unit: 'binary' })), (raw) => {
        expect(typeof readTarget(`/${raw}`).ok).toBe('boolean')
        expect(typeof readTarget(raw).ok).toBe('boolean')
      }),
    )
  })

  it('reads every encoded path back to its segments, and to itself', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter(
        (text) => text !== '.' && text !== '..' && text.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(text),
      )
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
        const raw = `/${segments.map(encodeURIComponent).join('/')}`
        expect(readTarget(raw)).toEqual({ ok: true, pathname: raw, segments, search: '' })
      }),
    )
  })

  it('P07 accepts no path that a URL parser would take for another', () => {
    const unit = fc.constantFrom('/', '.', '..', '%2e', '%2f', '%5c', '\\', 'a', ';', '%', '%25', ':', '@', '?', '#')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const target = readTarget(`/${text}`)
        if (!target.ok) return
        const { pathname } = new URL(`http://host/${text}`)
        expect(pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname).toBe(target.pathname)
      }),
      { numRuns: 2000 },
    )
  })
})
