'use client';
import { SquarePlay } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { useView } from '#features/project/project-context.tsx';
import { StatusMark } from '#features/tasks/task-marks.tsx';
import { runPath } from '#lib/route-ids.ts';
import { chat } from '#text/chat.ts';
import type { LinkedTask } from './linked-task.ts';

interface TaskChipProps {
  task: LinkedTask & { title: string };
  onTask(taskId: string): void;
}

/** A task that a message speaks of, as it stands now, with the way to its latest run. */
export function TaskChip({ task: { id, key, title }, onTask }: TaskChipProps) {
  const task = useView((view) => view.tasks.find((each) => each.id === id) ?? null);
  return (
    <span className="flex max-w-full items-center gap-1">
      <button
        type="button"
        onClick={() => onTask(id)}
        className="flex min-h-6 min-w-0 items-center gap-1.5 rounded-md border bg-raised px-2 py-0.5 text-xs hover:border-line-strong max-md:min-h-11"
      >
        <span className="shrink-0 font-medium text-accent tabular-nums">{key}</span>
        <span className="truncate">{title}</span>
        {task === null ? null : <StatusMark status={task.status} withWords={false} />}
      </button>
      {task?.latest_run_id == null ? null : (
        <Button asChild look="quiet" size="icon" className="size-6">
          <Link
            href={runPath(task.project_id, task.latest_run_id)}
            aria-label={chat.openRun(key)}
            title={chat.openRun(key)}
          >
            <SquarePlay aria-hidden />
          </Link>
        </Button>
      )}
    </span>
  );
}
