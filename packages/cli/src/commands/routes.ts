import { defineCommand, EXIT } from '../command.ts'
import { loadServices, OPENAPI_OPTION } from '../load-services.ts'
import { alignColumns } from '../output.ts'

/** `wardkit routes`: what an OpenAPI document declares, as policies see it. */
export const routes = defineCommand({
  name: 'routes',
  about: 'List the operations of an OpenAPI document',
  options: { openapi: OPENAPI_OPTION },
  examples: [['wardkit routes', 'of openapi.yaml in the working directory']],
  async run({ options, output }) {
    const services = await loadServices(options.openapi, output)
    for (const operation of services.flatMap((service) => service.operations)) {
      output.show({ operation: operation.id }, () => alignColumns([[operation.id, operation.resource?.type ?? '']]))
    }
    return EXIT.ok
  },
})
