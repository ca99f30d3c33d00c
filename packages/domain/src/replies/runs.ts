import type { EndedRun, RunFacts, TaskFacts } from './facts.ts';
import { agoExactly } from './time.ts';
import { named, plural, sentence, shorten } from './wording.ts';

const endings: Partial<Record<RunFacts['status'], string>> = {
  completed: 'succeeded',
  failed: 'failed',
  timed_out: 'took too long',
  canceled: 'was canceled',
};

export function tellLastRun(run: EndedRun | null, agent: string | null, now: Date): string {
  if (run === null) return `No run${agent === null ? '' : ` of ${agent}`} has ended yet.`;
  const when = run.finished_at === null ? '' : `, ${agoExactly(run.finished_at, now)}`;
  const code = run.exit_code === null || run.exit_code === 0 ? '' : ` Its exit code was ${run.exit_code}.`;
  const told = sentence(run.status === 'completed' ? (run.summary ?? '') : (run.status_detail ?? ''));
  return `The last run was attempt ${run.attempt} of ${named(run)} by ${run.agent}. It ${endings[run.status] ?? 'ended'}${when}.${code}\n${told}`.trim();
}

export function sizeOf({ files_changed = 0, insertions = 0, deletions = 0 }: RunFacts['metrics']): string {
  return files_changed === 0
    ? 'changed no files'
    : `changed ${plural(files_changed, 'file')} (+${insertions} −${deletions})`;
}

/** What the latest successful run of a task changed. */
export function tellTaskChange(task: TaskFacts, run: EndedRun | null): string {
  if (run === null) return `${named(task)} has no successful run to show yet.`;
  return `${named(task)} ${sizeOf(run.metrics)}.\n${shorten(run.summary ?? '')}`.trim();
}

/** What the latest successful runs changed, of one agent or of all. */
export function tellChanges(runs: readonly EndedRun[], agent: string | null, now: Date): string {
  const who = agent === null ? 'Nothing' : `${agent} has changed nothing`;
  if (runs.length === 0) return agent === null ? `${who} was changed yet.` : `${who} yet.`;
  return [
    agent === null ? 'The latest changes:' : `The latest changes by ${agent}:`,
    ...runs.map(
      (run) =>
        `- ${named(run)} ${sizeOf(run.metrics)}${run.finished_at === null ? '' : `, ${agoExactly(run.finished_at, now)}`}`,
    ),
  ].join('\n');
}
