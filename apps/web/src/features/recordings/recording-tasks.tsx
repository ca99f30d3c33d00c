'use client';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { X } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { TaskPicker } from '#features/tasks/task-picker.tsx';
import { taskPath } from '#lib/route-ids.ts';
import { recordings as text } from '#text/recordings.ts';
import { useRecordingActs } from './use-recordings.ts';

/** Tasks that were asked for in it, and those a person says belong to it. */
export function RecordingTasks({ recording: { id, tasks } }: { recording: RecordingDetail }) {
  const { projectId } = useProjectScope();
  const mayChange = useMay('operator');
  const { putTasks } = useRecordingActs(id);
  const linked = tasks.filter(({ is_origin }) => !is_origin).map((task) => task.id);
  const put = (task_ids: string[]) => putTasks.mutate({ params: { id }, body: { task_ids } });
  return (
    <section aria-label={text.tasks} className="space-y-2">
      <h2 className="font-semibold">{text.tasks}</h2>
      {tasks.length === 0 ? <p className="text-ink-2 text-sm">{text.noTasks}</p> : null}
      <ul className="space-y-1">
        {tasks.map((task) => (
          <li key={task.id} className="flex items-center gap-2 text-sm">
            <Link href={taskPath(projectId, task.id)} className="min-w-0 truncate text-accent underline">
              {task.key} {visibleWords(task.title)}
            </Link>
            {task.is_origin ? <Badge className="shrink-0">{text.origin}</Badge> : null}
            {mayChange && !task.is_origin ? (
              <Button
                look="quiet"
                size="icon"
                aria-label={text.removeTask(task.key)}
                title={text.removeTask(task.key)}
                disabled={putTasks.isPending}
                onClick={() => put(linked.filter((each) => each !== task.id))}
              >
                <X aria-hidden />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <TaskPicker
          label={text.addTask}
          excluded={tasks.map((task) => task.id)}
          isBusy={putTasks.isPending}
          onPick={(taskId) => put([...linked, taskId])}
        />
      ) : null}
    </section>
  );
}
