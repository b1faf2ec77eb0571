import type { Command } from '../command.ts'
import { advise } from './advise.ts'
import { auditCommands } from './audit.ts'
import { guardrailCommands } from './guardrail.ts'
import { keyCommands } from './key.ts'
import { linkCommands } from './link.ts'
import { logCommands } from './log.ts'
import { operatorCommands } from './operator.ts'
import { replay } from './replay.ts'
import { roleCommands } from './role.ts'
import { serviceCommands } from './service.ts'
import { tenantCommands } from './tenant.ts'
import { userCommands } from './user.ts'

/** The commands that work on a store, in the order of the help. */
export const STORE_COMMANDS: readonly Command[] = [
  ...tenantCommands,
  ...userCommands,
  ...roleCommands,
  ...guardrailCommands,
  ...linkCommands,
  ...keyCommands,
  ...operatorCommands,
  ...serviceCommands,
  ...logCommands,
  ...auditCommands,
  replay,
  advise,
]
