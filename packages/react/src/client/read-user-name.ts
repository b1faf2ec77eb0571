import { answerOf, type WardkitClient } from './wardkit-client.ts'

interface Batch {
  readonly ids: Set<string>
  readonly names: Promise<ReadonlyMap<string, string>>
}

/** As many as the server takes in one request. */
const MOST = 100

const gathering = new WeakMap<WardkitClient, Batch>()

/**
 * The name of a user; null for one whom the visitor may not see, or who is gone. What is asked for in one turn of the browser is one request, for 100
 * users at most.
 */
export async function readUserName(client: WardkitClient, id: string): Promise<string | null> {
  let batch = gathering.get(client)
  if (batch === undefined || (batch.ids.size >= MOST && !batch.ids.has(id)))
    gathering.set(client, (batch = gather(client)))
  batch.ids.add(id)
  return (await batch.names).get(id) ?? null
}

function gather(client: WardkitClient): Batch {
  const ids = new Set<string>()

  async function read(): Promise<ReadonlyMap<string, string>> {
    await new Promise((resolve) => setTimeout(resolve))
    if (gathering.get(client) === batch) gathering.delete(client)
    const query = { ids: [...ids].join(','), limit: MOST }
    const { items } = await answerOf(client.GET('/users', { params: { query } }))
    return new Map(items.map(({ id, name }) => [id, name]))
  }

  const batch: Batch = { ids, names: read() }
  return batch
}
