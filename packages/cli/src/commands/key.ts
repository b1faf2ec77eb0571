import { tagsToJson, type OpenManagement } from '@wardkit/core'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { getRoleId, getTenant, getUser, onlyOperand, required } from '../find-named.ts'
import { readSeconds, readTagOptions } from '../read-values.ts'
import { everyPage, showList, toIso } from '../show-list.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const OPTIONS = {
  database: DATABASE_OPTION,
  tenant: { type: 'string', value: 'id or slug', about: 'the tenant' },
} as const

const create = defineCommand({
  name: 'key create',
  about: 'Create an API key of a tenant',
  details: [
    'The key is printed once and kept as a hash. It works while the user who answers for it is active and holds',
    'all that it holds.',
  ],
  options: {
    ...OPTIONS,
    name: { type: 'string', value: 'text', about: 'which program uses it' },
    by: { type: 'string', value: 'id or e-mail', about: 'the user who answers for it' },
    role: { type: 'string', multiple: true, value: 'id or name', about: 'a role that it holds' },
    tag: { type: 'string', multiple: true, value: 'key=value', about: 'a tag' },
    expires: { type: 'string', value: 'span', about: 'after how long it ends, such as 90d; by default never' },
  },
  examples: [
    [
      "wardkit key create --tenant acmehealth --name 'nightly import' --by ada@acme.example --role member --expires 90d",
      'the key alone on standard output',
    ],
  ],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      const tenant = await getTenant(management, options.tenant)
      const creator = await getUser(management, tenant, required(options.by, '--by', 'the user who answers for it'))
      const roles: string[] = []
      for (const role of options.role) roles.push(await getRoleId(management, tenant, role))
      const { text, ...key } = await management.apiKeys.create({
        tenant: tenant.id,
        name: required(options.name, '--name', 'which program uses it'),
        createdBy: creator.id,
        roles,
        tags: readTagOptions(options.tag),
        ...(options.expires === undefined ? {} : { expiresInSeconds: readSeconds('--expires', options.expires) }),
      })
      output.note(`created API key ${key.id}; keep it like a password, it is not shown again:`)
      output.show({ ...toJson(key), key: text }, () => [text])
      return EXIT.ok
    }),
})

const list = defineCommand({
  name: 'key list',
  about: 'List the API keys of a tenant',
  options: OPTIONS,
  examples: [['wardkit key list --tenant acmehealth', 'revoked ones included']],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      const { id: tenant } = await getTenant(management, options.tenant)
      await showList(
        output,
        everyPage((page) => management.apiKeys.list(tenant, page)),
        {
          heads: ['ID', 'NAME', 'ROLES', 'LAST USED', 'EXPIRES', 'REVOKED'],
          cells: ({ id, name, roles, lastUsedAt, expiresAt, revokedAt }) => [
            ...[id, name, roles.join(' '), toIso(lastUsedAt) ?? 'never'],
            ...[toIso(expiresAt) ?? 'never', toIso(revokedAt) ?? ''],
          ],
          toJson,
          none: 'no API keys',
        },
      )
      return EXIT.ok
    }),
})

const rotate = defineCommand({
  name: 'key rotate',
  about: 'Give an API key a new secret',
  details: ['The new key is printed once and kept as a hash. The one before is refused at once, or after --overlap.'],
  operands: '<id>',
  options: {
    ...OPTIONS,
    overlap: { type: 'string', value: 'span', about: 'how long the one before is still good, at most 7d' },
  },
  examples: [['wardkit key rotate key_01h… --tenant acmehealth --overlap 1d', 'time to tell the programs that use it']],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async (management) => {
      const id = onlyOperand(operands, 'the id of a key')
      const { id: tenant } = await getTenant(management, options.tenant)
      const overlap = options.overlap === undefined ? {} : { overlapSeconds: readSeconds('--overlap', options.overlap) }
      const { text, ...key } = await management.apiKeys.rotate({ tenant, id, ...overlap })
      output.note(`rotated API key ${id}; keep it like a password, it is not shown again:`)
      output.show({ ...toJson(key), key: text }, () => [text])
      return EXIT.ok
    }),
})

const revoke = defineCommand({
  name: 'key revoke',
  about: 'Refuse an API key from its next request on',
  operands: '<id>',
  options: OPTIONS,
  examples: [['wardkit key revoke key_01h… --tenant acmehealth', 'the id, as `wardkit key list` prints it']],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async (management) => {
      const id = onlyOperand(operands, 'the id of a key')
      const { id: tenant } = await getTenant(management, options.tenant)
      const { revision } = await management.apiKeys.revoke({ tenant, id })
      output.show({ id, revision }, () => [`revoked API key ${id} (revision ${revision})`])
      return EXIT.ok
    }),
})

/** `wardkit key …`: the API keys of a tenant. */
export const keyCommands: readonly Command[] = [create, list, rotate, revoke]

type ApiKeyInfo = Awaited<ReturnType<OpenManagement['apiKeys']['list']>>[number]

function toJson({ id, name, roles, tags, createdBy, ...times }: ApiKeyInfo) {
  const { createdAt, expiresAt, revokedAt, lastUsedAt, previousExpiresAt } = times
  return {
    ...{ id, name, roles, tags: tagsToJson(tags), createdBy },
    ...{ createdAt: toIso(createdAt), expiresAt: toIso(expiresAt), revokedAt: toIso(revokedAt) },
    ...{ lastUsedAt: toIso(lastUsedAt), previousExpiresAt: toIso(previousExpiresAt) },
  }
}
