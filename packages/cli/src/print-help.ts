import { COMMON_OPTIONS, type Command, type OptionTable } from './command.ts'
import { alignColumns } from './output.ts'

/** The help of one command: usage, what it does, options, examples. */
export function describeCommand(command: Command): readonly string[] {
  const operands = command.operands === undefined ? '' : ` ${command.operands}`
  return [
    `${command.about}.`,
    '',
    `usage: wardkit ${command.name}${operands} [options]`,
    ...(command.details === undefined ? [] : ['', ...command.details]),
    '',
    'options:',
    ...describeOptions({ ...command.options, ...COMMON_OPTIONS }),
    '',
    'examples:',
    ...alignColumns(command.examples.map(([line, about]) => [`  ${line}`, `# ${about}`])),
  ]
}

/** The help of all commands, or of those whose names begin with a word: `policy`. */
export function describeCommands(
  commands: readonly Pick<Command, 'name' | 'about'>[],
  group?: string,
): readonly string[] {
  return [
    group === undefined
      ? 'Identity and fine-grained authorization for multi-tenant SaaS, from a terminal.'
      : `Commands of \`wardkit ${group}\`.`,
    '',
    `usage: wardkit ${group === undefined ? '' : `${group} `}<command> [options]`,
    '',
    'commands:',
    ...alignColumns(commands.map(({ name, about }) => [`  ${name}`, about])),
    '',
    '`wardkit <command> --help` tells the options of a command, with examples.',
    'It exits with 0 when done, 1 when something failed, 2 when the answer is a refusal.',
  ]
}

function describeOptions(table: OptionTable): readonly string[] {
  return alignColumns(
    Object.entries(table).map(([name, { value, choices, about, multiple }]) => {
      const placeholder = choices === undefined ? (value === undefined ? '' : ` <${value}>`) : ` <${choices.join('|')}>`
      return [`  --${name}${placeholder}`, multiple === true ? `${about}; may be given several times` : about]
    }),
  )
}
