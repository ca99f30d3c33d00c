'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { useSearchParam } from '#lib/search-param.ts';
import { tasks as text } from '#text/tasks.ts';
import { Part } from './part.tsx';
import { StatusMark } from './task-marks.tsx';
import { useTask, useTaskLinks } from './use-task.ts';

/** What a task waits for and what waits for it. */
export function TaskLinks({ task }: { task: Task }) {
  const links = useTaskLinks(task.id);
  const dependents = links.data?.dependents ?? [];
  return (
    <>
      {task.depends_on.length > 0 ? (
        <Part title={text.dependsOn}>
          <List ids={task.depends_on} />
        </Part>
      ) : null}
      {dependents.length > 0 ? (
        <Part title={text.dependents}>
          <List ids={dependents} />
        </Part>
      ) : null}
    </>
  );
}

const List = ({ ids }: { ids: string[] }) => (
  <ul className="divide-y rounded-card border bg-raised">
    {ids.map((id) => (
      <Linked key={id} taskId={id} />
    ))}
  </ul>
);

function Linked({ taskId }: { taskId: string }) {
  const { task } = useTask(taskId);
  const [, openTask] = useSearchParam('task');
  if (task === undefined) return <li className="h-9" />;
  return (
    <li>
      <button
        type="button"
        onClick={() => openTask(taskId)}
        className="flex min-h-9 w-full items-center gap-2 px-3 text-left text-sm hover:bg-ink/5 max-md:min-h-11"
      >
        <StatusMark status={task.status} withWords={false} />
        <span className="shrink-0 text-ink-3 text-xs tabular-nums">{task.key}</span>
        <span className="truncate">{task.title}</span>
      </button>
    </li>
  );
}
