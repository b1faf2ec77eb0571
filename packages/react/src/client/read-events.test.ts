import { expect, it } from 'vitest'
import { readEvents, type ServerEvent } from './read-events.ts'

async function readAll(response: Response): Promise<readonly ServerEvent[]> {
  const events: ServerEvent[] = []
  for await (const event of readEvents(response)) events.push(event)
  return events
}

async function eventsOf(...chunks: readonly string[]) {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
  return readAll(new Response(body))
}

it('reads events that come in pieces, with their ids', async () => {
  expect(await eventsOf('data: {"a"', ':1}\nid: 7\n', '\ndata: two\n', 'data: lines\n\n')).toEqual([
    { id: '7', data: '{"a":1}' },
    { id: undefined, data: 'two\nlines' },
  ])
})

it('leaves out comments, events without data, and what was cut off', async () => {
  expect(await eventsOf(': still here\n\nid: 8\n\r\n\r\ndata: whole\r\n\r\ndata: cut')).toEqual([
    { id: undefined, data: 'whole' },
  ])
})

it('has no events where there is no body', async () => {
  expect(await readAll(new Response(null))).toEqual([])
})
