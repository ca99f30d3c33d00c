'use client';
import { DependencyCondition, type Task } from '@overmind/contracts/entities/task';
import { putTaskDependencies } from '@overmind/contracts/routes/tasks';
import { finalTaskStatuses } from '@overmind/domain/tasks/lifecycle';
import { X } from 'lucide-react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { tasks as text } from '#text/tasks.ts';
import { Part } from './part.tsx';
import { StatusMark } from './task-marks.tsx';
import { TaskPicker } from './task-picker.tsx';
import { useTask, useTaskLinks } from './use-task.ts';

const conditions = DependencyCondition.options;

/** What a task waits for, which a person may change, and what waits for it. */
export function TaskLinks({ task }: { task: Task }) {
  const links = useTaskLinks(task.id);
  const dependents = links.data?.dependents ?? [];
  const mayChange = useMay('operator') && !finalTaskStatuses.includes(task.status);
  return (
    <>
      {mayChange || task.depends_on.length > 0 ? (
        <Part title={text.dependsOn}>
          <Dependencies task={task} mayChange={mayChange} />
        </Part>
      ) : null}
      {dependents.length > 0 ? (
        <Part title={text.dependents}>
          <ul className="divide-y rounded-card border bg-raised">
            {dependents.map((id) => (
              <Linked key={id} taskId={id} />
            ))}
          </ul>
        </Part>
      ) : null}
    </>
  );
}

function Dependencies({ task, mayChange }: { task: Task; mayChange: boolean }) {
  const put = useSend(putTaskDependencies);
  const change = (depends_on: string[], after = task.after) =>
    put.mutate({ params: { id: task.id }, body: { depends_on, after } });
  const condition = (
    <Select
      aria-label={text.after.label}
      value={task.after}
      disabled={!mayChange || put.isPending}
      onChange={(event) => change(task.depends_on, DependencyCondition.parse(event.target.value))}
      className="w-auto"
    >
      {conditions.map((each) => (
        <option key={each} value={each}>
          {text.after.options[each]}
        </option>
      ))}
    </Select>
  );
  return (
    <div className="space-y-2">
      {task.depends_on.length === 0 ? null : (
        <>
          <ul className="divide-y rounded-card border bg-raised">
            {task.depends_on.map((id) => (
              <Linked
                key={id}
                taskId={id}
                {...(mayChange
                  ? { onRemove: () => change(task.depends_on.filter((each) => each !== id)) }
                  : {})}
              />
            ))}
          </ul>
          <div className="flex items-center gap-2 text-ink-2 text-xs">
            {text.after.starts} {condition}
          </div>
        </>
      )}
      {mayChange ? (
        <TaskPicker
          label={text.addDependency}
          excluded={[task.id, ...task.depends_on]}
          isBusy={put.isPending}
          onPick={(id) => change([...task.depends_on, id])}
        />
      ) : null}
      <FormError error={put.error} />
    </div>
  );
}

function Linked({ taskId, onRemove }: { taskId: string; onRemove?: () => void }) {
  const { task } = useTask(taskId);
  const [, openTask] = useSearchParam('task');
  if (task === undefined) return <li className="h-9" />;
  return (
    <li className="flex items-center">
      <button
        type="button"
        onClick={() => openTask(taskId)}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 px-3 text-left text-sm hover:bg-ink/5 max-md:min-h-11"
      >
        <StatusMark status={task.status} withWords={false} />
        <span className="shrink-0 text-ink-3 text-xs tabular-nums">{task.key}</span>
        <span className="truncate">{task.title}</span>
      </button>
      {onRemove === undefined ? null : (
        <Button
          look="quiet"
          size="icon"
          className="mr-1"
          aria-label={text.removeDependency(task.key)}
          title={text.removeDependency(task.key)}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}
