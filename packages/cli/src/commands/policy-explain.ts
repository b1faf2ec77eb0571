import { defineCommand, EXIT } from '../command.ts'
import { findBenchDocuments, OPENAPI_OPTIONS } from '../load-services.ts'
import { createPolicyBench } from '../policy-bench.ts'
import { POLICY_FILES_HELP, readPolicyFiles } from '../policy-files.ts'
import { readJson } from '../read-json.ts'
import { readTagOptions } from '../read-values.ts'
import { explain, reasonOf } from '../run-cases.ts'
import { UsageError } from '../usage-error.ts'

/** `wardkit policy explain`: what becomes of one request, and why. */
export const policyExplain = defineCommand({
  name: 'policy explain',
  about: 'Tell what becomes of one request, why, and what would have allowed it',
  operands: '<method or GraphQL document> [path]',
  details: [
    ...POLICY_FILES_HELP,
    '',
    'The roles `admin` and `member` are there without a policy. Exits with 2 when the request is refused.',
  ],
  options: {
    ...OPENAPI_OPTIONS,
    policies: { type: 'string', multiple: true, value: 'path', about: 'the policies that decide, a file or a folder' },
    role: { type: 'string', multiple: true, value: 'id', about: 'a role that the principal holds' },
    tag: { type: 'string', multiple: true, value: 'key=value', about: 'a tag of the principal' },
    principal: { type: 'string', value: 'id', about: "the principal's id" },
    tenant: { type: 'string', value: 'id', about: "the principal's tenant" },
    'resource-tag': { type: 'string', multiple: true, value: 'key=value', about: 'a tag of the resource' },
    'resource-owner': { type: 'string', value: 'id', about: 'who owns the resource' },
    'resource-tenant': { type: 'string', value: 'id', about: "the resource's tenant; by default the principal's" },
    link: {
      type: 'string',
      multiple: true,
      value: 'template',
      about: 'a template by which the resource is shared with the principal',
    },
    registered: { type: 'boolean', about: 'the resource is registered, though it has neither tags nor owner' },
    variables: { type: 'string', value: 'json', about: 'of a GraphQL document, or `@` and a file that holds them' },
    about: {
      type: 'string',
      multiple: true,
      value: 'root:field=type',
      about: 'the type of the resource that a root field is about',
    },
    body: { type: 'string', value: 'json', about: 'the JSON body, or `@` and a file that holds it' },
  },
  examples: [
    ['wardkit policy explain GET /patient/p-1 --policies policies --role doctor', 'may a doctor read it?'],
    ['wardkit policy explain PUT /patient/p-1 --role admin --body \'{"name":"Pat"}\'', 'with a body'],
    [
      'wardkit policy explain GET /patient/p-1 --policies policies --role doctor --tag ward=a --resource-tag ward=b',
      'with tags',
    ],
    [
      'wardkit policy explain \'{ patient(id: "p-1") { name } }\' --graphql schema.graphql --policies policies --role doctor',
      'of a GraphQL API',
    ],
  ],
  async run({ operands, options, output }) {
    const [method = '', target = ''] = operands
    const isQuery = operands.length === 1 && options.graphql.length > 0
    if (!isQuery && !target.startsWith('/')) throw new UsageError(`the path \`${target}\` does not begin with \`/\``)
    const { tenant = 'tenant', principal: id = 'somebody', role: roles } = options
    const resourceTags = readTagOptions(options['resource-tag'])
    const owner = options['resource-owner']
    const resourceTenant = options['resource-tenant']
    const isRegistered =
      options.registered || options['resource-tag'].length > 0 || owner !== undefined || resourceTenant !== undefined
    const body = options.body === undefined ? undefined : await readJson('body', options.body)
    const variables = options.variables === undefined ? {} : await readJson('variables', options.variables)
    const documents = findBenchDocuments(options)
    const resources = Object.fromEntries(options.about.map(readAbout))
    const graphql = documents.graphql.map((schema) => ({ ...schema, resources }))
    const policies = await readPolicyFiles(options.policies)
    const bench = await createPolicyBench({ ...documents, graphql }, policies, output)
    try {
      const attempt = await bench.attempt(
        {
          principal: { id, tenant, roles, tags: readTagOptions(options.tag) },
          sent: isQuery
            ? { query: method, variables: variables as Record<string, unknown> }
            : { method: method.toUpperCase(), target, ...(body === undefined ? {} : { body }) },
          resources: [],
          links: options.link.map((template) => ({ template, principal: { type: 'user', id } })),
          ...(isRegistered
            ? {
                ownResource: {
                  tags: resourceTags,
                  ...(owner === undefined ? {} : { owner }),
                  ...(resourceTenant === undefined ? {} : { tenant: resourceTenant }),
                },
              }
            : {}),
        },
        true,
      )
      const { allowed, code, operation, explanation } = attempt
      const reason = reasonOf(attempt)
      const report = {
        allowed,
        reason,
        code,
        operation,
        resource: explanation?.decision.resource ?? null,
        statements: explanation?.statements ?? [],
        changes: explanation?.changes ?? [],
        changesCutShort: explanation?.changesCutShort ?? false,
      }
      output.show(report, () => [
        output.style(allowed ? 'good' : 'bad', allowed ? 'allowed' : `refused (${reason})`),
        ...explain(attempt),
      ])
      return allowed ? EXIT.ok : EXIT.refusal
    } finally {
      await bench.close()
    }
  },
})

function readAbout(given: string): [field: string, type: string] {
  const [field = '', type = ''] = given.split('=')
  if (type === '') throw new UsageError(`\`--about ${given}\` names no type`, 'write `--about query:patient=patient`')
  return [field, type]
}
