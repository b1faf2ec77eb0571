import type { OperatorKeyInfo } from '@wardkit/core'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { onlyOperand, required } from '../find-named.ts'
import { readSeconds } from '../read-values.ts'
import { everyPage, showList, toIso } from '../show-list.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const OPTIONS = { database: DATABASE_OPTION } as const
const WHAT_IT_IS = [
  "An operator is of the application's own staff, of no tenant, and never a principal: the key opens no operation of the",
  'API and nothing beneath /wardkit. It is good for what your own code does after `wardkit.operators.verify(key)`.',
]

const create = defineCommand({
  name: 'operator create',
  about: "Create a key for one of the application's own operators",
  details: [...WHAT_IT_IS, 'The key is printed once and kept as a hash.'],
  options: {
    ...OPTIONS,
    name: { type: 'string', value: 'text', about: 'who or what uses it' },
    expires: {
      type: 'string',
      value: 'span',
      about: 'after how long it ends, such as 90d; by default and at most 366d',
    },
  },
  examples: [["wardkit operator create --name 'On call' --expires 90d", 'the key alone on standard output']],
  run: ({ options, output }) =>
    withManagement(
      options,
      output,
      async ({ operators }) => {
        const { text, ...key } = await operators.create({
          name: required(options.name, '--name', 'who or what uses it'),
          ...(options.expires === undefined ? {} : { expiresInSeconds: readSeconds('--expires', options.expires) }),
        })
        output.note(`created operator key ${key.id}; keep it like a password, it is not shown again:`)
        output.show({ ...toJson(key), key: text }, () => [text])
        return EXIT.ok
      },
      { create: true },
    ),
})

const list = defineCommand({
  name: 'operator list',
  about: "List the keys of the application's operators",
  options: OPTIONS,
  examples: [['wardkit operator list', 'revoked ones included']],
  run: ({ options, output }) =>
    withManagement(options, output, async ({ operators }) => {
      await showList(
        output,
        everyPage((page) => operators.list(page)),
        {
          heads: ['ID', 'NAME', 'EXPIRES', 'REVOKED'],
          cells: ({ id, name, expiresAt, revokedAt }) => [id, name, toIso(expiresAt) ?? '', toIso(revokedAt) ?? ''],
          toJson,
          none: 'no operator keys',
        },
      )
      return EXIT.ok
    }),
})

const revoke = defineCommand({
  name: 'operator revoke',
  about: "Refuse an operator's key from now on",
  operands: '<id>',
  options: OPTIONS,
  examples: [['wardkit operator revoke opk_01h…', 'the id, as `wardkit operator list` prints it']],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async ({ operators }) => {
      const id = onlyOperand(operands, 'the id of a key')
      const { revision } = await operators.revoke(id)
      output.show({ id, revision }, () => [`revoked operator key ${id} (revision ${revision})`])
      return EXIT.ok
    }),
})

/** `wardkit operator …`: keys of the application's own operators. */
export const operatorCommands: readonly Command[] = [create, list, revoke]

function toJson({ id, name, createdAt, expiresAt, revokedAt }: OperatorKeyInfo) {
  return { id, name, createdAt: toIso(createdAt), expiresAt: toIso(expiresAt), revokedAt: toIso(revokedAt) }
}
