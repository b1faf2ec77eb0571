import { createPart } from '../../ui/index.ts'

/** Loaded when numbers are looked at: charts weigh as much as the rest. */
export const accessPart = createPart(async () => (await import('./access-view.tsx')).AccessView)
