/** What a run measured: for each subject one number per round, in the subject's own unit (nanoseconds, requests per second). */
export type Samples = ReadonlyMap<string, readonly number[]>
