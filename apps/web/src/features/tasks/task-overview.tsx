'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { Square } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { MessageText } from '#features/chat/message-text.tsx';
import { reviewPath } from '#features/review/review-paths.ts';
import { tasks as text } from '#text/tasks.ts';
import { EvidenceList } from './evidence-list.tsx';
import { Part } from './part.tsx';
import { TaskLinks } from './task-links.tsx';
import { useTaskRun } from './use-task.ts';

const MergePanel = lazy(async () => ({
  default: (await import('#features/merges/merge-panel.tsx')).MergePanel,
}));
const TaskHeardIn = lazy(async () => ({ default: (await import('./task-heard-in.tsx')).TaskHeardIn }));
const TaskModelCalls = lazy(async () => ({
  default: (await import('./task-model-calls.tsx')).TaskModelCalls,
}));

export function TaskOverview({ task }: { task: Task }) {
  const run = useTaskRun(task.latest_run_id);
  return (
    <div className="space-y-6">
      <Part title={text.description}>
        {task.description.trim() === '' ? (
          <p className="text-ink-3 text-sm">{text.noDescription}</p>
        ) : (
          <MessageText text={task.description} isMarkdown />
        )}
      </Part>
      {task.acceptance_criteria.length > 0 ? (
        <Part title={text.criteria}>
          <ul className="space-y-1 text-sm">
            {task.acceptance_criteria.map((criterion) => (
              <li key={criterion} className="flex gap-2">
                <Square className="mt-[3px] size-3.5 shrink-0 text-ink-3" aria-hidden />
                {criterion}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <Part title={text.evidence}>
        <EvidenceList evidence={run?.evidence ?? []} reviewHref={run && reviewPath(run.project_id, run.id)} />
      </Part>
      <Suspense>
        <MergePanel task={task} />
      </Suspense>
      <TaskLinks task={task} />
      <Suspense>
        <TaskHeardIn task={task} />
      </Suspense>
      <Suspense>
        <TaskModelCalls task={task} />
      </Suspense>
      {task.files.length > 0 ? (
        <Part title={text.expectedFiles}>
          <ul className="flex flex-wrap gap-1">
            {task.files.map((file) => (
              <li key={file}>
                <code className="rounded border bg-sunken px-1.5 py-px font-mono text-xs">{file}</code>
              </li>
            ))}
          </ul>
          {task.overlaps.length > 0 ? (
            <p className="mt-1.5 text-review text-xs">
              {text.overlaps} {task.overlaps.join(', ')}
            </p>
          ) : null}
        </Part>
      ) : null}
    </div>
  );
}
