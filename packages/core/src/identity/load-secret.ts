import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { WardkitError } from '../errors/index.ts'
import { createSecret, type Secret } from './secret.ts'

export interface SecretSource {
  /** The value of `WARDKIT_SECRET`. */
  readonly value: string | undefined
  /** Whether `NODE_ENV` is `production`. */
  readonly production: boolean
  /** Where development keeps a secret that it makes itself: beside the database. Undefined: nowhere, for a database in memory. */
  readonly file: string | undefined
  /** Told, in one line, that a secret was made. */
  readonly warn: (message: string) => void
}

/**
 * The secret of this installation. In development, where none is set, one is made beside the database and read from there next time.
 *
 * @throws WardkitError `ERR_CONFIGURATION` in production without `WARDKIT_SECRET`, or for one that is too short
 */
export async function loadSecret(source: SecretSource): Promise<Secret> {
  if (source.value !== undefined && source.value !== '') return createSecret(source.value)
  if (source.production) {
    throw new WardkitError('ERR_CONFIGURATION', 'WARDKIT_SECRET is not set; in production it must be', {
      help: 'make one with `openssl rand -base64 48` and keep it where you keep passwords',
    })
  }
  if (source.file === undefined) return createSecret(newSecret())
  const kept = await readIfThere(source.file)
  if (kept !== undefined) return readSecretFile(kept, source.file)
  await makeSecretFile(source.file)
  source.warn(`WARDKIT_SECRET is not set: made one for development in \`${source.file}\``)
  return readSecretFile(await readFile(source.file, 'utf8'), source.file)
}

function newSecret(): string {
  return randomBytes(48).toString('base64url')
}

/** Two processes may start at once: each writes a file of its own, and the one that links it first wins. Nobody reads half a secret. */
async function makeSecretFile(file: string): Promise<void> {
  const own = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(own, `${newSecret()}\n`, { mode: 0o600, flag: 'wx' })
    await link(own, file)
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) {
      throw new WardkitError('ERR_CONFIGURATION', `cannot make a secret in \`${file}\``, {
        cause,
        help: 'set WARDKIT_SECRET, or make the directory writable',
      })
    }
  } finally {
    await rm(own, { force: true })
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined
    throw new WardkitError('ERR_CONFIGURATION', `cannot read the secret in \`${file}\``, {
      cause,
      help: 'set WARDKIT_SECRET',
    })
  }
}

function readSecretFile(text: string, file: string): Secret {
  try {
    return createSecret(text.trim())
  } catch (cause) {
    throw new WardkitError('ERR_CONFIGURATION', `\`${file}\` holds no secret of at least 32 bytes`, {
      cause,
      help: 'restore the file; without it the signing keys in the database cannot be read',
    })
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
