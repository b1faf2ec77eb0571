import type { Output } from './output.ts'

/** What the process answers: done; could not be done, or a check failed; a question was answered with a refusal. */
export const EXIT = { ok: 0, failure: 1, refusal: 2 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** One option of a command, `--name`. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  /** May be given several times. */
  readonly multiple?: true
  /** The only values it takes. */
  readonly choices?: readonly string[]
  /** What stands for the value in the help: `file`. */
  readonly value?: string
  /** One sentence for the help, without a full stop. */
  readonly about: string
}

export type OptionTable = Readonly<Record<string, OptionSpec>>

/** The options that every command takes. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', about: 'print JSON: one document, or one line for each item' },
  help: { type: 'boolean', about: 'print this help' },
  debug: { type: 'boolean', about: 'print the stack of an error' },
} as const satisfies OptionTable

/** The values of options: a list where it may be given several times, false or undefined where it was not given. */
export type OptionValues<Options extends OptionTable> = {
  readonly [Name in keyof Options]: Options[Name] extends { readonly multiple: true }
    ? readonly string[]
    : Options[Name] extends { readonly type: 'boolean' }
      ? boolean
      : Options[Name] extends { readonly choices: readonly (infer Choice)[] }
        ? Choice | undefined
        : string | undefined
}

/** What a command is run with. */
export interface CommandInput<Options extends OptionTable = OptionTable> {
  /** What was given besides the options, in order. */
  readonly operands: readonly string[]
  readonly options: OptionValues<Options>
  readonly output: Output
}

/**
 * One command of `wardkit`. A file of `commands/` exports it, and `command-table.ts` has it once more by name. Every command also takes
 * `--json`, `--help` and `--debug`; its `run` answers the exit code, prints through `output` alone, and throws a `UsageError`, a `WardkitError` or
 * what the system throws: `main` prints these as `error:` and `help:`.
 *
 * @example
 * export const tenantList = defineCommand({
 *   name: 'tenant list',
 *   about: 'List the tenants of a store',
 *   operands: '[slug…]',
 *   options: { database: { type: 'string', value: 'url', about: 'the store; by default WARDKIT_DATABASE_URL' } },
 *   examples: [['wardkit tenant list --json', 'one line of JSON']],
 *   async run({ operands, options, output }) {
 *     output.show({ tenants: [] }, () => ['no tenants'])
 *     return EXIT.ok
 *   },
 * })
 */
export interface Command<Options extends OptionTable = OptionTable> {
  /** The words it is called by: `policy check`. */
  readonly name: string
  /** One line for the list of commands, without a full stop. */
  readonly about: string
  /** What it takes besides options: `<file…> [other]`. `<…>` must be given, `[…]` may be, `…` stands for more. Absent: an operand is an error. */
  readonly operands?: string
  /** What the help says beneath the usage, in lines of at most 100 columns. */
  readonly details?: readonly string[]
  readonly options: Options
  /** Command lines to copy, each with what it is for. */
  readonly examples: readonly (readonly [command: string, about: string])[]
  run(input: CommandInput<Options>): Promise<ExitCode>
}

/** Names a command, its options' values typed by their table. */
export function defineCommand<const Options extends OptionTable>(command: Command<Options>): Command {
  return command
}
