import type * as Api from '@opentelemetry/api'
import { createTelemetry, type Telemetry } from './telemetry.ts'
import type { TelemetryMode } from './telemetry-mode.ts'

/**
 * The application's OpenTelemetry, or undefined where it has none: the API is not installed, or nobody has registered a provider by now.
 *
 * Asked once, at the start, so that an application without it pays nothing per decision.
 */
export async function loadTelemetry(mode: TelemetryMode): Promise<Telemetry | undefined> {
  if (mode === 'off') return undefined
  const api = await importApi()
  return api === undefined || !isRegistered(api) ? undefined : createTelemetry(api, mode)
}

async function importApi(): Promise<typeof Api | undefined> {
  try {
    return await import('@opentelemetry/api')
  } catch (error) {
    // An optional peer. Anything but its absence is a fault of the installation, and is said.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** Whether anybody would hear of a span or a metric: unregistered, the API hands out stand-ins of its own. */
function isRegistered({ trace, metrics, ProxyTracerProvider, createNoopMeter }: typeof Api): boolean {
  const tracers = trace.getTracerProvider()
  const standIn = new ProxyTracerProvider().getDelegate()
  const traces = !(tracers instanceof ProxyTracerProvider) || tracers.getDelegate() !== standIn
  return traces || metrics.getMeterProvider().getMeter('') !== createNoopMeter()
}
