import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM_ARGUMENTS, ensureChromium, findChromium } from './chromium.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wardkit-chromium-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

function program(...path: string[]): string {
  const file = join(directory, ...path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

describe('findChromium', () => {
  it('takes the one CHROMIUM_PATH names, before those on PATH', () => {
    program('bin', 'chromium')
    const named = program('my-chrome')
    expect(findChromium({ env: { CHROMIUM_PATH: named, PATH: join(directory, 'bin') }, paths: [] })).toBe(named)
  })

  it('takes no other one where CHROMIUM_PATH names nothing that runs', () => {
    program('bin', 'chromium')
    const PATH = join(directory, 'bin')
    for (const CHROMIUM_PATH of [join(directory, 'nothing'), directory])
      expect(() => findChromium({ env: { CHROMIUM_PATH, PATH }, paths: [] })).toThrow('CHROMIUM_PATH is')
  })

  it('searches PATH, Chromium before Chrome, and then the usual places in order', () => {
    const usual = [program('usual', 'first'), program('usual', 'second')]
    const env = { CHROMIUM_PATH: '', PATH: [join(directory, 'a'), join(directory, 'b')].join(delimiter) }
    expect(findChromium({ env, paths: usual })).toBe(usual[0])
    const chrome = program('a', 'google-chrome')
    expect(findChromium({ env, paths: usual })).toBe(chrome)
    const found = program('b', 'chromium')
    expect(findChromium({ env, paths: usual })).toBe(found)
  })

  it('takes neither folders nor files that cannot run, and finds nothing where nothing is', () => {
    mkdirSync(join(directory, 'bin', 'chromium'), { recursive: true })
    writeFileSync(join(directory, 'bin', 'google-chrome'), '')
    expect(findChromium({ env: { PATH: join(directory, 'bin') }, paths: [join(directory, 'none')] })).toBeUndefined()
    expect(findChromium({ env: {}, paths: [] })).toBeUndefined()
  })
})

describe('ensureChromium', () => {
  it('answers a browser that shows pages', { timeout: 60_000 }, async () => {
    const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_ARGUMENTS] })
    try {
      const page = await browser.newPage()
      await page.setContent('<title>shown</title>')
      expect(await page.title()).toBe('shown')
    } finally {
      await browser.close()
    }
  })
})
