import { startService, type ServiceName } from './start-service.ts'

// One service in a process of its own: `serve.ts patient <directory> <port> [<issuer>]`. Its parent hears by a message that it answers, and it ends with its parent.

const [service, directory = '', port = '0', issuer] = process.argv.slice(2)

// Ctrl-C reaches every process of the terminal; when this one ends, its parent says.
process.on('SIGINT', () => undefined)

try {
  const { url, close } = await startService({
    service: service as ServiceName,
    directory,
    port: Number(port),
    ...(issuer === undefined ? {} : { issuer }),
  })
  const end = (): void => void close().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('disconnect', end)
  process.send?.({ url })
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
  console.error(
    `port ${port} is taken: name another first one, for example \`PORT=${Number(port) + 10} npx -y pnpm@12 demo\``,
  )
  process.exit(1)
}
