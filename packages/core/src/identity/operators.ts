import { z } from 'zod'
import type { Clock } from '../util/clock.ts'
import type { Administration } from './administration.ts'
import type { OperatorKey, Page, Store } from './identity-store.ts'
import { createKeyText, isSecretOf, parseKeyText } from './key-text.ts'
import { displayName, identifier, readInput } from './read-input.ts'
import type { Revised } from './revised.ts'

/**
 * The keys of the application's own operators: its developer's staff and tools. An operator is of no tenant and never a principal: `authorize()`
 * refuses the key like any unknown credentials. What an operator may do is what your own code does after `verify`.
 */
export interface Operators {
  /** Makes a key. Its text is in the answer and nowhere else: only a hash of it is kept. @throws WardkitError `ERR_INVALID_INPUT` */
  create(input: OperatorKeyInput): Promise<Revised<OperatorKeyInfo> & { readonly text: string }>
  /** Refuses the key from now on. @throws WardkitError `ERR_NOT_FOUND` */
  revoke(id: string): Promise<{ readonly revision: number }>
  list(page?: Page): Promise<readonly OperatorKeyInfo[]>
  /** The key whose text it is; undefined for every text that is not that of a key in force. Asks the store each time. */
  verify(text: string): Promise<OperatorKeyInfo | undefined>
}

/** What may be shown of an operator's key. */
export type OperatorKeyInfo = Omit<OperatorKey, 'secretHash'>

export interface OperatorKeyInput {
  /** Who or what uses it. */
  readonly name: string
  /** At most one year, which is also the default: nobody's departure revokes an operator's key by itself. */
  readonly expiresInSeconds?: number
}

const YEAR_SECONDS = 366 * 24 * 60 * 60

const Input = z.strictObject({
  name: displayName,
  expiresInSeconds: z.int().min(1).max(YEAR_SECONDS).default(YEAR_SECONDS),
})

export interface OperatorsOptions {
  readonly store: Store
  readonly administration: Administration
  readonly clock: Clock
}

/** The operators' keys of one store. No principal reaches them. */
export function createOperators({ store, administration, clock }: OperatorsOptions): Operators {
  return {
    async create(input) {
      const { name, expiresInSeconds } = readInput(Input, input)
      const { id, secretHash, text } = createKeyText('operator')
      const now = clock()
      const info: OperatorKeyInfo = {
        id,
        name,
        createdAt: now,
        expiresAt: now + 1000 * expiresInSeconds,
        revokedAt: null,
      }
      const details = { name, expiresAt: info.expiresAt }
      const change = { ...changeOf('operator.create', id), details }
      const { revision } = await administration.write(change, (writer) =>
        writer.insertOperatorKey({ ...info, secretHash }),
      )
      return { ...info, revision, text }
    },

    async revoke(input) {
      const id = readInput(identifier, input)
      const change = changeOf('operator.revoke', id)
      const { revision } = await administration.write(change, (writer) => writer.revokeOperatorKey(id, clock()))
      return { revision }
    },

    async list(page) {
      administration.assertUnbound()
      return (await store.listOperatorKeys(page)).map(toInfo)
    },

    async verify(text) {
      administration.assertUnbound()
      const parsed = parseKeyText('operator', text)
      const key = parsed === undefined ? undefined : await store.findOperatorKey(parsed.id)
      if (parsed === undefined || key === undefined || !isSecretOf(parsed.secret, key.secretHash)) return undefined
      return key.revokedAt === null && key.expiresAt > clock() ? toInfo(key) : undefined
    },
  }
}

function changeOf(action: 'operator.create' | 'operator.revoke', id: string) {
  return { action, tenant: null, target: { type: 'operator', id } }
}

function toInfo({ secretHash: _, ...info }: OperatorKey): OperatorKeyInfo {
  return info
}
