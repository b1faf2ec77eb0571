import { defaultWardkit } from '@wardkit/core'
import express from 'express'
import { authorize, wardkitRoutes } from './index.ts'

// A server as the shortest of all uses has it: no options. It tells its address at once, whether or not the default instance has started.

const app = express()
app.use(wardkitRoutes())
app.use(express.json())
app.use(authorize())
app.get('/patient/:patientId', (request, response) => {
  response.json({ tenant: request.wardkit.tenant })
})

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address?.port ?? ''}\n`)
})

// The parent asks for the end, and hears what is left. Nothing else keeps the process: what `close()` leaves open would.
process.once('message', () => {
  process.disconnect()
  server.close()
  server.closeAllConnections()
  void end()
})

async function end(): Promise<void> {
  const first = defaultWardkit()
  await first.close()
  const { tenants } = await first.ready
  const isOpen = await tenants.create({ slug: 'late', name: 'Late' }).then(
    () => true,
    () => false,
  )
  const second = defaultWardkit()
  process.stdout.write(`open: ${isOpen}, another: ${second !== first}\n`)
  await second.close()
}
