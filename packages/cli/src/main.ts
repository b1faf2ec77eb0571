import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { COMMANDS, type CommandEntry } from './command-table.ts'
import { EXIT, type ExitCode } from './command.ts'
import { createOutput } from './output.ts'
import { describeCommand, describeCommands } from './print-help.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs one command line, the words after `wardkit`, and answers the process's exit code. Never rejects: an error is printed as `error:` and `help:`
 * to standard error, its stack only under `--debug`.
 */
export async function main(words: readonly string[]): Promise<ExitCode> {
  // Whoever reads standard output may have seen enough (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure)
  })
  try {
    return await run(words)
  } catch (error) {
    process.stderr.write(`${describeError(error, words.includes('--debug'))}\n`)
    return EXIT.failure
  }
}

async function run(words: readonly string[]): Promise<ExitCode> {
  const command = await findCommand(words)?.load()
  if (command === undefined) return helpOrRefuse(words)
  const { readArguments } = await import('./read-arguments.ts')
  const { operands, options, common } = readArguments(command, words.slice(command.name.split(' ').length))
  if (common.help) return print(describeCommand(command))
  return command.run({ operands, options, output: createOutput(common) })
}

/** The command with the longest name that the words begin with. */
function findCommand(words: readonly string[]): CommandEntry | undefined {
  const isNamed = ({ name }: CommandEntry) => name.split(' ').every((part, index) => words[index] === part)
  return COMMANDS.filter(isNamed).sort((a, b) => b.name.length - a.name.length)[0]
}

/** Words that name no command ask for help or the version, or are a mistake. */
async function helpOrRefuse(words: readonly string[]): Promise<ExitCode> {
  const named = words.filter((word) => !word.startsWith('-'))
  const [group] = named
  if (words.includes('--version')) return print([readVersion()])
  const isHelp = words.includes('--help') || words.includes('-h')
  if (group === undefined ? words.length === 0 || isHelp : group === 'help') return print(describeCommands(COMMANDS))
  if (group === undefined || words[0]?.startsWith('-') === true)
    throw new UsageError('a command comes first', 'see `wardkit --help`')
  const ofGroup = COMMANDS.filter(({ name }) => name.startsWith(`${group} `))
  if (ofGroup.length > 0 && named.length === 1) {
    if (isHelp) return print(describeCommands(ofGroup, group))
    throw new UsageError(
      `\`wardkit ${group}\` needs one of ${ofGroup.map(({ name }) => `\`${name.slice(group.length + 1)}\``).join(', ')}`,
      `see \`wardkit ${group} --help\``,
    )
  }
  const given = named.slice(0, ofGroup.length > 0 ? 2 : 1).join(' ')
  const { findNearest } = await import('@wardkit/core/policy')
  const nearest = findNearest(given, [
    ...COMMANDS.map(({ name }) => name),
    ...COMMANDS.flatMap(({ name }) => name.split(' ', 1)),
  ])
  throw new UsageError(
    `there is no command \`${given}\``,
    nearest === undefined ? 'see `wardkit --help`' : `did you mean \`wardkit ${nearest}\`?`,
  )
}

function print(lines: readonly string[]): ExitCode {
  process.stdout.write(`${lines.join('\n')}\n`)
  return EXIT.ok
}

function readVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

function describeError(error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error)
  const help = error instanceof Error && 'help' in error && typeof error.help === 'string' ? error.help : undefined
  return [
    `error: ${message}`,
    ...(help === undefined ? [] : [`  help: ${help}`]),
    ...(debug ? [inspect(error)] : []),
  ].join('\n')
}
