import type { Command } from '../command.ts'
import { guardrailCommands } from './guardrail.ts'
import { keyCommands } from './key.ts'
import { operatorCommands } from './operator.ts'
import { roleCommands } from './role.ts'
import { tenantCommands } from './tenant.ts'
import { userCommands } from './user.ts'

/** The commands that work on a store, in the order of the help. */
export const STORE_COMMANDS: readonly Command[] = [
  ...tenantCommands,
  ...userCommands,
  ...roleCommands,
  ...guardrailCommands,
  ...keyCommands,
  ...operatorCommands,
]
