import type { Command } from './command.ts'
import { init } from './commands/init.ts'
import { policyCheck } from './commands/policy-check.ts'
import { policyDiff } from './commands/policy-diff.ts'
import { policyExplain } from './commands/policy-explain.ts'
import { policyFormat } from './commands/policy-format.ts'
import { policyTest } from './commands/policy-test.ts'
import { routes } from './commands/routes.ts'
import { STORE_COMMANDS } from './commands/store-commands.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  init,
  routes,
  policyCheck,
  policyFormat,
  policyTest,
  policyExplain,
  policyDiff,
  ...STORE_COMMANDS,
]
