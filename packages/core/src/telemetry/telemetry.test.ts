import { metrics, trace, SpanStatusCode } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { afterEach, describe, expect, it } from 'vitest'
import { WardkitError } from '../errors/index.ts'
import type { Principal } from '../model/principal.ts'
import { createTags } from '../model/tags.ts'
import { createMemoryStore } from '../store/memory/index.ts'
import type { WardkitOptions } from '../wardkit-options.ts'
import { createWardkit, type Wardkit } from '../wardkit.ts'

const DOCUMENT = new URL('../decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'
const SECRET = 'a secret for tests that is long enough'

const opened: Wardkit[] = []
afterEach(async () => {
  for (const wardkit of opened.splice(0)) await wardkit.close()
  trace.disable()
  metrics.disable()
})

/** An application's OpenTelemetry that keeps in memory what it is told. */
function register() {
  const spans = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
  provider.register()
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  return {
    spans: () => spans.getFinishedSpans(),
    /** The last value of each series of a metric, and its attributes. */
    async points(name: string): Promise<[unknown, object][]> {
      exporter.reset()
      await reader.forceFlush()
      return exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap((scope) => scope.metrics)
        .filter(({ descriptor }) => descriptor.name === name)
        .flatMap(({ dataPoints }) => dataPoints.map(({ value, attributes }): [unknown, object] => [value, attributes]))
    },
    async everything(): Promise<string> {
      await reader.forceFlush()
      const told = spans.getFinishedSpans().map(({ name, attributes, events, status }) => ({
        name,
        attributes,
        events,
        status,
      }))
      return JSON.stringify([told, exporter.getMetrics()])
    },
  }
}

async function open(options: WardkitOptions = {}): Promise<{ wardkit: Wardkit; tenant: string }> {
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: SECRET,
    onEvent: () => undefined,
    ...options,
  })
  opened.push(wardkit)
  const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  return { wardkit, tenant }
}

function question(wardkit: Wardkit, tenant: string, method: string, ...segments: string[]) {
  const match = wardkit.findOperation(method, segments)
  if (typeof match === 'string') throw new Error(match)
  const principal: Principal = { type: 'user', id: 'usr_x', tenant, roles: ['member'], tags: createTags({}) }
  const request = { path: match.path, query: new Map<string, string[]>(), body: { status: 'absent' } as const }
  return { principal, operation: match.operation, request }
}

describe('telemetry', () => {
  it('gives each decision a span that says what was asked and how it came out, and nobody’s id', async () => {
    const { spans } = register()
    const { wardkit, tenant } = await open()
    await wardkit.decide(question(wardkit, tenant, 'GET', 'patient', 'p-1'))
    await wardkit.decide(question(wardkit, tenant, 'POST', 'patient'))
    expect(spans().map(({ name, attributes }) => [name, attributes])).toEqual([
      [
        'wardkit.decide',
        {
          'wardkit.operation': 'GET:/patient/{patientId}',
          'wardkit.principal.type': 'user',
          'wardkit.decision.outcome': 'allow',
          'wardkit.decision.reason': 'allowed',
          'wardkit.resource.type': 'patient',
          'wardkit.revision': expect.any(Number),
        },
      ],
      [
        'wardkit.decide',
        expect.objectContaining({
          'wardkit.decision.outcome': 'deny',
          'wardkit.decision.reason': 'no-statement',
        }),
      ],
    ])
    expect(spans().map(({ status }) => status.code)).toEqual([SpanStatusCode.UNSET, SpanStatusCode.UNSET])
  })

  it('names tenant, principal and resource in spans where the application asks for it, and never in metrics', async () => {
    const { spans, points } = register()
    const { wardkit, tenant } = await open({ telemetry: 'identified' })
    await wardkit.decide(question(wardkit, tenant, 'GET', 'patient', 'p-1'))
    expect(spans()[0]?.attributes).toMatchObject({
      'wardkit.tenant.id': tenant,
      'wardkit.principal.id': 'usr_x',
      'wardkit.resource.id': 'p-1',
    })
    expect(await points('wardkit.decisions')).toEqual([
      [1, { 'wardkit.decision.outcome': 'allow', 'wardkit.decision.reason': 'allowed' }],
    ])
  })

  it('counts decisions by outcome and reason, and how long they took', async () => {
    const { points } = register()
    const { wardkit, tenant } = await open()
    for (const method of ['GET', 'GET', 'POST']) await wardkit.decide(question(wardkit, tenant, method, 'patient'))
    expect(await points('wardkit.decisions')).toEqual([
      [2, { 'wardkit.decision.outcome': 'allow', 'wardkit.decision.reason': 'allowed' }],
      [1, { 'wardkit.decision.outcome': 'deny', 'wardkit.decision.reason': 'no-statement' }],
    ])
    expect(await points('wardkit.decision.duration')).toEqual([
      [expect.objectContaining({ count: 2 }), { 'wardkit.decision.outcome': 'allow' }],
      [expect.objectContaining({ count: 1 }), { 'wardkit.decision.outcome': 'deny' }],
    ])
  })

  it('has the spans of a resource loader below the decision’s', async () => {
    const { spans } = register()
    const loader = () => {
      trace.getTracer('application').startSpan('SELECT').end()
      return Promise.resolve(null)
    }
    const { wardkit, tenant } = await open({ resources: { patient: loader } })
    await wardkit.decide(question(wardkit, tenant, 'GET', 'patient', 'p-1'))
    const [inner, outer] = spans()
    expect([inner?.name, outer?.name]).toEqual(['SELECT', 'wardkit.decide'])
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId)
  })

  it('counts the reading of a tenant’s policies, once for many decisions', async () => {
    const { points } = register()
    const { wardkit, tenant } = await open()
    const asked = question(wardkit, tenant, 'GET', 'patient')
    for (let count = 0; count < 3; count++) await wardkit.decide(asked)
    expect(await points('wardkit.snapshot.loads')).toEqual([[1, {}]])
    await wardkit.roles.create({ tenant, name: 'reader', policy: '- allow: [GET:/patient]' })
    await wardkit.decide(asked)
    expect(await points('wardkit.snapshot.loads')).toEqual([[2, {}]])
  })

  it('counts failures of the store and decisions that ended in one, by code and without a message', async () => {
    const { points, spans, everything } = register()
    const store = createMemoryStore()
    const { wardkit, tenant } = await open({ store })
    store.findTenantRevisions = () =>
      Promise.reject(new WardkitError('ERR_STORE_UNAVAILABLE', `cannot reach it with ${PASSWORD}`))
    await expect(wardkit.decide(question(wardkit, tenant, 'GET', 'patient'))).rejects.toMatchObject({
      code: 'ERR_STORE_UNAVAILABLE',
    })
    expect(await points('wardkit.store.failures')).toEqual([[1, { 'error.type': 'ERR_STORE_UNAVAILABLE' }]])
    expect(await points('wardkit.decisions')).toEqual([
      [1, { 'wardkit.decision.outcome': 'error', 'error.type': 'ERR_STORE_UNAVAILABLE' }],
    ])
    expect(spans()[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR }, events: [] })
    expect(await everything()).not.toContain(PASSWORD)
  })

  it('counts tokens verified, and how many of them were remembered', async () => {
    const { points } = register()
    const { wardkit, tenant } = await open()
    const token = await logIn(wardkit, tenant)
    for (let count = 0; count < 3; count++) await wardkit.authenticate([`Bearer ${token}`])
    expect(await points('wardkit.token.verifications')).toEqual([
      [1, { 'wardkit.token.remembered': false }],
      [2, { 'wardkit.token.remembered': true }],
    ])
  })

  it('G04 tells no password, token, secret, e-mail or tag, identified or not', async () => {
    for (const telemetry of ['anonymous', 'identified'] as const) {
      const { everything } = register()
      const { wardkit, tenant } = await open({ telemetry })
      const token = await logIn(wardkit, tenant)
      const authentication = await wardkit.authenticate([`Bearer ${token}`])
      if (authentication.status !== 'identified') throw new Error(authentication.status)
      const asked = question(wardkit, tenant, 'GET', 'patient')
      await wardkit.decide({ ...asked, principal: authentication.principal })
      await wardkit.authenticate([`Bearer ${token}x`])
      const told = await everything()
      expect(told).toContain('wardkit.decide')
      for (const secret of [PASSWORD, token, SECRET, 'ada@example.com', 'canary-tag'])
        expect(told).not.toContain(secret)
      if (telemetry === 'anonymous') expect(told).not.toContain(tenant)
      trace.disable()
      metrics.disable()
    }
  })

  it('leaves decisions as they are where nobody has registered a provider before the start', async () => {
    const { wardkit, tenant } = await open()
    const { spans, points } = register()
    await wardkit.decide(question(wardkit, tenant, 'GET', 'patient'))
    expect([spans(), await points('wardkit.decisions')]).toEqual([[], []])
  })

  it('leaves decisions as they are where it is switched off', async () => {
    const { spans, points } = register()
    const { wardkit, tenant } = await open({ telemetry: 'off' })
    await wardkit.decide(question(wardkit, tenant, 'GET', 'patient'))
    expect([spans(), await points('wardkit.decisions')]).toEqual([[], []])
  })

  it('is there for metrics alone', async () => {
    const { points } = register()
    trace.disable()
    const { wardkit, tenant } = await open()
    await wardkit.decide(question(wardkit, tenant, 'GET', 'patient'))
    expect(await points('wardkit.decisions')).toHaveLength(1)
  })

  it('is there for traces alone', async () => {
    const { spans } = register()
    metrics.disable()
    const { wardkit, tenant } = await open()
    await wardkit.decide(question(wardkit, tenant, 'GET', 'patient'))
    expect(spans()).toHaveLength(1)
  })
})

async function logIn(wardkit: Wardkit, tenant: string): Promise<string> {
  await wardkit.users.create({
    tenant,
    email: 'ada@example.com',
    name: 'Ada',
    password: PASSWORD,
    roles: ['member'],
    tags: { ward: 'canary-tag' },
  })
  const response = await wardkit.fetch(
    new Request('http://localhost/wardkit/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@example.com', password: PASSWORD }),
    }),
  )
  return ((await response.json()) as { accessToken: string }).accessToken
}
