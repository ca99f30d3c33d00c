/** Ids begin with the time in milliseconds, so that this much of one names a run. */
export const shortRunId = (id: string): string => id.slice(0, 13);
