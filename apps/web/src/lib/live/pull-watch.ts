import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import { listModelPulls } from '@overmind/contracts/routes/models';
import type { QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';
import { upsertById } from './entity-lists.ts';
import { watchPresent } from './watch-present.ts';

/** Puts what a download tells into the list of its provider, where it is on screen. */
const putPull = (queries: QueryClient, pull: ModelPull): void => {
  queries.setQueryData<{ items: ModelPull[]; next_cursor: null }>(
    routeKey(listModelPulls, { params: { provider: pull.provider } }),
    (page) => (page === undefined ? page : { ...page, items: upsertById(page.items, pull, true) }),
  );
};

/** Word of downloads comes by the socket of any project; this opens one for nothing else. The caller ends it. */
export const watchPulls = (projectId: string, queries: QueryClient): (() => void) =>
  watchPresent(projectId, {
    onPresent: () => void queries.invalidateQueries({ queryKey: routeKey(listModelPulls) }),
    onTransient: (frame) => {
      if (frame.type === 'model.pull.updated') putPull(queries, frame.entity.patch);
    },
  });
