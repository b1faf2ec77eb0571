import type { Command } from './command.ts'

/** A command as the list of commands has it. What it does is loaded when it is called: most of the time of a start is taken by what commands need. */
export interface CommandEntry extends Pick<Command, 'name' | 'about'> {
  load(): Promise<Command>
}

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'init',
    about: 'Write first policies, cases and a server for an OpenAPI document, and tell what to do next',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'routes',
    about: 'List the operations of an OpenAPI document, and the policies that cover each',
    load: async () => (await import('./commands/routes.ts')).routes,
  },
  {
    name: 'policy check',
    about: 'Check policies against an OpenAPI document',
    load: async () => (await import('./commands/policy-check.ts')).policyCheck,
  },
  {
    name: 'policy format',
    about: 'Print policies in their canonical form, or bring files into it',
    load: async () => (await import('./commands/policy-format.ts')).policyFormat,
  },
  {
    name: 'policy test',
    about: 'Run cases against policies, and tell what no case has shown',
    load: async () => (await import('./commands/policy-test.ts')).policyTest,
  },
  {
    name: 'policy explain',
    about: 'Tell what becomes of one request, why, and what would have allowed it',
    load: async () => (await import('./commands/policy-explain.ts')).policyExplain,
  },
  {
    name: 'policy diff',
    about: 'Tell what two policies say differently, operation by operation',
    load: async () => (await import('./commands/policy-diff.ts')).policyDiff,
  },
  ...groupOf(
    async () => (await import('./commands/tenant.ts')).tenantCommands,
    [
      ['tenant create', 'Create a tenant: a customer organization'],
      ['tenant list', 'List the tenants of a store'],
      ['tenant show', 'Show one tenant'],
      ['tenant suspend', "Refuse every request of a tenant's principals, and every login"],
      ['tenant resume', 'Let a suspended tenant in again'],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/user.ts')).userCommands,
    [
      ['user create', 'Make a person a user of a tenant'],
      ['user list', 'List the users of a tenant'],
      ['user show', 'Show one user'],
      ['user disable', "Refuse a user's every request and login"],
      ['user enable', 'Let a disabled user in again'],
      ['user set-password', "Give a user's person a new password, in all their tenants"],
      ['user roles', 'Show or change the roles that a user holds'],
      ['user tags', "Show or change a user's tags"],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/role.ts')).roleCommands,
    [
      ['role create', 'Create a role of a tenant'],
      ['role update', 'Change a role for all who hold it, from their next request on'],
      ['role delete', 'Delete a role and take it from all who hold it'],
      ['role list', 'List the roles that a tenant wrote'],
      ['role show', "Print a role's policy"],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/guardrail.ts')).guardrailCommands,
    [
      ['guardrail set', "Set a tenant's guardrail: its denies over every principal"],
      ['guardrail show', "Print a tenant's guardrail"],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/link.ts')).linkCommands,
    [
      ['link create', 'Share a resource by a policy template'],
      ['link list', 'List the links on a resource, or to a principal'],
      ['link revoke', 'Take a link away, from the next request on'],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/key.ts')).keyCommands,
    [
      ['key create', 'Create an API key of a tenant'],
      ['key list', 'List the API keys of a tenant'],
      ['key rotate', 'Give an API key a new secret'],
      ['key revoke', 'Refuse an API key from its next request on'],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/operator.ts')).operatorCommands,
    [
      ['operator create', "Create a key for one of the application's own operators"],
      ['operator list', "List the keys of the application's operators"],
      ['operator revoke', "Refuse an operator's key from now on"],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/service.ts')).serviceCommands,
    [
      ['service list', 'List the services that servers of the store have registered'],
      ['service remove', 'Forget a service that no server serves any longer'],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/log.ts')).logCommands,
    [
      ['log', 'Print what was decided, from the access log'],
      ['log export', 'Print the access log as lines of JSON, in ASCII'],
      ['log verify', 'Check that no record of the access log was changed, removed, moved or cut off'],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/audit.ts')).auditCommands,
    [
      ['audit', 'Print what was changed and by whom, from the audit log'],
      ['audit export', 'Print the audit log as lines of JSON, or as CSV for a spreadsheet'],
      ['audit verify', 'Check that no record of the audit log was changed, removed, moved or cut off'],
    ],
  ),
  ...groupOf(
    async () => (await import('./commands/backup.ts')).backupCommands,
    [
      ['backup', 'Copy a store into one file, as it is at one moment, also while servers use it'],
      ['restore', 'Put a backup in the place of a store, and revive nothing that was revoked since'],
    ],
  ),
  {
    name: 'replay',
    about: 'Decide past requests anew with a changed policy, and list those that would be decided otherwise',
    load: async () => (await import('./commands/replay.ts')).replay,
  },
  {
    name: 'advise',
    about: "Print the tightest policy that would still have allowed what a role's holders did",
    load: async () => (await import('./commands/advise.ts')).advise,
  },
]

/** The commands that one file exports. */
function groupOf(
  load: () => Promise<readonly Command[]>,
  names: readonly (readonly [name: string, about: string])[],
): readonly CommandEntry[] {
  return names.map(([name, about]) => ({
    name,
    about,
    async load() {
      const found = (await load()).find((command) => command.name === name)
      if (found === undefined) throw new TypeError(`the commands list \`${name}\`, which no file defines`)
      return found
    },
  }))
}
