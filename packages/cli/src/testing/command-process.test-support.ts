import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import type { Ran } from './run-wardkit.test-support.ts'

const LOOP = fileURLToPath(new URL('command-loop.test-support.ts', import.meta.url))

/** A process that runs one command line after another: a start costs more than most commands. */
export interface CommandProcess {
  /** @param cwd the folder to run in */
  run(words: readonly string[], cwd: string): Promise<Ran>
  stop(): Promise<void>
}

export function startCommandProcess(): CommandProcess {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, ['--conditions=@wardkit/source', LOOP], {
    env: { PATH, NODE_COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const [stdout, stderr] = [readParts(child.stdout!), readParts(child.stderr!)]
  return {
    async run(words, cwd) {
      child.send({ words, cwd })
      const [out, err] = await Promise.all([stdout(), stderr()])
      return { code: Number(out.slice(-1)), stdout: out.slice(0, -1), stderr: err }
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('close', resolve))
      child.kill()
      await ended
    },
  }
}

/** Runs all command lines of a test file in one process, in the place of `runWardkit`. */
export function useCommandProcess(): (words: readonly string[], options: { readonly cwd: string }) => Promise<Ran> {
  let commands: CommandProcess
  beforeAll(() => {
    commands = startCommandProcess()
  })
  afterAll(() => commands.stop())
  return (words, { cwd }) => commands.run(words, cwd)
}

/** Reads what stands before each NUL, one after the other. */
function readParts(stream: NodeJS.ReadableStream): () => Promise<string> {
  const parts: string[] = []
  const waiting: ((part: string) => void)[] = []
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const [first = '', ...more] = (rest + chunk).split('\0')
    const complete = [first, ...more]
    rest = complete.pop()!
    parts.push(...complete)
    while (parts.length > 0 && waiting.length > 0) waiting.shift()!(parts.shift()!)
  })
  return () =>
    new Promise((resolve) => {
      const part = parts.shift()
      if (part === undefined) waiting.push(resolve)
      else resolve(part)
    })
}
