import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSecret } from './load-secret.ts'
import { createSecret } from './secret.ts'

const OLD = 'o'.repeat(32)
const NEW = 'n'.repeat(40)
const context = { purpose: 'signing-key', id: 'sgn_1' } as const

describe('createSecret', () => {
  it('unwraps what it wrapped, and wraps differently each time', () => {
    const secret = createSecret(OLD)
    const wrapped = secret.wrap('private ✓', context)
    expect(secret.unwrap(wrapped, context)).toBe('private ✓')
    expect(secret.wrap('private ✓', context)).not.toBe(wrapped)
    expect(wrapped).not.toContain('private')
  })

  it('wraps with the first secret and unwraps with every one', () => {
    const wrapped = createSecret(OLD).wrap('x', context)
    const rotated = createSecret(`${NEW}, ${OLD}`)
    expect(rotated.unwrap(wrapped, context)).toBe('x')
    expect(createSecret(NEW).unwrap(rotated.wrap('y', context), context)).toBe('y')
  })

  it('says what to do when the secret that wrapped a value is gone', () => {
    const wrapped = createSecret(OLD).wrap('x', context)
    expect(() => createSecret(NEW).unwrap(wrapped, context)).toThrow(
      expect.objectContaining({ code: 'ERR_CONFIGURATION', help: expect.stringContaining('after a comma') }),
    )
  })

  it('refuses a value moved to another row', () => {
    const secret = createSecret(OLD)
    const wrapped = secret.wrap('x', context)
    expect(() => secret.unwrap(wrapped, { ...context, id: 'sgn_2' })).toThrow(
      expect.objectContaining({ code: 'ERR_STORE_CORRUPT' }),
    )
  })

  it('refuses a value of which any part was changed', () => {
    const secret = createSecret(OLD)
    const parts = secret.wrap('some text', context).split('.')
    for (const index of [2, 3]) {
      const bytes = Buffer.from(parts[index]!, 'base64url')
      bytes[0]! ^= 1
      const changed = parts.with(index, bytes.toString('base64url')).join('.')
      expect(() => secret.unwrap(changed, context)).toThrow(expect.objectContaining({ code: 'ERR_STORE_CORRUPT' }))
    }
    for (const text of ['', 'v1', parts.slice(0, 3).join('.'), parts.with(3, '').join('.')]) {
      expect(() => secret.unwrap(text, context)).toThrow(expect.objectContaining({ code: 'ERR_STORE_CORRUPT' }))
    }
  })

  it.each(['', 'short', 'x'.repeat(31), `${OLD},`, `${OLD},short`])(
    'refuses a secret of fewer than 32 bytes: %j',
    (text) => {
      expect(() => createSecret(text)).toThrow(
        expect.objectContaining({
          code: 'ERR_CONFIGURATION',
          message: expect.stringMatching(/^secret \d in WARDKIT_SECRET has \d+ bytes/),
        }),
      )
    },
  )
})

describe('loadSecret', () => {
  let directory: string
  const warnings: string[] = []
  const source = (over: object = {}) => ({
    value: undefined,
    production: false,
    file: join(directory, 'wardkit.db.secret'),
    warn: (message: string) => void warnings.push(message),
    ...over,
  })

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wardkit-secret-'))
    warnings.length = 0
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('makes one for development, readable by its owner only, warns once, and finds it again', async () => {
    const first = await loadSecret(source())
    const again = await loadSecret(source())
    expect(again.unwrap(first.wrap('x', context), context)).toBe('x')
    expect((await stat(source().file)).mode & 0o777).toBe(0o600)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).not.toContain((await readFile(source().file, 'utf8')).trim())
  })

  it('gives processes that start at once the same secret', async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => loadSecret(source())))
    const wrapped = secrets[0]!.wrap('x', context)
    for (const secret of secrets) expect(secret.unwrap(wrapped, context)).toBe('x')
    expect(await readdir(directory)).toEqual(['wardkit.db.secret'])
  })

  it('takes the environment before the file', async () => {
    const secret = await loadSecret(source({ value: OLD }))
    expect(secret.unwrap(createSecret(OLD).wrap('x', context), context)).toBe('x')
    expect(await readdir(directory)).toEqual([])
  })

  it('refuses to start in production without one, even where a development secret lies', async () => {
    await loadSecret(source())
    for (const value of [undefined, '']) {
      await expect(loadSecret(source({ production: true, value }))).rejects.toMatchObject({
        code: 'ERR_CONFIGURATION',
        message: 'WARDKIT_SECRET is not set; in production it must be',
      })
    }
  })

  it('names the file that holds no usable secret, and does not replace it', async () => {
    await writeFile(source().file, 'torn')
    await expect(loadSecret(source())).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
      message: expect.stringContaining(source().file),
    })
    expect(await readFile(source().file, 'utf8')).toBe('torn')
  })

  it('says where it cannot write', async () => {
    await expect(loadSecret(source({ file: join(directory, 'none', 'secret') }))).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
    })
  })
})
