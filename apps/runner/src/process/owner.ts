import { findProcess } from './process-table.ts';

/** Put into the environment of every process that a runner starts; finds what outlives the runner. */
export const ownerMarker = 'OVERMIND_RUNNER';

/** This process, unmistakably: its pid may be given to another one day, its pid and start time together not. */
export const ownerId = (): string => `${process.pid}-${findProcess(process.pid)?.startTime ?? ''}`;
