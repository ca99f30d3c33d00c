import type { Run } from '@overmind/contracts/entities/run';

type Commits = Pick<Run, 'base_commit' | 'head_commit'>;

/** Whether a run made a commit: one that changed no file ends at the commit where it began, and nothing of it is merged. */
export const isMergeable = <R extends Commits>(run: R): run is R & { head_commit: string } =>
  run.head_commit !== null && run.head_commit !== run.base_commit;

/** Whether its changes stand in no repository: they are a patch and nothing else. */
export const isPatchOnly = ({
  status,
  head_commit: head,
  metrics,
}: Pick<Run, 'status' | 'head_commit' | 'metrics'>): boolean =>
  status === 'completed' && head === null && (metrics.files_changed ?? 0) > 0;
