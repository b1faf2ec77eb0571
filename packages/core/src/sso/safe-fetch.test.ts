import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createSafeFetch, type ResolvedAddress, type SafeFetchOptions } from './safe-fetch.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server of this machine: its port, and how often it was asked. */
async function listen(answer: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.host ?? '')
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, asked }
}

const to = (...addresses: string[]): ResolvedAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

const fetchFrom = (options: SafeFetchOptions, url: string) => createSafeFetch(options).fetch(url)

describe('X01 a request to an address that a tenant chose', () => {
  it.each([
    ['127.0.0.1', 'https://127.0.0.1/'],
    ['another loopback address', 'https://127.8.8.8/'],
    ['hexadecimal', 'https://0x7f.1/'],
    ['one number', 'https://2130706433/'],
    ['octal', 'https://0177.0.0.1/'],
    ['fullwidth digits and stops', 'https://１２７。０。０。１/'],
    ['zero', 'https://0/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['an IPv4 address within IPv6', 'https://[::ffff:7f00:1]/'],
    ['the same, dotted', 'https://[::ffff:127.0.0.1]/'],
    ['one that is translated', 'https://[64:ff9b::7f00:1]/'],
    ['6to4', 'https://[2002:7f00:1::]/'],
    ['a cloud’s metadata', 'https://169.254.169.254/latest/meta-data/'],
    ['private, 10/8', 'https://10.0.0.1/'],
    ['private, 172.16/12', 'https://172.31.255.255/'],
    ['private, 192.168/16', 'https://192.168.1.1/'],
    ['a carrier’s', 'https://100.64.0.1/'],
    ['link-local', 'https://[fe80::1]/'],
    ['unique local', 'https://[fd00::1]/'],
    ['multicast', 'https://224.0.0.1/'],
    ['broadcast', 'https://255.255.255.255/'],
  ])('is refused: %s', async (_what, url) => {
    await expect(fetchFrom({}, url)).rejects.toMatchObject({ problem: 'address' })
    await expect(createSafeFetch().check(url)).rejects.toMatchObject({ problem: 'address' })
  })

  it.each([
    ['scheme', 'http://example.com/'],
    ['scheme', 'file:///etc/passwd'],
    ['scheme', 'gopher://example.com/'],
    ['url', 'https://user:password@example.com/'],
    ['url', 'no URL'],
    ['port', 'https://example.com:22/'],
    ['port', 'https://example.com:25/'],
    ['port', 'https://example.com:80/'],
  ])('is refused for its %s: %s', async (problem, url) => {
    await expect(fetchFrom({ resolveHost: async () => to('93.184.215.14') }, url)).rejects.toMatchObject({ problem })
  })

  it.each([[['10.0.0.1']], [['93.184.215.14', '127.0.0.1']], [['::ffff:10.0.0.1']], [['fe80::1%eth0']]])(
    'is refused where the name leads to %j',
    async (addresses) => {
      const resolving = { resolveHost: async () => to(...addresses) }
      await expect(fetchFrom(resolving, 'https://idp.example/')).rejects.toMatchObject({ problem: 'address' })
    },
  )

  it('is refused where the name leads nowhere', async () => {
    await expect(fetchFrom({ resolveHost: async () => [] }, 'https://idp.example/')).rejects.toMatchObject({
      problem: 'unresolved',
      isOutage: true,
    })
    const failing = { resolveHost: () => Promise.reject(new Error('ENOTFOUND')) }
    await expect(fetchFrom(failing, 'https://idp.example/')).rejects.toMatchObject({ problem: 'unresolved' })
  })

  it('connects to the address that was checked, though the name leads elsewhere a moment later', async () => {
    const { port, asked } = await listen((_request, response) => response.end('inside'))
    const answers = [to('203.0.113.7'), to('127.0.0.1')]
    let resolved = 0
    // A resolver that rebinds: first an address that may be asked, then this machine.
    const resolveHost = async () => answers[Math.min(resolved++, 1)] ?? []
    await expect(fetchFrom({ resolveHost }, `https://rebind.example:${port}/`)).rejects.toMatchObject({
      problem: 'address',
    })
    const pinned = createSafeFetch({
      allowLoopback: true,
      resolveHost: async () => (resolved++ === 1 ? to('127.0.0.1') : to('10.0.0.1')),
    })
    resolved = 1
    const response = await pinned.fetch(`http://rebind.example:${port}/`)
    expect(await response.text()).toBe('inside')
    expect([resolved, asked]).toEqual([2, [`rebind.example:${port}`]])
  })

  it('follows no redirect', async () => {
    const inside = await listen((_request, response) => response.end('inside'))
    const { port } = await listen((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end()
    })
    await expect(fetchFrom({ allowLoopback: true }, `http://localhost:${port}/`)).rejects.toMatchObject({
      problem: 'redirect',
    })
    expect(inside.asked).toEqual([])
  })

  it('takes no more than its bound, said or not', async () => {
    for (const headers of [{}, { 'content-length': '5000' }]) {
      const { port } = await listen((_request, response) => response.writeHead(200, headers).end('x'.repeat(5_000)))
      const bounded = { allowLoopback: true, maxBytes: 1_000 }
      await expect(fetchFrom(bounded, `http://127.0.0.1:${port}/`)).rejects.toMatchObject({ problem: 'too-large' })
    }
  })

  it('takes nothing compressed, which would have no bound', async () => {
    const { port } = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    )
    await expect(fetchFrom({ allowLoopback: true }, `http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      problem: 'encoding',
    })
  })

  it('does not wait longer than its bound: for an answer, for its end, for a name', async () => {
    const silent = await listen(() => undefined)
    const endless = await listen((_request, response) => response.writeHead(200).write('x'))
    const bounded = { allowLoopback: true, timeoutMilliseconds: 100 }
    for (const { port } of [silent, endless]) {
      await expect(fetchFrom(bounded, `http://127.0.0.1:${port}/`)).rejects.toMatchObject({ problem: 'timeout' })
    }
    const unresolving = { ...bounded, resolveHost: () => new Promise<never>(() => undefined) }
    await expect(fetchFrom(unresolving, 'https://idp.example/')).rejects.toMatchObject({ problem: 'timeout' })
  })

  it('says over http nothing but to this machine, and that only where it may', async () => {
    const { port } = await listen((_request, response) => response.end('here'))
    expect((await fetchFrom({ allowLoopback: true }, `http://127.0.0.1:${port}/`)).status).toBe(200)
    const outside = { allowLoopback: true, resolveHost: async () => to('93.184.215.14') }
    await expect(fetchFrom(outside, 'http://idp.example:8080/')).rejects.toMatchObject({ problem: 'address' })
    await expect(fetchFrom({ allowLoopback: true }, 'https://10.0.0.1/')).rejects.toMatchObject({ problem: 'address' })
  })
})
