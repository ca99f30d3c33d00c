import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { Page } from '@overmind/contracts/entities/primitives';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import { listStateVersions } from '@overmind/contracts/routes/orchestrator';
import { listRunArtifacts } from '@overmind/contracts/routes/runs';
import { getTask, listTaskEvents } from '@overmind/contracts/routes/tasks';
import type { QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';
import { patchOf } from './entity-lists.ts';

/** What a resync fetches anew beside the snapshot. */
export const detailRoutes = [getTask, listTaskEvents, listStateVersions, listRunArtifacts];

/** Keeps what drawers and viewers have fetched beside the snapshot true; caches that nobody filled stay empty. */
export function applyToDetails(queries: QueryClient, events: readonly RealtimeEvent[]): void {
  for (const { type, entity } of events) {
    if (type === 'task.event.appended') appendTaskEvent(queries, patchOf<TaskEvent>(entity) as TaskEvent);
    if (type === 'task.updated') patchTask(queries, patchOf<Task>(entity));
    if (type === 'project.state.updated')
      void queries.invalidateQueries({ queryKey: routeKey(listStateVersions) });
    if (type === 'artifact.created') void queries.invalidateQueries({ queryKey: routeKey(listRunArtifacts) });
  }
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
