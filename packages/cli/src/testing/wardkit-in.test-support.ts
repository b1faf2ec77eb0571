import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCommandProcess } from './command-process.test-support.ts'
import { BINARY, type Ran } from './run-wardkit.test-support.ts'

/** A folder with its own store, and a process there that runs one command line after another. */
export interface StoreFolder {
  readonly path: string
  readonly database: string
  write(name: string, text: string): string
  wardkit(words: readonly string[]): Promise<Ran>
  /** What `--json` printed, a value for each line. @throws Error where the command did not end well */
  json<T>(words: readonly string[]): Promise<readonly T[]>
  /** The first such value. */
  one<T>(words: readonly string[]): Promise<T>
  /** Runs the binary itself, once. */
  binary(words: readonly string[], input: string): Ran
  remove(): Promise<void>
}

export function makeStoreFolder(): StoreFolder {
  const path = mkdtempSync(join(tmpdir(), 'wardkit-store-'))
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const commands = startCommandProcess()
  const folder: StoreFolder = {
    path,
    database: `sqlite:${join(path, 'wardkit.db')}`,
    write(name, text) {
      writeFileSync(join(path, name), text)
      return name
    },
    wardkit: (words) => commands.run(words, path),
    async json<T>(words: readonly string[]) {
      const { code, stdout: out, stderr: err } = await folder.wardkit([...words, '--json'])
      if (code !== 0) throw new Error(`wardkit ${words.join(' ')} ended with ${code}: ${out}${err}`)
      const lines = out.split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as T)
    },
    async one<T>(words: readonly string[]) {
      return (await folder.json<T>(words))[0]!
    },
    binary(words, input) {
      const ran = spawnSync(process.execPath, ['--conditions=@wardkit/source', BINARY, ...words], {
        cwd: path,
        env: { PATH, NODE_COMPILE_CACHE },
        input,
        encoding: 'utf8',
      })
      return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr }
    },
    async remove() {
      await commands.stop()
      rmSync(path, { recursive: true })
    },
  }
  return folder
}
