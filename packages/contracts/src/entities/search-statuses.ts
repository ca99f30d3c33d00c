import { recordingStatuses } from './recording.ts';
import { runStatuses } from './run.ts';
import { specStatuses } from './spec.ts';
import { taskStatuses } from './task.ts';

/** Of tasks, runs and their sessions, recordings and specs; messages have none. */
export const searchStatuses = [
  ...new Set([...taskStatuses, ...runStatuses, ...recordingStatuses, ...specStatuses]),
] as const;
