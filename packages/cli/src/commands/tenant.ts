import type { Tenant } from '@wardkit/core'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { getTenant, onlyOperand, required } from '../find-named.ts'
import { everyPage, printable, showList, toIso } from '../show-list.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const OPTIONS = { database: DATABASE_OPTION } as const

const create = defineCommand({
  name: 'tenant create',
  about: 'Create a tenant: a customer organization',
  operands: '<slug>',
  options: { ...OPTIONS, name: { type: 'string', value: 'text', about: 'what people call it; by default the slug' } },
  examples: [["wardkit tenant create acmehealth --name 'AcmeHealth'", 'prints its id']],
  run: ({ operands, options, output }) =>
    withManagement(
      options,
      output,
      async ({ tenants }) => {
        const slug = onlyOperand(operands, 'a slug')
        const tenant = await tenants.create({ slug, name: options.name ?? slug })
        output.show(toJson(tenant), () => [`created tenant ${tenant.slug} (${tenant.id})`])
        return EXIT.ok
      },
      { create: true },
    ),
})

const list = defineCommand({
  name: 'tenant list',
  about: 'List the tenants of a store',
  options: OPTIONS,
  examples: [['wardkit tenant list --json', 'one line of JSON for each']],
  run: ({ options, output }) =>
    withManagement(options, output, async ({ tenants }) => {
      await showList(
        output,
        everyPage((page) => tenants.list(page)),
        {
          heads: ['ID', 'SLUG', 'NAME', 'STATUS'],
          cells: ({ id, slug, name, status }) => [id, slug, name, status],
          toJson,
          none: 'no tenants',
        },
      )
      return EXIT.ok
    }),
})

const show = defineCommand({
  name: 'tenant show',
  about: 'Show one tenant',
  operands: '<id or slug>',
  options: OPTIONS,
  examples: [['wardkit tenant show acmehealth', 'by its slug']],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async (management) => {
      const tenant = await getTenant(management, onlyOperand(operands, 'an id or a slug'))
      const { id, slug, name, status, createdAt } = tenant
      output.show(toJson(tenant), () => [
        `id       ${id}`,
        `slug     ${slug}`,
        `name     ${printable(name)}`,
        `status   ${status}`,
        `created  ${toIso(createdAt) ?? ''}`,
      ])
      return EXIT.ok
    }),
})

function statusCommand(word: 'suspend' | 'resume', about: string, done: string): Command {
  return defineCommand({
    name: `tenant ${word}`,
    about,
    operands: '<id or slug>',
    options: OPTIONS,
    examples: [[`wardkit tenant ${word} acmehealth`, 'from the next request on']],
    run: ({ operands, options, output }) =>
      withManagement(options, output, async (management) => {
        const tenant = await getTenant(management, required(operands[0], '<id or slug>', 'which tenant'))
        const { revision } = await management.tenants[word](tenant.id)
        output.show({ id: tenant.id, revision }, () => [`${done} tenant ${tenant.slug} (revision ${revision})`])
        return EXIT.ok
      }),
  })
}

/** `wardkit tenant …`: the customer organizations of a store. */
export const tenantCommands: readonly Command[] = [
  create,
  list,
  show,
  statusCommand('suspend', "Refuse every request of a tenant's principals, and every login", 'suspended'),
  statusCommand('resume', 'Let a suspended tenant in again', 'resumed'),
]

function toJson({ id, slug, name, status, createdAt }: Tenant) {
  return { id, slug, name, status, createdAt: toIso(createdAt) }
}
