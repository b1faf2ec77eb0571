import { performance } from 'node:perf_hooks'
import type * as Api from '@opentelemetry/api'
import type { Decision } from '../decision/decision.ts'
import type { DecisionRequest } from '../tenancy/decisions.ts'
import { errorType } from './error-type.ts'
import type { TelemetryMode } from './telemetry-mode.ts'

/** What an instance tells the application's OpenTelemetry. No call of it throws, and none carries what a caller sent. */
export interface Telemetry {
  /** The same decisions, each in a span and counted. What the decision waits for has its spans below. */
  observe(decide: Decide): Decide
  /** A tenant's policies were read from the store. */
  countSnapshotLoad(): void
  /** A read of the store failed. */
  countStoreFailure(cause: unknown): void
  /** @param remembered whether the token had been verified before and needed no signature checked */
  countTokenVerification(remembered: boolean): void
}

type Decide = (request: DecisionRequest) => Decision | Promise<Decision>

/** The name of the instrumentation scope. */
const SCOPE = '@wardkit/core'

/** Decisions take microseconds, and milliseconds where they wait for a store or a loader. In seconds. */
const DURATION_BUCKETS = [0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]

/**
 * Spans and metrics by way of the API of OpenTelemetry.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/general/naming/
 */
export function createTelemetry(api: typeof Api, mode: Exclude<TelemetryMode, 'off'>): Telemetry {
  const tracer = api.trace.getTracer(SCOPE)
  const meter = api.metrics.getMeter(SCOPE)
  const decisions = meter.createCounter('wardkit.decisions', {
    description: 'Decisions, by how they came out',
    unit: '{decision}',
  })
  const duration = meter.createHistogram('wardkit.decision.duration', {
    description: 'How long decisions took, with all they waited for',
    unit: 's',
    advice: { explicitBucketBoundaries: DURATION_BUCKETS },
  })
  const snapshotLoads = meter.createCounter('wardkit.snapshot.loads', {
    description: "How often a tenant's policies were read from the store",
    unit: '{load}',
  })
  const storeFailures = meter.createCounter('wardkit.store.failures', {
    description: 'Reads of the store that failed',
    unit: '{failure}',
  })
  const tokenVerifications = meter.createCounter('wardkit.token.verifications', {
    description: 'Access tokens verified, by whether they were remembered',
    unit: '{verification}',
  })

  function count(outcome: Api.Attributes, detail: Api.Attributes, startedAt: number): void {
    duration.record((performance.now() - startedAt) / 1000, outcome)
    decisions.add(1, { ...outcome, ...detail })
  }

  return {
    observe: (decide) => (request) =>
      tracer.startActiveSpan('wardkit.decide', { attributes: describeRequest(request, mode) }, async (span) => {
        const startedAt = performance.now()
        try {
          const decision = await decide(request)
          const outcome = { 'wardkit.decision.outcome': decision.allowed ? 'allow' : 'deny' }
          const detail = { 'wardkit.decision.reason': decision.reason }
          span.setAttributes({ ...outcome, ...detail, ...describeResource(decision, mode) })
          count(outcome, detail, startedAt)
          return decision
        } catch (error) {
          const outcome = { 'wardkit.decision.outcome': 'error' }
          const detail = { 'error.type': errorType(error) }
          span.setAttributes({ ...outcome, ...detail })
          // Without a message: those of loaders and stores are not ours, and nobody knows what they hold.
          span.setStatus({ code: api.SpanStatusCode.ERROR })
          count(outcome, detail, startedAt)
          throw error
        } finally {
          span.end()
        }
      }),
    countSnapshotLoad: () => snapshotLoads.add(1),
    countStoreFailure: (cause) => storeFailures.add(1, { 'error.type': errorType(cause) }),
    countTokenVerification: (remembered) => tokenVerifications.add(1, { 'wardkit.token.remembered': remembered }),
  }
}

function describeRequest({ principal, operation }: DecisionRequest, mode: TelemetryMode): Api.Attributes {
  return {
    'wardkit.operation': operation.id,
    'wardkit.principal.type': principal.type,
    ...(mode === 'identified' ? { 'wardkit.tenant.id': principal.tenant, 'wardkit.principal.id': principal.id } : {}),
  }
}

function describeResource({ resource, revision }: Decision, mode: TelemetryMode): Api.Attributes {
  return {
    'wardkit.revision': revision,
    ...(resource === null ? {} : { 'wardkit.resource.type': resource.type }),
    ...(resource !== null && mode === 'identified' ? { 'wardkit.resource.id': resource.id } : {}),
  }
}
