import type { Operation, Service } from '@wardkit/core'
import { compilePolicy } from '@wardkit/core/policy'
import { defineCommand, EXIT } from '../command.ts'
import { diagnosePolicy, requirePolicy } from '../diagnose-policy.ts'
import { loadServices, OPENAPI_OPTIONS } from '../load-services.ts'
import { alignColumns } from '../output.ts'
import { POLICY_FILES_HELP, readPolicyFiles } from '../policy-files.ts'

/** One operation and the policies that speak of it. */
interface Route {
  readonly operation: string
  readonly public: boolean
  /** The resource it is about, and where its id stands. */
  readonly resource: { readonly type: string; readonly id: string } | null
  readonly policies: readonly CoveringPolicy[]
}

interface CoveringPolicy {
  readonly kind: string
  readonly id: string
  readonly effect: 'allow' | 'deny'
  /** Whether it depends on a condition or a field list. */
  readonly conditional: boolean
}

/** `wardkit routes`: what an OpenAPI document declares, as policies see it, and which policies cover it. */
export const routes = defineCommand({
  name: 'routes',
  about: 'List the operations of an OpenAPI document, and the policies that cover each',
  details: [
    ...POLICY_FILES_HELP,
    '',
    '`?` stands after a policy that covers the operation under a condition, `!` before one that denies it.',
  ],
  options: {
    ...OPENAPI_OPTIONS,
    policies: { type: 'string', multiple: true, value: 'path', about: 'policies to look for, a file or a folder' },
    public: { type: 'boolean', about: 'only operations that need no policy' },
    uncovered: { type: 'boolean', about: 'only operations that none of the policies allows, and that are not public' },
  },
  examples: [
    ['wardkit routes', 'of openapi.yaml in the working directory'],
    ['wardkit routes --policies policies', 'and who may call each'],
    ['wardkit routes --policies policies --uncovered', 'what only an admin can call'],
  ],
  async run({ options, output }) {
    const services = await loadServices(options, output)
    const files = await readPolicyFiles(options.policies)
    const compiled = files.map((file) => ({
      file,
      statementsFor: compilePolicy(requirePolicy(diagnosePolicy(file, services)), services).statementsFor,
    }))
    const covering = (operation: Operation): CoveringPolicy[] =>
      compiled.flatMap(({ file: { kind, id }, statementsFor }) => {
        const statements = statementsFor(operation)
        return (['deny', 'allow'] as const).flatMap((effect) => {
          const own = statements.filter((statement) => statement.effect === effect)
          const conditional = own.every(({ condition, fields }) => condition !== null || fields !== null)
          return own.length === 0 ? [] : [{ kind, id, effect, conditional }]
        })
      })
    const listed = services
      .flatMap((service: Service) => service.operations)
      .map((operation) => toRoute(operation, covering(operation)))
      .filter((route) => !options.public || route.public)
      .filter(
        (route) => !options.uncovered || !(route.public || route.policies.some(({ effect }) => effect === 'allow')),
      )
    output.show({ operations: listed }, () =>
      alignColumns(
        listed.map(({ operation, resource, public: isPublic, policies }) => [
          operation,
          resource === null ? '-' : `${resource.type} (${resource.id})`,
          isPublic ? 'public' : policies.map(describePolicy).join(', '),
        ]),
      ),
    )
    return EXIT.ok
  },
})

function toRoute({ id, public: isPublic, resource, graphql }: Operation, policies: readonly CoveringPolicy[]): Route {
  return {
    operation: id,
    public: isPublic,
    resource:
      resource === null
        ? null
        : {
            type: resource.type,
            id: `$${graphql === undefined ? resource.from : 'request'}:${resource.path.join(':')}`,
          },
    policies,
  }
}

function describePolicy({ kind, id, effect, conditional }: CoveringPolicy): string {
  const name = kind === 'global' ? `global/${id}` : id
  return `${effect === 'deny' ? '!' : ''}${name}${conditional ? '?' : ''}`
}
