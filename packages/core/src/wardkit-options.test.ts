import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveOptions, type WardkitOptions } from './wardkit-options.ts'

let folder: string
let openapi: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-'))
  openapi = join(folder, 'openapi.yaml')
  writeFileSync(openapi, 'openapi: 3.1.0')
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the options of an instance', () => {
  it('come from the environment where none are given, and have defaults beyond it', () => {
    const env = {
      WARDKIT_OPENAPI: openapi,
      WARDKIT_DATABASE_URL: `sqlite:${join(folder, 'x.db')}`,
      WARDKIT_URL: 'https://app.example/',
      WARDKIT_SECRET: 's',
    }
    expect(resolveOptions({}, env)).toMatchObject({
      openapi: [{ file: openapi }],
      store: { file: join(folder, 'x.db') },
      url: 'https://app.example',
      secret: 's',
      production: false,
    })
    expect(resolveOptions({ openapi }, {})).toMatchObject({
      store: { file: './wardkit.db' },
      url: 'http://localhost:3000',
      accessTokenSeconds: 900,
      maxStalenessSeconds: 60,
    })
  })

  it.each<[string, WardkitOptions, RegExp]>([
    [
      'a document that is not there',
      { openapi: '/nowhere/openapi.yaml' },
      /no OpenAPI document at `\/nowhere\/openapi\.yaml`/,
    ],
    ['a database folder that is not there', { database: 'sqlite:/nowhere/wardkit.db' }, /the folder of the database/],
    ['a database without a scheme', { database: './wardkit.db' }, /must be `sqlite:` and a path/],
    ['PostgreSQL', { database: 'postgres://me:hunter2@db/x' }, /SQLite only/],
    ['a URL that is none', { url: 'app.example' }, /`url` must be an http or https URL/],
    ['a URL with a user', { url: 'https://me:hunter2@app.example' }, /`url` must be an http or https URL/],
  ])('name %s and the remedy', (_what, options, message) => {
    const read = () => resolveOptions({ openapi, ...options }, {})
    expect(read).toThrow(message)
    expect(read).toThrow(expect.objectContaining({ code: 'ERR_CONFIGURATION', help: expect.any(String) }))
    expect(read).not.toThrow(/hunter2/)
  })

  it.each<[string, object, RegExp]>([
    ['an unknown option', { opnapi: 'x' }, /no option `opnapi`: did you mean `openapi`\?/],
    ['a number beyond its bounds', { accessTokenSeconds: 901 }, /`accessTokenSeconds` .* from 1 to 900, not `901`/],
    ['no number', { maxTenants: NaN }, /`maxTenants`/],
    ['an algorithm nobody should use', { signingAlgorithm: 'HS256' }, /`ES256`, `RS256` or `EdDSA`, not `HS256`/],
    ['a loader that is no function', { resources: { patient: {} } }, /`resources\.patient` .* must be a function/],
    ['a mode of telemetry that there is not', { telemetry: true }, /`off`, `anonymous` or `identified`, not `true`/],
    ['no documents at all', { openapi: [] }, /names no document/],
  ])('refuse %s', (_what, options, message) => {
    const read = () => resolveOptions({ openapi, ...options }, {})
    expect(read).toThrow(TypeError)
    expect(read).toThrow(message)
  })
})
