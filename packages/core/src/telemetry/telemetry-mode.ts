/**
 * How much spans tell: nothing at all, nothing about anybody, or who asked about what.
 *
 * In a file of its own: options name it, and their types must resolve where the API of OpenTelemetry is not installed.
 */
export type TelemetryMode = 'off' | 'anonymous' | 'identified'
