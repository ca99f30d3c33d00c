'use client';
import { permissionStatuses } from '@overmind/contracts/entities/permission';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import { DependencyCondition, TaskStatus } from '@overmind/contracts/entities/task';
import { addTaskEvent } from '@overmind/contracts/routes/tasks';
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { ErrorState, FormError } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { useMe } from '#features/session/use-session.ts';
import { useSend } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { permissions } from '#text/permissions.ts';
import { taskStatusWords } from '#text/status.ts';
import { taskEvents, tasks as text } from '#text/tasks.ts';
import { useTaskHistory } from './use-task.ts';

export function TaskHistory({ task }: { task: Task }) {
  const history = useTaskHistory(task.id);
  const events = history.data?.items ?? [];
  return (
    <div className="space-y-4">
      {history.isPending ? <Skeleton className="h-32" /> : null}
      {history.isError ? <ErrorState error={history.error} onRetry={() => void history.refetch()} /> : null}
      {history.isSuccess && events.length === 0 ? (
        <p className="text-ink-3 text-sm">{text.historyEmpty}</p>
      ) : null}
      <InterventionCount events={events} />
      <ol className="space-y-3 border-l pl-4">
        {events.map((event) => (
          <Entry key={event.id} event={event} />
        ))}
      </ol>
      <CommentForm taskId={task.id} onAdded={() => void history.refetch()} />
    </div>
  );
}

/** How often the system had to put this task right; shown only when it had to. */
function InterventionCount({ events }: { events: readonly TaskEvent[] }) {
  const count = events.filter(isIntervention).length;
  if (count === 0) return null;
  return (
    <p className="flex items-center gap-1.5 text-review text-xs">
      <Wrench className="size-3.5" aria-hidden />
      {text.interventions(count)}
    </p>
  );
}

const dot = 'before:absolute before:top-[7px] before:-left-[19.5px] before:size-1.5 before:rounded-full';

function Entry({ event }: { event: TaskEvent }) {
  const note = noteOf(event.payload);
  const isPutRight = isIntervention(event);
  return (
    <li className={cn('relative text-sm', isPutRight ? '' : `${dot} before:bg-line-strong`)}>
      {isPutRight ? (
        <Wrench className="absolute top-[3px] -left-[23px] size-3.5 bg-surface text-review" aria-hidden />
      ) : null}
      <p className="flex flex-wrap gap-x-1.5">
        <Actor actor={event.actor} />
        <span className="text-ink-2">{wordsOf(event)}</span>
        <TimeAgo iso={event.created_at} className="text-ink-3 text-xs leading-[19px]" />
      </p>
      {note === null ? null : (
        <p
          className={cn(
            'mt-0.5 whitespace-pre-wrap rounded-md px-2 py-1.5 text-ink-2 [overflow-wrap:anywhere]',
            isPutRight ? 'bg-signal-soft' : 'bg-sunken',
          )}
        >
          {note}
        </p>
      )}
    </li>
  );
}

function Actor({ actor }: { actor: string }) {
  const me = useMe();
  const [kind, name] = actor.split(':');
  const isMe = kind === 'user' && name === me.data?.user.id;
  const words = isMe
    ? text.actor.you
    : kind === 'user'
      ? text.actor.someone
      : kind === 'orchestrator'
        ? text.actor.orchestrator
        : kind === 'system'
          ? text.actor.system
          : (name ?? actor);
  return <span className="font-medium first-letter:uppercase">{words}</span>;
}

/** The answer to a request of a coding agent is told as an intervention too, but nothing was put right by it. */
const isAnswer = ({ payload }: TaskEvent): boolean => typeof payload['permission_id'] === 'string';
const isIntervention = (event: TaskEvent): boolean => event.event_type === 'intervention' && !isAnswer(event);

function wordsOf(event: TaskEvent): string {
  const { event_type, payload } = event;
  if (isAnswer(event)) {
    const status = permissionStatuses.find((each) => each === payload['status']);
    return status === undefined ? taskEvents.log : taskEvents.permission(permissions.status[status]);
  }
  if (event_type === 'dependency') return dependencyWords(payload);
  if (event_type !== 'status_changed') return taskEvents[event_type];
  const from = TaskStatus.safeParse(payload['from']).data;
  const to = TaskStatus.safeParse(payload['to']).data;
  if (to === undefined) return taskEvents.log;
  return from === undefined
    ? taskEvents.status(taskStatusWords[to].toLowerCase())
    : taskEvents.statusFrom(taskStatusWords[from].toLowerCase(), taskStatusWords[to].toLowerCase());
}

function dependencyWords(payload: TaskEvent['payload']): string {
  const keys = payload['depends_on'];
  if (!Array.isArray(keys)) return taskEvents.dependency;
  if (keys.length === 0) return taskEvents.noDependency;
  const after = DependencyCondition.safeParse(payload['after']).data ?? 'done';
  return taskEvents.dependsOn[after](keys.map(String).join(', '));
}

const noteNames = ['comment', 'reason', 'message', 'detail', 'text'];

function noteOf(payload: TaskEvent['payload']): string | null {
  const { found: wrong, did, title } = payload;
  if (typeof payload['permission_id'] === 'string' && typeof title === 'string') return title;
  if (typeof wrong === 'string' && typeof did === 'string') return `${wrong}\n${did}`;
  const found = noteNames
    .map((name) => payload[name])
    .find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : null;
}

function CommentForm({ taskId, onAdded }: { taskId: string; onAdded(): void }) {
  const mayComment = useMay('operator');
  const [comment, setComment] = useState('');
  const add = useSend(addTaskEvent, {
    onSuccess: () => {
      setComment('');
      onAdded();
    },
  });
  if (!mayComment) return null;
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (comment.trim() !== '') add.mutate({ params: { id: taskId }, body: { comment } });
      }}
    >
      <Textarea
        aria-label={text.comment}
        placeholder={text.commentPlaceholder}
        value={comment}
        maxLength={10_000}
        onChange={(event) => setComment(event.target.value)}
      />
      <FormError error={add.error} />
      <Button type="submit" disabled={comment.trim() === ''} isBusy={add.isPending}>
        {text.addComment}
      </Button>
    </form>
  );
}
