import { portIsTaken } from './port-is-taken.ts'
import { startService, type ServiceName } from './start-service.ts'

// One service in a process of its own: `serve.ts patient <directory> <port> <public URL>`. Its parent hears by a message that it answers, and it ends with its parent.

const [service, directory = '', port = '0', publicUrl = ''] = process.argv.slice(2)

// Ctrl-C reaches every process of the terminal; when this one ends, its parent says.
process.on('SIGINT', () => undefined)

try {
  const { url, close } = await startService({
    service: service as ServiceName,
    directory,
    port: Number(port),
    publicUrl,
  })
  const end = (): void => void close().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('disconnect', end)
  process.send?.({ url })
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
  console.error(portIsTaken(Number(port)))
  process.exit(1)
}
