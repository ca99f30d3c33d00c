'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { Tabs } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Drawer } from '#components/ui/drawer.tsx';
import { useSearchParam } from '#lib/search-param.ts';
import { tasks as text } from '#text/tasks.ts';
import { TaskHeader } from './task-header.tsx';
import { TaskHistory } from './task-history.tsx';
import { TaskOverview } from './task-overview.tsx';
import { TaskRuns } from './task-runs.tsx';
import { useTask } from './use-task.ts';

const TaskDiff = lazy(async () => ({ default: (await import('./task-diff.tsx')).TaskDiff }));

const tabs = ['overview', 'diff', 'runs', 'history'] as const;

/** The task that the address names with `?task=`; `&tab=` keeps its page. */
export function TaskDrawer() {
  const [taskId, setTaskId] = useSearchParam('task');
  return taskId === null ? null : <OpenTask key={taskId} taskId={taskId} onClose={() => setTaskId(null)} />;
}

function OpenTask({ taskId, onClose }: { taskId: string; onClose(): void }) {
  const { task, error, retry } = useTask(taskId);
  return (
    <Drawer
      isOpen
      onClose={onClose}
      label={task === undefined ? text.title : text.openTask(task.key, task.title)}
    >
      {task !== undefined ? <Loaded task={task} onClose={onClose} /> : null}
      {task === undefined && error !== null ? (
        <ErrorState error={error} onRetry={retry} className="flex-1" />
      ) : null}
      {task === undefined && error === null ? <Skeleton className="m-4 h-64" /> : null}
    </Drawer>
  );
}

function Loaded({ task, onClose }: { task: Task; onClose(): void }) {
  const [tab, setTab] = useSearchParam('tab');
  const shown = tabs.find((each) => each === tab) ?? 'overview';
  return (
    <>
      <TaskHeader task={task} onClose={onClose} />
      <Tabs.Root value={shown} onValueChange={setTab} className="flex min-h-0 flex-1 flex-col">
        <Tabs.List aria-label={text.title} className="flex shrink-0 gap-4 border-b px-4">
          {tabs.map((each) => (
            <Tabs.Trigger
              key={each}
              value={each}
              className="-mb-px h-9 border-transparent border-b-2 text-ink-2 text-sm data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink max-md:h-11"
            >
              {text.tabs[each]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Tabs.Content value="overview" className="p-4">
            <TaskOverview task={task} />
          </Tabs.Content>
          <Tabs.Content value="diff" className="p-4">
            <Suspense fallback={<Skeleton className="h-64" />}>
              <TaskDiff runId={task.latest_run_id} />
            </Suspense>
          </Tabs.Content>
          <Tabs.Content value="runs" className="p-4">
            <TaskRuns task={task} />
          </Tabs.Content>
          <Tabs.Content value="history" className="p-4">
            <TaskHistory task={task} />
          </Tabs.Content>
        </div>
      </Tabs.Root>
    </>
  );
}
