import type { Link, LinkInput, LinkPrincipalInput, OpenManagement, Tenant } from '@wardkit/core'
import { readPolicy } from '@wardkit/core/policy'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { getRoleId, getTenant, getUser, onlyOperand, required } from '../find-named.ts'
import { OPENAPI_OPTIONS } from '../load-services.ts'
import { readText } from '../policy-files.ts'
import { readJson } from '../read-json.ts'
import { readSeconds } from '../read-values.ts'
import { everyPage, showList, toIso } from '../show-list.ts'
import { UsageError } from '../usage-error.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const OPTIONS = {
  database: DATABASE_OPTION,
  tenant: { type: 'string', value: 'id or slug', about: 'the tenant whose resource is shared' },
} as const
const TO = {
  type: 'string',
  value: 'type:name',
  about: 'whom: user:, apiKey:, role:, tenant: or email: and its name',
} as const
const OF = {
  type: 'string',
  value: 'id or slug',
  about: 'the tenant of the principal; by default the one that shares',
} as const
const RESOURCE = { type: 'string', value: 'type:id', about: 'the resource' } as const

const create = defineCommand({
  name: 'link create',
  about: 'Share a resource by a policy template',
  details: [
    'The template is checked against the OpenAPI document and, where there is none here, against what the servers of this',
    'store have registered. The link allows what the server knows by the name of the template.',
  ],
  options: {
    ...OPTIONS,
    template: { type: 'string', value: 'file', about: 'the policy template' },
    to: TO,
    'to-tenant': OF,
    resource: { ...RESOURCE, about: 'the resource; left out where the template is about none' },
    slots: { type: 'string', value: 'json', about: "values of the template's further slots, or `@` and a file" },
    expires: { type: 'string', value: 'span', about: 'after how long it ends, such as 90d; by default never' },
    ...OPENAPI_OPTIONS,
  },
  examples: [
    [
      'wardkit link create --tenant acmehealth --template policies/templates/share.yaml --to user:bob@acme.example --resource patient:p-1 --expires 7d',
      'for a week',
    ],
  ],
  async run({ options, output }) {
    const file = required(options.template, '--template', 'the file of a policy template')
    const source = await readText(file)
    const template = readPolicy(source).policy?.template?.name
    if (template === undefined) {
      throw new UsageError(
        `\`${file}\` is no policy template`,
        `\`wardkit policy check --kind template ${file}\` shows every error`,
      )
    }
    const slots = options.slots === undefined ? {} : await readJson('slots', options.slots)
    const work = async (management: OpenManagement) => {
      const tenant = await getTenant(management, options.tenant)
      const input: LinkInput = {
        tenant: tenant.id,
        template,
        principal: await readPrincipal(management, tenant, required(options.to, '--to', 'whom'), options['to-tenant']),
        slots: slots as NonNullable<LinkInput['slots']>,
        ...(options.resource === undefined ? {} : { resource: readResource(options.resource) }),
        ...(options.expires === undefined
          ? {}
          : { expiresAt: Date.now() + 1000 * readSeconds('--expires', options.expires) }),
      }
      const link = await management.links.create(input)
      output.show({ ...toJson(link), revision: link.revision }, () => [
        `created link ${link.id} (revision ${link.revision})`,
      ])
      return EXIT.ok
    }
    return withManagement(options, output, work, { templates: [source] })
  },
})

const list = defineCommand({
  name: 'link list',
  about: 'List the links on a resource, or to a principal',
  details: ['Give `--resource` or `--to`. Links that have expired are among them.'],
  options: { ...OPTIONS, resource: RESOURCE, to: TO, 'to-tenant': OF },
  examples: [
    ['wardkit link list --tenant acmehealth --resource patient:p-1', 'with whom it is shared'],
    ['wardkit link list --tenant acmehealth --to role:ward', 'what is shared with a role'],
  ],
  async run({ options, output }) {
    if ((options.resource === undefined) === (options.to === undefined)) {
      throw new UsageError('give either `--resource` or `--to`', 'for example `--resource patient:p-1`')
    }
    return withManagement(options, output, async (management) => {
      const tenant = await getTenant(management, options.tenant)
      const about =
        options.to === undefined
          ? { resource: readResource(options.resource ?? '') }
          : { principal: await readPrincipal(management, tenant, options.to, options['to-tenant']) }
      await showList(
        output,
        everyPage((page) => management.links.list({ tenant: tenant.id, ...about }, page)),
        {
          heads: ['ID', 'TEMPLATE', 'TO', 'RESOURCE', 'EXPIRES'],
          cells: ({ id, template, principal, resource, expiresAt }) => [
            ...[id, template, `${principal.type}:${principal.id}`],
            ...[resource === null ? '' : `${resource.type}:${resource.id}`, toIso(expiresAt) ?? 'never'],
          ],
          toJson,
          none: 'no links',
        },
      )
      return EXIT.ok
    })
  },
})

const revoke = defineCommand({
  name: 'link revoke',
  about: 'Take a link away, from the next request on',
  operands: '<id>',
  options: OPTIONS,
  examples: [['wardkit link revoke lnk_01h… --tenant acmehealth', 'the id, as `wardkit link list` prints it']],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async (management) => {
      const id = onlyOperand(operands, 'the id of a link')
      const tenant = await getTenant(management, options.tenant)
      const { revision, revoked } = await management.links.revoke({ tenant: tenant.id, id })
      if (!revoked) throw new UsageError(`tenant \`${tenant.slug}\` has no link \`${id}\``, 'see `wardkit link list`')
      output.show({ id, revision }, () => [`revoked link ${id} (revision ${revision})`])
      return EXIT.ok
    }),
})

/** `wardkit link …`: what is shared. */
export const linkCommands: readonly Command[] = [create, list, revoke]

async function readPrincipal(
  management: OpenManagement,
  own: Tenant,
  given: string,
  tenantName: string | undefined,
): Promise<LinkPrincipalInput> {
  const [type, name] = splitName('--to', given, 'user:bob@acme.example')
  const tenant = tenantName === undefined ? own : await getTenant(management, tenantName)
  switch (type) {
    case 'user':
      return { type, tenant: tenant.id, id: (await getUser(management, tenant, name)).id }
    case 'role':
      return { type, tenant: tenant.id, id: await getRoleId(management, tenant, name) }
    case 'tenant':
      return { type, id: (await getTenant(management, name)).id }
    case 'apiKey':
    case 'email':
      return { type, tenant: tenant.id, id: name }
    default:
      throw new UsageError(
        `\`--to\` takes no principal of type \`${type}\``,
        'a type is user, apiKey, role, tenant or email',
      )
  }
}

function readResource(given: string): { readonly type: string; readonly id: string } {
  const [type, id] = splitName('--resource', given, 'patient:p-1')
  return { type, id }
}

/** What stands before the first colon, and after it. */
function splitName(option: string, given: string, example: string): readonly [type: string, name: string] {
  const at = given.indexOf(':')
  if (at > 0 && at < given.length - 1) return [given.slice(0, at), given.slice(at + 1)]
  throw new UsageError(`\`${option}\` takes a type and a name`, `for example \`${option} ${example}\``)
}

function toJson({ id, template, principal, resource, slots, createdBy, createdAt, expiresAt }: Link) {
  const times = { createdAt: toIso(createdAt), expiresAt: toIso(expiresAt) }
  return { id, template, principal, resource, slots: Object.fromEntries(slots), createdBy, ...times }
}
