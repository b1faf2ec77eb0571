import { spawn } from 'node:child_process'

/** How a command ended, and everything it said. */
export interface CommandResult {
  /** Null where a signal ended it. */
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

export interface CommandOptions {
  readonly cwd: string
  /** Ends the command when the time for everything is over. */
  readonly deadline: AbortSignal
  readonly env?: NodeJS.ProcessEnv
}

/** Runs a command to its end. A failing one is an answer like any other. @throws where it cannot be started, or the deadline passes */
export function runCommand(
  command: string,
  parameters: readonly string[],
  { cwd, deadline, env = process.env }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd, env, signal: deadline, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, output }))
  })
}

/** Runs a command that must succeed. @throws Error with everything it said where it does not */
export async function mustRun(
  command: string,
  parameters: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { status, signal, output } = await runCommand(command, parameters, options)
  if (status === 0) return output
  throw new Error(`\`${command} ${parameters.join(' ')}\` ended with ${String(signal ?? status)}:\n${output}`)
}
