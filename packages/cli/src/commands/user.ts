import { tagsToJson, type OpenManagement, type Tenant, type User } from '@wardkit/core'
import { defineCommand, EXIT, type Command, type OptionSpec } from '../command.ts'
import { getRoleId, getTenant, getUser, onlyOperand } from '../find-named.ts'
import { readNewPassword } from '../read-secret.ts'
import { readTagOptions } from '../read-values.ts'
import { everyPage, printable, showList, toIso } from '../show-list.ts'
import { UsageError } from '../usage-error.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const TENANT_OPTION = { type: 'string', value: 'id or slug', about: 'the tenant' } as const satisfies OptionSpec
const ROLE_OPTION = {
  type: 'string',
  multiple: true,
  value: 'id or name',
  about: 'a role to hold: `admin`, `member`, one of the service, or of the tenant',
} as const satisfies OptionSpec
const TAG_OPTION = { type: 'string', multiple: true, value: 'key=value', about: 'a tag' } as const satisfies OptionSpec
const OPTIONS = { database: DATABASE_OPTION, tenant: TENANT_OPTION } as const
const USER_OPERAND = '<id or e-mail>'

const create = defineCommand({
  name: 'user create',
  about: 'Make a person a user of a tenant',
  operands: '<e-mail>',
  details: ['Without --password the user cannot log in with one yet: see `wardkit user set-password`.'],
  options: {
    ...OPTIONS,
    name: { type: 'string', value: 'text', about: 'what people call them; by default the e-mail' },
    role: ROLE_OPTION,
    tag: TAG_OPTION,
    'email-verified': { type: 'boolean', about: 'you have seen proof that the e-mail is theirs' },
    password: { type: 'boolean', about: 'ask for a password at the terminal, or read it from standard input' },
  },
  examples: [
    ['wardkit user create ada@acme.example --tenant acmehealth --role admin --password', 'asks for the password'],
    ['wardkit user create dora@acme.example --tenant acmehealth --role member --tag function=doctors', 'with a tag'],
  ],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async (management) => {
      const email = onlyOperand(operands, 'an e-mail')
      const tenant = await getTenant(management, options.tenant)
      const user = await management.users.create({
        tenant: tenant.id,
        email,
        name: options.name ?? email,
        roles: await getRoleIds(management, tenant, options.role),
        tags: readTagOptions(options.tag),
        emailVerified: options['email-verified'],
        ...(options.password ? { password: await readNewPassword() } : {}),
      })
      output.show({ ...toJson(user), email }, () => [`created user ${email} (${user.id}) of tenant ${tenant.slug}`])
      return EXIT.ok
    }),
})

const list = defineCommand({
  name: 'user list',
  about: 'List the users of a tenant',
  options: OPTIONS,
  examples: [['wardkit user list --tenant acmehealth', 'with roles and tags']],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      const { id } = await getTenant(management, options.tenant)
      await showList(output, withEmails(management, id), {
        heads: ['ID', 'E-MAIL', 'NAME', 'STATUS', 'ROLES', 'TAGS'],
        cells: (user) => [user.id, user.email, user.name, user.status, user.roles.join(' '), printTags(user.tags)],
        toJson: (user) => ({ ...toJson(user), email: user.email }),
        none: 'no users',
      })
      return EXIT.ok
    }),
})

const show = defineCommand({
  name: 'user show',
  about: 'Show one user',
  operands: USER_OPERAND,
  options: OPTIONS,
  examples: [['wardkit user show dora@acme.example --tenant acmehealth --json', 'as JSON']],
  run: (input) =>
    withUser(input, async (management, _tenant, user) => {
      const person = await management.store.findPerson(user.person)
      const email = person?.email ?? ''
      const emailVerified = person?.emailVerifiedAt != null
      input.output.show({ ...toJson(user), email, emailVerified }, () => [
        `id       ${user.id}`,
        `e-mail   ${email}${emailVerified ? '' : ' (not verified)'}`,
        `name     ${printable(user.name)}`,
        `status   ${user.status}`,
        `roles    ${user.roles.map(printable).join(' ')}`,
        `tags     ${printable(printTags(user.tags))}`,
        `created  ${toIso(user.createdAt) ?? ''}`,
      ])
    }),
})

function statusCommand(word: 'disable' | 'enable', about: string): Command {
  return defineCommand({
    name: `user ${word}`,
    about,
    operands: USER_OPERAND,
    options: OPTIONS,
    examples: [[`wardkit user ${word} dora@acme.example --tenant acmehealth`, 'from the next request on']],
    run: (input) =>
      withUser(input, async ({ users }, tenant, { id }) => {
        const { revision } = await users[word]({ tenant: tenant.id, id })
        input.output.show({ id, revision }, () => [`${word}d user ${id} (revision ${revision})`])
      }),
  })
}

const setPassword = defineCommand({
  name: 'user set-password',
  about: "Give a user's person a new password, in all their tenants",
  operands: USER_OPERAND,
  details: [
    'Asks for it at the terminal, without echo, or reads one line of standard input.',
    'Every older token of theirs becomes stale.',
  ],
  options: OPTIONS,
  examples: [['wardkit user set-password dora@acme.example --tenant acmehealth', 'asks for it']],
  run: (input) =>
    withUser(input, async ({ users }, tenant, { id }) => {
      const { revision } = await users.setPassword({ tenant: tenant.id, id, password: await readNewPassword() })
      input.output.show({ id, revision }, () => [`set the password of user ${id} (revision ${revision})`])
    }),
})

const roles = defineCommand({
  name: 'user roles',
  about: 'Show or change the roles that a user holds',
  operands: USER_OPERAND,
  options: {
    ...OPTIONS,
    add: { ...ROLE_OPTION, about: 'a role to hold too' },
    remove: { ...ROLE_OPTION, about: 'a role to hold no longer' },
  },
  examples: [['wardkit user roles dora@acme.example --tenant acmehealth --add member', 'older tokens become stale']],
  run: (input) =>
    withUser(input, async (management, tenant, user) => {
      const added = await getRoleIds(management, tenant, input.options.add)
      const removed = await getRoleIds(management, tenant, input.options.remove)
      const missing = removed.find((role) => !user.roles.includes(role))
      if (missing !== undefined) throw new UsageError(`the user does not hold the role \`${missing}\``)
      const held = [...new Set([...user.roles, ...added])].filter((role) => !removed.includes(role))
      if (added.length + removed.length > 0) {
        await management.users.update({ tenant: tenant.id, id: user.id, roles: held })
      }
      input.output.show({ id: user.id, roles: held }, () => held.map(printable))
    }),
})

const tags = defineCommand({
  name: 'user tags',
  about: "Show or change a user's tags",
  operands: USER_OPERAND,
  options: {
    ...OPTIONS,
    set: { ...TAG_OPTION, about: 'a tag, in place of every value its key had' },
    remove: { type: 'string', multiple: true, value: 'key', about: 'a key to take away with its values' },
  },
  examples: [
    ['wardkit user tags dora@acme.example --tenant acmehealth --set function=doctors', 'older tokens become stale'],
  ],
  run: (input) =>
    withUser(input, async ({ users }, tenant, user) => {
      const { set, remove } = input.options
      const changed = new Map(Object.entries({ ...tagsToJson(user.tags) }))
      const given = Object.entries(readTagOptions(set))
      for (const key of [...remove, ...given.map(([each]) => each)]) {
        for (const held of changed.keys()) if (held.toLowerCase() === key.toLowerCase()) changed.delete(held)
      }
      for (const [key, values] of given) changed.set(key, [...values])
      const result = Object.fromEntries(changed)
      if (set.length + remove.length > 0) await users.update({ tenant: tenant.id, id: user.id, tags: result })
      input.output.show({ id: user.id, tags: result }, () =>
        Object.entries(result).map(([key, values]) => printable(`${key} = ${values.join(', ')}`)),
      )
    }),
})

/** `wardkit user …`: the users of a tenant. */
export const userCommands: readonly Command[] = [
  create,
  list,
  show,
  statusCommand('disable', "Refuse a user's every request and login"),
  statusCommand('enable', 'Let a disabled user in again'),
  setPassword,
  roles,
  tags,
]

interface UserInput {
  readonly operands: readonly string[]
  readonly options: { readonly database: string | undefined; readonly tenant: string | undefined }
  readonly output: Parameters<typeof withManagement>[1]
}

function withUser(
  { operands, options, output }: UserInput,
  work: (management: OpenManagement, tenant: Tenant, user: User) => Promise<void>,
) {
  return withManagement(options, output, async (management) => {
    const name = onlyOperand(operands, 'an id or an e-mail')
    const tenant = await getTenant(management, options.tenant)
    await work(management, tenant, await getUser(management, tenant, name))
    return EXIT.ok
  })
}

async function getRoleIds(management: OpenManagement, tenant: Tenant, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) ids.push(await getRoleId(management, tenant, name))
  return ids
}

/** A user's e-mail is their person's. */
async function* withEmails({ users, store }: OpenManagement, tenant: string) {
  for await (const page of everyPage((each) => users.list(tenant, each))) {
    yield await Promise.all(
      page.map(async (user) => ({ ...user, email: (await store.findPerson(user.person))?.email ?? '' })),
    )
  }
}

function printTags(held: User['tags']): string {
  return Object.entries(tagsToJson(held))
    .map(([key, values]) => `${key}=${values.join(',')}`)
    .join(' ')
}

function toJson({ id, tenant, name, status, roles: held, tags: tagged, createdAt }: User) {
  return { id, tenant, name, status, roles: held, tags: tagsToJson(tagged), createdAt: toIso(createdAt) }
}
