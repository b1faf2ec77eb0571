import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from './command-table.ts'
import { makeFolder, OPENAPI, runWardkit } from './testing/run-wardkit.test-support.ts'

describe('wardkit', () => {
  it('lists every command in its help', async () => {
    const { code, stdout, stderr } = await runWardkit([])
    expect([code, stderr]).toEqual([0, ''])
    for (const { name } of COMMANDS) expect(stdout).toContain(`\n  ${name} `)
  })

  it('lists the commands of a group, and asks for one of them', async () => {
    const help = await runWardkit(['policy', '--help'])
    expect([help.code, help.stdout.includes('policy explain'), help.stdout.includes('tenant')]).toEqual([
      0,
      true,
      false,
    ])
    const bare = await runWardkit(['policy'])
    expect([bare.code, bare.stdout]).toEqual([1, ''])
    expect(bare.stderr).toMatch(
      /^error: `wardkit policy` needs one of `check`, .*\n {2}help: see `wardkit policy --help`\n$/,
    )
  })

  it('tells its version', async () => {
    expect((await runWardkit(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it.each([
    [['rutes'], 'there is no command `rutes`', 'did you mean `wardkit routes`?'],
    [['policy', 'chek', 'x'], 'there is no command `policy chek`', 'did you mean `wardkit policy check`?'],
    [['routes', '--opneapi', 'x'], '`wardkit routes` has no option `--opneapi`', 'did you mean `--openapi`?'],
    [['routes', '--openapi'], '`--openapi` needs a value', undefined],
    [['routes', '--public=yes'], '`--public` takes no value', undefined],
    [['routes', '--public', '--public'], '`--public` stands twice', undefined],
    [['routes', 'here'], '`wardkit routes` takes no `here`', 'see `wardkit routes --help`'],
    [['policy', 'diff', 'a'], '`wardkit policy diff` needs <old file> <new file>', 'see `wardkit policy diff --help`'],
    [
      ['policy', 'check', '--kind', 'rle', 'x'],
      '`--kind` takes role, guardrail, global, template, not `rle`',
      'did you mean `role`?',
    ],
    [['--json', 'routes'], 'a command comes first', 'see `wardkit --help`'],
  ])('refuses %j with one error and what to do', async (words, message, help) => {
    const { code, stdout, stderr } = await runWardkit(words)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe(`error: ${message}\n${help === undefined ? '' : `  help: ${help}\n`}`)
  })

  it('prints the stack of an error only when asked to', async () => {
    const cwd = makeFolder({})
    expect((await runWardkit(['routes'], { cwd })).stderr).not.toContain('    at ')
    expect((await runWardkit(['routes', '--debug'], { cwd })).stderr).toContain('    at ')
  })

  it('colours only on a terminal, or where it is forced to', async () => {
    const cwd = makeFolder({ 'openapi.yaml': OPENAPI, 'a.yaml': '- allow: [x]' })
    const check = (env: NodeJS.ProcessEnv) => runWardkit(['policy', 'check', 'a.yaml'], { cwd, env })
    expect((await check({})).stdout).not.toContain('\u001b')
    expect((await check({ FORCE_COLOR: '1' })).stdout).toContain('\u001b[31m')
    expect((await check({ FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).toBe((await check({ FORCE_COLOR: '1' })).stdout)
  })

  it('refuses an old Node before anything is imported', async () => {
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.0' } })`
    // A condition that leads nowhere: had the command been imported, it would have failed otherwise.
    const { code, stdout, stderr } = await runWardkit(['--version'], { node: ['--import', old] })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(
      /^error: wardkit needs Node 22\.14 or newer, and this is Node 20\.20\.0\n {2}help: [^\n]+\n$/,
    )
  })

  it.each(COMMANDS.map((entry) => [entry.name, entry] as const))(
    'has %s in its list as the command says it, and examples that name it',
    async (name, { about, load }) => {
      const command = await load()
      expect([command.name, command.about]).toEqual([name, about])
      expect(command.examples.length).toBeGreaterThan(0)
      for (const [line] of command.examples) expect(line).toContain(`wardkit ${name}`)
    },
  )

  it('has in its list every command that a file defines', () => {
    const folder = new URL('./commands/', import.meta.url)
    const sources = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    const defined = sources.flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^ +name: '([^']+)',\n +about: /gm)].map(
        (found) => found[1],
      ),
    )
    expect(defined.length).toBeGreaterThan(30)
    expect(COMMANDS.map(({ name }) => name)).toEqual(expect.arrayContaining(defined))
  })

  it('loads no more for its help than the list of its commands', async () => {
    const trap = `data:text/javascript,${encodeURIComponent(`
      import { registerHooks } from 'node:module'
      registerHooks({ resolve(specifier, context, next) {
        if (specifier.startsWith('@wardkit/')) throw new Error('loaded ' + specifier)
        return next(specifier, context)
      } })`)}`
    for (const words of [['--help'], ['--version'], ['policy', '--help']]) {
      expect(await runWardkit(words, { node: ['--import', trap] })).toMatchObject({ code: 0, stderr: '' })
    }
    expect((await runWardkit(['routes', '--help'], { node: ['--import', trap] })).stderr).toContain('loaded @wardkit/')
  })
})
