import { availableParallelism, cpus, loadavg } from 'node:os'

/** Says on what the numbers were taken: they mean nothing without it. */
export function describeMachine(): string {
  const model = cpus()[0]?.model ?? 'an unknown processor'
  const [load = NaN] = loadavg()
  const busy = load > 1 ? ', so other work ran beside it and every time is too long' : ''
  return `${model}, ${availableParallelism()} cores, Node ${process.version}, ${process.platform}; load at the start ${load.toFixed(1)}${busy}`
}
