import type { Message } from '@overmind/contracts/entities/conversation';
import type { Cycle } from '@overmind/contracts/entities/cycle';
import type { EventType, RealtimeEvent } from '@overmind/contracts/entities/event';
import { liveRunStatuses, type Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { patchById, patchOf, upsertById } from './entity-lists.ts';

type Entity = RealtimeEvent['entity'];
type Step = (view: Snapshot, entity: Entity) => Snapshot;

const endedRunsKept = 60;
const messagesKept = 400;

const same: Step = (view) => view;

const steps: Record<EventType, Step> = {
  'project.updated': (view, entity) => ({ ...view, project: { ...view.project, ...patchOf(entity) } }),
  'project.state.updated': (view, entity) => ({
    ...view,
    state: { ...view.state, ...patchOf(entity) } as Snapshot['state'],
  }),
  'task.created': (view, entity) => withTask(view, patchOf<Task>(entity), true),
  'task.updated': (view, entity) => withTask(view, patchOf<Task>(entity), false),
  'task.event.appended': same,
  'agent.updated': (view, entity) => ({
    ...view,
    agents: upsertById(view.agents, patchOf(entity), 'name' in entity.patch && 'config' in entity.patch),
  }),
  'agent.run.queued': (view, entity) => withRun(view, patchOf<Run>(entity), true),
  'agent.run.started': (view, entity) => withRun(view, patchOf<Run>(entity), false),
  'agent.run.updated': (view, entity) => withRun(view, patchOf<Run>(entity), false),
  'agent.run.permission.requested': same,
  'agent.run.permission.decided': same,
  'agent.run.input.changed': same,
  'merge.updated': same,
  'review.comment.changed': same,
  'agent.run.completed': (view, entity) => withRun(view, patchOf<Run>(entity), false),
  'artifact.created': same,
  'conversation.created': same,
  'conversation.status.changed': (view, entity) =>
    view.conversation.id === entity.id
      ? { ...view, conversation: { ...view.conversation, ...patchOf(entity) } }
      : view,
  'conversation.message.created': (view, entity) => withMessage(view, patchOf<Message>(entity)),
  'conversation.message.updated': (view, entity) => ({
    ...view,
    messages: patchById(view.messages, patchOf<Message>(entity)),
  }),
  'conversation.phase.changed': same,
  'conversation.consensus.reached': same,
  'discussion.updated': same,
  'spec.created': same,
  'spec.updated': same,
  'recording.created': same,
  'recording.updated': same,
  'orchestrator.cycle.started': (view, entity) => withCycle(view, patchOf<Cycle>(entity)),
  'orchestrator.cycle.progress': (view, entity) => withCycle(view, patchOf<Cycle>(entity)),
  'orchestrator.cycle.completed': (view, entity) => withCycle(view, patchOf<Cycle>(entity)),
  'budget.exceeded': same,
};

/** The view after one event. An event that was applied before changes nothing; a missing one before it is a `gap`. */
export function reduce(view: Snapshot, event: RealtimeEvent): Snapshot | 'gap' {
  if (event.seq <= view.seq) return view;
  if (event.seq > view.seq + 1) return 'gap';
  // A newer server may send types that this page does not know; they still count.
  const step = (steps as Partial<typeof steps>)[event.type] ?? same;
  return { ...step(view, event.entity), seq: event.seq };
}

export function reduceAll(view: Snapshot, events: readonly RealtimeEvent[]): Snapshot | 'gap' {
  let current = view;
  for (const event of events) {
    const next = reduce(current, event);
    if (next === 'gap') return 'gap';
    current = next;
  }
  return current;
}

function withTask(view: Snapshot, patch: Partial<Task> & { id: string }, isWhole: boolean): Snapshot {
  const before = view.tasks.find((task) => task.id === patch.id);
  const tasks = upsertById(view.tasks, patch, isWhole);
  const task_counts = countsAfter(view.task_counts, before?.status, patch.status ?? before?.status);
  return { ...view, tasks, task_counts };
}

function countsAfter(
  counts: Snapshot['task_counts'],
  from: Task['status'] | undefined,
  to: Task['status'] | undefined,
): Snapshot['task_counts'] {
  if (from === to || to === undefined) return counts;
  const next = { ...counts, [to]: (counts[to] ?? 0) + 1 };
  if (from !== undefined) next[from] = Math.max(0, (counts[from] ?? 0) - 1);
  return next;
}

export const isLiveRun = (run: Pick<Run, 'status'>): boolean =>
  (liveRunStatuses as readonly string[]).includes(run.status);

function withRun(view: Snapshot, patch: Partial<Run> & { id: string }, isWhole: boolean): Snapshot {
  const runs = upsertById(view.runs, patch, isWhole);
  let endedRuns = 0;
  const kept = runs.filter((run) => isLiveRun(run) || ++endedRuns <= endedRunsKept);
  const tasks =
    isWhole && patch.task_id !== undefined
      ? patchById(view.tasks, { id: patch.task_id, latest_run_id: patch.id })
      : view.tasks;
  return { ...view, runs: kept, tasks };
}

function withMessage(view: Snapshot, message: Partial<Message> & { id: string }): Snapshot {
  if (message.conversation_id !== view.conversation.id) return view;
  if (view.messages.some((known) => known.id === message.id)) return view;
  return { ...view, messages: [...view.messages, message as Message].slice(-messagesKept) };
}

const emptyCounts: Cycle['counts'] = {
  requests_ingested: 0,
  requests_failed: 0,
  tasks_created: 0,
  tasks_canceled: 0,
  tasks_unblocked: 0,
  runs_scheduled: 0,
  tasks_waiting: 0,
  state_version: null,
};

function withCycle(view: Snapshot, patch: Partial<Cycle> & { id: string }): Snapshot {
  const isSame = view.cycle?.id === patch.id;
  const base: Omit<Cycle, 'id'> =
    isSame && view.cycle !== null
      ? view.cycle
      : {
          project_id: view.project.id,
          mode: 'incremental',
          state: 'cycle.queued',
          trigger: 'button',
          counts: emptyCounts,
          error: null,
          created_at: '',
          started_at: null,
          finished_at: null,
        };
  return { ...view, cycle: { ...base, ...patch } };
}
