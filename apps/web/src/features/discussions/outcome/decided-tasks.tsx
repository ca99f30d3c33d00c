'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { StatusMark } from '#features/tasks/task-marks.tsx';
import { taskPath } from '#lib/route-ids.ts';
import { outcome as text } from '#text/discussions.ts';
import { Points } from './points.tsx';

interface DecidedTasksProps {
  requestId: string;
  /** Actions that no task was made of. */
  leftOut: readonly string[];
}

/** The tasks that a decision became. They come with the cycle that reads its request. */
export function DecidedTasks({ requestId, leftOut }: DecidedTasksProps) {
  const { projectId } = useProjectScope();
  const all = useView((view) => view.tasks);
  const tasks = useMemo(() => all.filter(({ request_id }) => request_id === requestId), [all, requestId]);
  return (
    <section aria-label={text.tasksMade} className="space-y-2 rounded-card border bg-raised p-3">
      <h2 className="font-medium text-ink-2 text-xs">{text.tasksMade}</h2>
      {tasks.length === 0 ? <p className="text-ink-2 text-sm">{text.tasksSoon}</p> : null}
      <ul className="space-y-1">
        {tasks.map(({ id, key, title, status }) => (
          <li key={id}>
            <Link
              href={taskPath(projectId, id)}
              className="flex items-center gap-2 rounded-md px-1 py-0.5 text-sm hover:bg-ink/5 max-md:min-h-11"
            >
              <StatusMark status={status} withWords={false} />
              <span className="shrink-0 text-ink-3 text-xs tabular-nums">{key}</span>
              <span className="min-w-0 truncate">{title}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Points title={text.leftOut} points={leftOut} />
    </section>
  );
}
