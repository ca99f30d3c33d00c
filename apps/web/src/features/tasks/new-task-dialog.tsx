'use client';
import { NewTask, type TaskType, taskTypes } from '@overmind/contracts/entities/task';
import { createTask } from '@overmind/contracts/routes/tasks';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Select, Textarea } from '#components/ui/field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { common } from '#text/common.ts';
import { priorityWords, taskTypeWords } from '#text/status.ts';
import { tasks as text } from '#text/tasks.ts';

interface Draft {
  title: string;
  description: string;
  criteria: string;
  type: TaskType;
  priority: number;
  agent: string;
}
const emptyDraft: Draft = {
  title: '',
  description: '',
  criteria: '',
  type: 'code_change',
  priority: 3,
  agent: '',
};

const toNewTask = ({ criteria, agent, ...rest }: Draft) =>
  NewTask.safeParse({
    ...rest,
    acceptance_criteria: criteria
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    ...(agent === '' ? {} : { agent }),
  });

export function NewTaskDialog({ projectId, onClose }: { projectId: string; onClose(): void }) {
  const [draft, setDraft] = useState(emptyDraft);
  const create = useSend(createTask, {
    onSuccess: (task) => {
      toast.success(text.created(task.key));
      onClose();
    },
  });
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const body = toNewTask(draft).data;
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.newTask} description={text.newTaskHint}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (body !== undefined) create.mutate({ params: { id: projectId }, body });
        }}
      >
        <Field label={text.field.title}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              required
              maxLength={200}
              placeholder={text.field.titlePlaceholder}
              value={draft.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label={text.field.description}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              value={draft.description}
              onChange={(event) => change({ description: event.target.value })}
            />
          )}
        </Field>
        <Field label={text.field.criteria}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              placeholder={text.field.criteriaPlaceholder}
              value={draft.criteria}
              onChange={(event) => change({ criteria: event.target.value })}
            />
          )}
        </Field>
        <Choices draft={draft} onChange={change} />
        <FormError error={create.error} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={body === undefined} isBusy={create.isPending}>
            {text.create}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function Choices({ draft, onChange }: { draft: Draft; onChange(patch: Partial<Draft>): void }) {
  const agents = useView((view) => view.agents);
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label={text.field.type}>
        {(control) => (
          <Select
            {...control}
            value={draft.type}
            onChange={(event) =>
              onChange({ type: taskTypes.find((type) => type === event.target.value) ?? 'code_change' })
            }
          >
            {taskTypes.map((type) => (
              <option key={type} value={type}>
                {taskTypeWords[type]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.field.priority}>
        {(control) => (
          <Select
            {...control}
            value={draft.priority}
            onChange={(event) => onChange({ priority: Number(event.target.value) })}
          >
            {[1, 2, 3, 4, 5].map((priority) => (
              <option key={priority} value={priority}>
                {`P${priority} ${priorityWords[priority]}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.field.agent}>
        {(control) => (
          <Select
            {...control}
            value={draft.agent}
            onChange={(event) => onChange({ agent: event.target.value })}
          >
            <option value="">{text.field.byType}</option>
            {agents
              .filter((agent) => agent.is_enabled)
              .map((agent) => (
                <option key={agent.id} value={agent.name}>
                  {agent.name}
                </option>
              ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
