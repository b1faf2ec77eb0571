import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { loadService } from '@wardkit/core'
import { defineCommand, EXIT } from '../command.ts'
import { deriveCases } from '../init/derive-cases.ts'
import { derivePolicies } from '../init/derive-policies.ts'
import { listNextSteps } from '../init/next-steps.ts'
import { readProject } from '../init/server-library.ts'
import { createNestProject } from '../init/nest-project.ts'
import { createServerSnippet } from '../init/server-snippet.ts'
import { findDocuments, OPENAPI_OPTIONS } from '../load-services.ts'
import { UsageError } from '../usage-error.ts'

/** `wardkit init`: from an OpenAPI document to a guarded server. */
export const init = defineCommand({
  name: 'init',
  about: 'Write first policies, cases and a server for an OpenAPI document, and tell what to do next',
  operands: '[document]',
  details: [
    'Reads the OpenAPI document, 3.0 or 3.1, and writes, into the working directory:',
    '',
    '  policies/reader.yaml        the role of who reads everything',
    '  policies/writer.yaml        the role of who also creates and changes',
    '  policies/first.cases.yaml   requests, and what is to become of each',
    '  server.mjs                  a server with every operation guarded: of Koa where package.json has it, and not',
    '                              Express; else of Express',
    '  src/, tsconfig.json         in place of it, where package.json has @nestjs/core: a Nest application in TypeScript',
    '                              with a handler for each operation',
    '',
    'What is there already is left as it is.',
  ],
  options: {
    'base-path': OPENAPI_OPTIONS['base-path'],
    force: { type: 'boolean', about: 'write over what is there already' },
  },
  examples: [
    ['wardkit init', 'with the openapi.yaml of the working directory'],
    ['wardkit init node_modules/some-api/openapi.json', 'with a document of whatever origin'],
  ],
  async run({ operands, options, output }) {
    const [input] = findDocuments({ openapi: operands, 'base-path': options['base-path'] })
    if (input?.file === undefined) throw new UsageError('there is no OpenAPI document here')
    const { service, warnings } = await loadService(input)
    if (service.operations.length === 0) {
      throw new UsageError(`\`${input.file}\` declares no operations`, 'give a document with `paths`')
    }
    for (const warning of warnings) output.note(`warning: ${warning}`)

    const { basePath } = input
    const describe = (file: string) => (basePath === undefined ? file : { file, basePath })
    const roles = derivePolicies(service)
    const project = readProject()
    const files = new Map([
      ...roles.map(({ id, source }) => [`policies/${id}.yaml`, source] as const),
      ['policies/first.cases.yaml', deriveCases(service, roles, describe(relative('policies', input.file)))],
      ...(project.library === 'nest'
        ? createNestProject(service, describe(input.file), roles)
        : new Map([['server.mjs', createServerSnippet(project.library, describe(input.file), roles)]])),
    ])
    const written: string[] = []
    const kept: string[] = []
    for (const [file, text] of files) {
      if (existsSync(file) && !options.force) {
        kept.push(file)
        continue
      }
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
      written.push(file)
    }

    const steps = listNextSteps(service, roles, project)
    output.show({ operations: service.operations.length, written, kept, steps }, () => [
      `${input.file ?? ''}: ${service.operations.length} operations`,
      ...written.map((file) => `${output.style('good', 'written')}  ${file}`),
      ...kept.map((file) => `${output.style('warning', 'kept')}     ${file}  (\`--force\` writes over it)`),
      '',
      output.style('strong', 'What to do next:'),
      ...steps.flatMap(({ about, command }, index) => ['', `${index + 1}. ${about}`, `   ${command}`]),
      '',
      'Keep wardkit.db and what is named after it out of your repository. `npx wardkit --help` tells the rest.',
    ])
    return EXIT.ok
  },
})
