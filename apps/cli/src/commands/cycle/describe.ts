import type { Cycle } from '@overmind/contracts/entities/cycle';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What a cycle did, in a line. */
export function describeCounts({ counts, error }: Cycle): string {
  if (error !== null) return error;
  const parts = [
    counts.tasks_created > 0 ? `${plural(counts.tasks_created, 'task', 'tasks')} created` : '',
    counts.tasks_canceled > 0 ? `${plural(counts.tasks_canceled, 'task', 'tasks')} canceled` : '',
    counts.tasks_unblocked > 0 ? `${plural(counts.tasks_unblocked, 'task', 'tasks')} unblocked` : '',
    counts.runs_scheduled > 0 ? `${plural(counts.runs_scheduled, 'run', 'runs')} scheduled` : '',
    counts.requests_failed > 0 ? `${plural(counts.requests_failed, 'request', 'requests')} failed` : '',
    counts.tasks_waiting > 0 ? `${plural(counts.tasks_waiting, 'task waits', 'tasks wait')}` : '',
    counts.state_version === null ? '' : `state version ${counts.state_version}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing to do' : parts.join(', ');
}
