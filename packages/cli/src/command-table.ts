import type { Command } from './command.ts'
import { routes } from './commands/routes.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [routes]
