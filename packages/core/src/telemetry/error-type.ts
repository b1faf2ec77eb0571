import { WardkitError } from '../errors/index.ts'

/** A failure as OpenTelemetry's `error.type` has it: a code or a class, never a message. */
export function errorType(error: unknown): string {
  if (error instanceof WardkitError) return error.code
  return error instanceof Error ? error.constructor.name : '_OTHER'
}
