import { availableParallelism } from 'node:os'
import { hash as argon2, parseOptions } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { applicationRules } from './password-rules.ts'
import { createDecoyHash, createPasswords } from './passwords.ts'

/** Real argon2id, at a price a test can pay. */
const parameters = { memoryKib: 64, passes: 1, lanes: 1 }
const passwords = createPasswords({ parameters })
const GOOD = 'seven green kettles'
const RULES = applicationRules({})

describe('createPasswords', () => {
  it.each([
    ['14 characters', 'kettle-quartz-', 'needs at least 15 characters'],
    ['14 emoji, 28 UTF-16 units', '🐙🦊🐸🦉🐝🦄🐢🐳🦋🐌🐞🐜🕷🦂', 'needs at least 15 characters'],
    ['15 code points that NFC makes 14', 'kettle-quartze\u0301', 'needs at least 15 characters'],
    ['257 characters', 'kettle quartz '.repeat(19).slice(0, 257), 'has more than 256 characters'],
    ['half a surrogate pair', `${GOOD}\uD800`, 'has half a surrogate pair'],
    ['one character over and over', '🐙'.repeat(20), 'is among the first that an attacker would try'],
    ['one word twice', 'Password-Password', 'is among the first that an attacker would try'],
    ['a listed password with digits', 'This is my password 2024!', 'is among the first that an attacker would try'],
    ['a walk along the keyboard', 'qwertyuiopasdfghj', 'is among the first that an attacker would try'],
    ['a walk backwards', '98765432109876543210', 'is among the first that an attacker would try'],
    ['the e-mail itself', 'Ada@Lovelace.example1', 'is among the first that an attacker would try'],
  ])('A03 refuses %s', async (_, password, problem) => {
    expect(await passwords.findProblem(password, ['ada@lovelace.example'], RULES)).toBe(problem)
  })

  it.each([
    ['15 characters', 'kettle-quartz-7'],
    ['64 characters', 'kettle quartz ombre lattice'.padEnd(64, ' - never mind the weather')],
    ['256 characters', Array.from({ length: 256 }, (_, at) => String.fromCharCode(33 + ((at * at) % 90))).join('')],
    ['15 emoji', '🐙🦊🐸🦉🐝🦄🐢🐳🦋🐌🐞🐜🕷🦂🐊'],
    ['runs of spaces, at the ends too', '  kettle   in  spring '],
    ['a NUL character', 'kettle\0quartz ombre'],
  ])('A03 takes %s', async (_, password) => {
    expect(await passwords.findProblem(password, [], RULES)).toBeUndefined()
    expect(await passwords.verify(password, await passwords.hash(password))).toEqual({ matches: true, outdated: false })
  })

  it('A03 cuts nothing off: any later character counts', async () => {
    const long = 'kettle quartz ombre '.repeat(12)
    for (const at of [72, 73, 128, 239]) {
      const other = `${long.slice(0, at)}#${long.slice(at + 1)}`
      expect(await passwords.verify(other, await passwords.hash(long))).toMatchObject({ matches: false })
    }
    expect(await passwords.verify('kettle\0quartz other', await passwords.hash('kettle\0quartz ombre'))).toMatchObject({
      matches: false,
    })
    expect(await passwords.verify(` ${GOOD}`, await passwords.hash(GOOD))).toMatchObject({ matches: false })
  })

  it('A03 takes the composed and the decomposed form of a password as one', async () => {
    const composed = 'caf\u00e9 au lait, grand'
    const decomposed = 'cafe\u0301 au lait, grand'
    expect(await passwords.verify(decomposed, await passwords.hash(composed))).toMatchObject({ matches: true })
    expect(await passwords.verify(composed, await passwords.hash(decomposed))).toMatchObject({ matches: true })
  })

  it('refuses what no stored password can be, whatever the hash', async () => {
    const empty = await argon2('', { memoryCost: 64, timeCost: 1, parallelism: 1 })
    for (const password of ['x'.repeat(1_000_000), '\uD800']) {
      expect(await passwords.verify(password, empty)).toMatchObject({ matches: false })
    }
  })

  it('says when a hash was made with other parameters', async () => {
    const stored = await createPasswords({ parameters: { ...parameters, passes: 2 } }).hash(GOOD)
    expect(await passwords.verify(GOOD, stored)).toEqual({ matches: true, outdated: true })
  })

  it('A01 verifies against a stand-in that costs what a real hash costs', async () => {
    const costly = { memoryKib: 128, passes: 3, lanes: 2 }
    const real = await createPasswords({ parameters: costly }).hash(GOOD)
    expect(parseOptions(createDecoyHash(costly))).toEqual(parseOptions(real))
    expect(real).toMatch(/^\$argon2id\$v=19\$m=128,t=3,p=2\$/)
    expect(await passwords.verify('', undefined)).toEqual({ matches: false, outdated: false })
    // argon2 refuses to verify with less memory than it needs: it does so here only because it is really asked.
    const impossible = createPasswords({ parameters: { memoryKib: 1, passes: 1, lanes: 1 } })
    await expect(impossible.verify(GOOD, undefined)).rejects.toThrow()
  })

  it('A04 hashes few at once and refuses a flood with a code', async () => {
    const small = createPasswords({ parameters, concurrency: 1, queue: 3 })
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => small.verify(GOOD, undefined)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(196)
    for (const result of refused) expect(result.reason).toMatchObject({ code: 'ERR_OVERLOADED', status: 503 })
  })

  it('A04 leaves half of the threads and a processor alone, and lets 64 wait, where nothing else is said', async () => {
    const half = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4) / 2
    const atOnce = Math.max(1, Math.min(half, availableParallelism() - 1))
    const usual = createPasswords({ parameters })
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => usual.verify(GOOD, undefined)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(64 + atOnce)
  })
})
