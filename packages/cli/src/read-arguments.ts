import { parseArgs } from 'node:util'
import { findNearest } from '@wardkit/core/policy'
import { COMMON_OPTIONS, type Command, type CommandInput, type OptionSpec, type OptionTable } from './command.ts'
import { UsageError } from './usage-error.ts'

/** The words after a command's name, read. */
export interface ReadArguments {
  readonly operands: CommandInput['operands']
  readonly options: CommandInput['options']
  readonly common: Readonly<Record<keyof typeof COMMON_OPTIONS, boolean>>
}

/**
 * Reads what follows a command's name. Options may stand anywhere; what follows `--` is an operand.
 *
 * @throws UsageError for an unknown option, naming the nearest; for one without its value, or with one that it does not take; for too few or too
 * many operands
 */
export function readArguments(command: Command, words: readonly string[]): ReadArguments {
  const table: OptionTable = { ...command.options, ...COMMON_OPTIONS }
  const values = new Map<string, (string | boolean)[]>()
  const operands: string[] = []
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      ...Object.fromEntries(Object.entries(table).map(([name, { type }]) => [name, { type }])),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined
    if (spec === undefined) throw unknownOption(command, token.rawName, Object.keys(table))
    values.set(token.name, [...(values.get(token.name) ?? []), readValue(token.rawName, token.value, spec)])
  }
  const isHelp = values.has('help')
  for (const [name, given] of values) {
    if (given.length > 1 && table[name]?.multiple !== true) throw new UsageError(`\`--${name}\` stands twice`)
  }
  if (!isHelp) assertOperands(command, operands)
  const valueOf = (name: string, spec: OptionSpec) =>
    spec.multiple === true
      ? (values.get(name) ?? [])
      : (values.get(name)?.[0] ?? (spec.type === 'boolean' ? false : undefined))
  return {
    operands,
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, spec]) => [name, valueOf(name, spec)]),
    ) as ReadArguments['options'],
    common: { json: values.has('json'), help: isHelp, debug: values.has('debug') },
  }
}

/** `<name>` must be given, `[name]` may be, and of what ends in `…` there may be more. */
function assertOperands(command: Command, given: readonly string[]): void {
  const { name, operands = '' } = command
  const named = operands.match(/<[^>]+>|\[[^\]]+\]/g) ?? []
  const least = named.filter((operand) => operand.startsWith('<')).length
  const extra = operands.includes('…') ? undefined : given[named.length]
  if (extra !== undefined) throw new UsageError(`\`wardkit ${name}\` takes no \`${extra}\``, seeHelp(command))
  if (given.length < least) throw new UsageError(`\`wardkit ${name}\` needs ${operands}`, seeHelp(command))
}

/** Where the help of a command is. */
function seeHelp({ name }: Command): string {
  return `see \`wardkit ${name} --help\``
}

function readValue(rawName: string, value: string | undefined, { type, choices }: OptionSpec): string | boolean {
  if (type === 'boolean') {
    if (value !== undefined) throw new UsageError(`\`${rawName}\` takes no value`)
    return true
  }
  // What begins with a dash was meant as the next option; a value that does can be given as `--name=-value`.
  if (value === undefined || value === '') throw new UsageError(`\`${rawName}\` needs a value`)
  if (choices !== undefined && !choices.includes(value)) {
    throw new UsageError(
      `\`${rawName}\` takes ${choices.join(', ')}, not \`${value}\``,
      suggest(findNearest(value, choices)),
    )
  }
  return value
}

function unknownOption(command: Command, rawName: string, known: readonly string[]): UsageError {
  const nearest = findNearest(rawName.replace(/^-+/, ''), known)
  return new UsageError(
    `\`wardkit ${command.name}\` has no option \`${rawName}\``,
    nearest === undefined ? seeHelp(command) : suggest(`--${nearest}`),
  )
}

function suggest(nearest: string | undefined): string | undefined {
  return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`
}
