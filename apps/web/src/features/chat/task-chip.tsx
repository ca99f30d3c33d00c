'use client';
import { useView } from '#features/project/project-context.tsx';
import { StatusMark } from '#features/tasks/task-marks.tsx';
import type { LinkedTask } from './linked-task.ts';

interface TaskChipProps {
  task: LinkedTask & { title: string };
  onTask(taskId: string): void;
}

/** A task that a message speaks of, as it stands now. */
export function TaskChip({ task: { id, key, title }, onTask }: TaskChipProps) {
  const status = useView((view) => view.tasks.find((task) => task.id === id)?.status);
  return (
    <button
      type="button"
      onClick={() => onTask(id)}
      className="flex min-h-6 max-w-full items-center gap-1.5 rounded-md border bg-raised px-2 py-0.5 text-xs hover:border-line-strong max-md:min-h-11"
    >
      <span className="shrink-0 font-medium text-accent tabular-nums">{key}</span>
      <span className="truncate">{title}</span>
      {status === undefined ? null : <StatusMark status={status} withWords={false} />}
    </button>
  );
}
