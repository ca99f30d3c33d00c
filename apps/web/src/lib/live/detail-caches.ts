import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import type { EventType, RealtimeEvent } from '@overmind/contracts/entities/event';
import type { Permission, RunInput } from '@overmind/contracts/entities/permission';
import type { Page } from '@overmind/contracts/entities/primitives';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import { getMerge, listMerges, listReviewComments, previewMerge } from '@overmind/contracts/routes/merges';
import { getProjectBudgets } from '@overmind/contracts/routes/model-calls';
import { listCycles, previewCycle } from '@overmind/contracts/routes/orchestrator';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import { getRun, listRunArtifacts, listRunInputs, listRunPermissions } from '@overmind/contracts/routes/runs';
import { getLatestState, getStateCopy, listStateVersions } from '@overmind/contracts/routes/state';
import { getConversation, listConversations } from '@overmind/contracts/routes/talk';
import { getTask, getTaskDependencies, listTaskEvents } from '@overmind/contracts/routes/tasks';
import { listTerminals } from '@overmind/contracts/routes/terminals';
import type { QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';
import { patchOf } from './entity-lists.ts';
import { concernsInbox, refreshInbox } from './inbox-refresh.ts';
import { appendMessage, patchMessage } from './message-pages.ts';
import { refreshRecording, refreshRecordings } from './recording-caches.ts';
import { putPermission, putRunInput } from './run-talk.ts';

/** What a resync fetches anew beside the snapshot. */
export const detailRoutes: AnyRoute[] = [
  ...[getTask, listTaskEvents, getTaskDependencies, listRunArtifacts, listTerminals],
  ...[getRun, listRunPermissions, listRunInputs],
  ...[listMerges, getMerge, previewMerge, listReviewComments],
  ...[listStateVersions, getLatestState, getStateCopy, listCycles, listConversations],
  getProjectBudgets,
];

type Entity = RealtimeEvent['entity'];

/** Keeps what drawers and viewers have fetched beside the snapshot true; caches that nobody filled stay empty. */
const steps: Partial<Record<EventType, (queries: QueryClient, entity: Entity) => void>> = {
  'task.event.appended': (queries, entity) =>
    appendTaskEvent(queries, patchOf<TaskEvent>(entity) as TaskEvent),
  'task.created': (queries) => {
    refresh(queries, getTaskDependencies);
    refreshRecordings(queries);
  },
  'task.updated': (queries, entity) => {
    patchTask(queries, patchOf<Task>(entity));
    if ('depends_on' in entity.patch) refresh(queries, getTaskDependencies);
  },
  'project.state.updated': (queries) => refresh(queries, listStateVersions, getLatestState, getStateCopy),
  'agent.run.permission.requested': (queries, entity) =>
    putPermission(queries, patchOf<Permission>(entity) as Permission),
  'agent.run.permission.decided': (queries, entity) =>
    putPermission(queries, patchOf<Permission>(entity) as Permission),
  'agent.run.input.changed': (queries, entity) => putRunInput(queries, patchOf<RunInput>(entity) as RunInput),
  'merge.updated': (queries) => refresh(queries, listMerges, getMerge, previewMerge),
  'review.comment.changed': (queries) => refresh(queries, listReviewComments),
  'artifact.created': (queries) => refresh(queries, listRunArtifacts, listTerminals),
  'conversation.created': (queries) => refresh(queries, listConversations),
  'conversation.status.changed': (queries, entity) => {
    patchConversation(queries, patchOf<Conversation>(entity));
    refresh(queries, listConversations);
  },
  'conversation.message.created': (queries, entity) =>
    appendMessage(queries, patchOf<Message>(entity) as Message),
  'conversation.message.updated': (queries, entity) => patchMessage(queries, patchOf<Message>(entity)),
  'recording.created': (queries, { id }) => refreshRecording(queries, id),
  'recording.updated': (queries, { id }) => refreshRecording(queries, id),
  'orchestrator.cycle.started': (queries) => refresh(queries, listCycles),
  'orchestrator.cycle.completed': (queries) => refresh(queries, listCycles, previewCycle),
  'budget.exceeded': (queries) => refresh(queries, getProjectBudgets),
};

export function applyToDetails(queries: QueryClient, events: readonly RealtimeEvent[]): void {
  for (const { type, entity } of events) steps[type]?.(queries, entity);
  if (events.some(concernsInbox)) refreshInbox(queries);
}

function refresh(queries: QueryClient, ...routes: AnyRoute[]): void {
  for (const route of routes) void queries.invalidateQueries({ queryKey: routeKey(route) });
}

function appendTaskEvent(queries: QueryClient, event: TaskEvent): void {
  const filter = { queryKey: routeKey(listTaskEvents, { params: { id: event.task_id } }) };
  queries.setQueriesData<Page<TaskEvent>>(filter, (page) =>
    page === undefined || page.items.some((known) => known.id === event.id)
      ? page
      : { ...page, items: [...page.items, event] },
  );
}

function patchTask(queries: QueryClient, patch: Partial<Task> & { id: string }): void {
  queries.setQueryData<Task>(routeKey(getTask, { params: { id: patch.id } }), (task) =>
    task === undefined ? task : { ...task, ...patch },
  );
}

function patchConversation(queries: QueryClient, patch: Partial<Conversation> & { id: string }): void {
  queries.setQueryData<Conversation>(routeKey(getConversation, { params: { id: patch.id } }), (known) =>
    known === undefined ? known : { ...known, ...patch },
  );
}
