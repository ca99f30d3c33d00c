import type { Run } from '@overmind/contracts/entities/run';

/** Whether a run made a commit: one that changed no file ends at the commit where it began, and nothing of it is merged. */
export const isMergeable = ({ base_commit: base, head_commit: head }: Run): boolean =>
  head !== null && head !== base;

/** Whether its changes stand in no repository: they are a patch and nothing else. */
export const isPatchOnly = ({ status, head_commit: head, metrics }: Run): boolean =>
  status === 'completed' && head === null && (metrics.files_changed ?? 0) > 0;
