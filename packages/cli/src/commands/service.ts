import type { RegisteredService } from '@wardkit/core'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { onlyOperand } from '../find-named.ts'
import { showList } from '../show-list.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const OPTIONS = { database: DATABASE_OPTION } as const

const list = defineCommand({
  name: 'service list',
  about: 'List the services that servers of the store have registered',
  options: OPTIONS,
  examples: [['wardkit service list', 'their ids, and the roles that their documents define']],
  run: ({ options, output }) =>
    withManagement(options, output, async ({ registeredServices }) => {
      await showList(output, onePage(await registeredServices.list()), {
        heads: ['ID', 'TITLE', 'VERSION', 'OPERATIONS', 'ROLES'],
        cells: ({ id, title, version, operations, roles }) => [id, title, version, String(operations), roles.join(' ')],
        toJson: (service) => service,
        none: 'no services; a server registers its own when it starts',
      })
      return EXIT.ok
    }),
})

const remove = defineCommand({
  name: 'service remove',
  about: 'Forget a service that no server serves any longer',
  operands: '<id>',
  details: [
    'Policies may name its operations no longer, and the roles that its document defines allow nothing.',
    'A server that serves it goes on, and registers it anew when it starts next.',
  ],
  options: OPTIONS,
  examples: [['wardkit service remove patients-v1', 'the id, as `wardkit service list` prints it']],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async ({ registeredServices }) => {
      const id = onlyOperand(operands, 'the id of a service')
      const { revision } = await registeredServices.remove(id)
      output.show({ id, revision }, () => [`removed service ${id} (revision ${revision})`])
      return EXIT.ok
    }),
})

/** `wardkit service …`: what servers have registered. */
export const serviceCommands: readonly Command[] = [list, remove]

/** Services are few: those of one application. */
async function* onePage(services: readonly RegisteredService[]) {
  if (services.length > 0) yield services
}
