/** Tells the time, in milliseconds since 1970. Handed in wherever time matters, so that tests own it. */
export type Clock = () => number

/** The machine's own clock. */
export const systemClock: Clock = () => Date.now()
