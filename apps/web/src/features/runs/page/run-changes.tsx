'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { TaskDiff } from '#features/tasks/task-diff.tsx';
import { isLiveRun } from '#lib/live/reduce.ts';
import { runPage as text } from '#text/run-page.ts';

/** What the run changed. */
export const RunChanges = ({ run }: { run: Run }) => (
  <div className="mx-auto w-full max-w-6xl space-y-3 p-3 sm:p-4">
    {run.head_commit === null && isLiveRun(run) ? (
      <p className="text-ink-2 text-sm">{text.noCommit}</p>
    ) : (
      <TaskDiff runId={run.id} />
    )}
  </div>
);
