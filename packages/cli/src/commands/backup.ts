import { backUpStore, readDatabase, restoreStore } from '@wardkit/core'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { onlyOperand } from '../find-named.ts'
import { DATABASE_OPTION } from '../with-management.ts'

const databaseOf = (option: string | undefined) => ({ database: `sqlite:${readDatabase(option)}` })

const backup = defineCommand({
  name: 'backup',
  about: 'Copy a store into one file, as it is at one moment, also while servers use it',
  operands: '<new file>',
  details: [
    'The file holds what the store holds: keep it as safe. What is wrapped with WARDKIT_SECRET is of no use without it;',
    'keep the secret elsewhere.',
  ],
  options: { database: DATABASE_OPTION },
  examples: [['wardkit backup /backups/wardkit-monday.db', 'no file of that name may be there']],
  async run({ operands, options, output }) {
    const to = onlyOperand(operands, 'a new file')
    await backUpStore({ ...databaseOf(options.database), to })
    output.show({ file: to }, () => [`backed up to ${to}`])
    return EXIT.ok
  },
})

const restore = defineCommand({
  name: 'restore',
  about: 'Put a backup in the place of a store, and revive nothing that was revoked since',
  operands: '<backup>',
  details: [
    'Stop every server of the store first. Everybody has to log in again, and every API key and operator key is revoked,',
    'as nobody can tell which were since the backup. The store that was there is kept beside the new one.',
  ],
  options: {
    database: DATABASE_OPTION,
    'keep-keys': {
      type: 'boolean',
      about: 'leave API keys and operator keys in force: where none was revoked or rotated since the backup',
    },
  },
  examples: [['wardkit restore /backups/wardkit-monday.db', 'prints what was ended']],
  async run({ operands, options, output }) {
    const from = { backup: onlyOperand(operands, 'a backup'), keepKeys: options['keep-keys'] }
    const restored = await restoreStore({ ...databaseOf(options.database), ...from })
    const { sessions, apiKeys, operatorKeys, backupRevision, revision, replaced } = restored
    output.show({ ...restored }, () => [
      `restored the store as it was at revision ${backupRevision}; it goes on at ${revision}`,
      `ended ${sessions} logins, revoked ${apiKeys} API keys and ${operatorKeys} operator keys`,
      ...(replaced === null
        ? []
        : [
            `kept what was there as ${replaced}; what it tells of after the backup: wardkit audit --database sqlite:${replaced}`,
          ]),
    ])
    return EXIT.ok
  },
})

/** `wardkit backup`, `wardkit restore`: copies of a store, and back. */
export const backupCommands: readonly Command[] = [backup, restore]
