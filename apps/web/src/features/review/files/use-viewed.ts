'use client';
import { listViewedFiles, markFileViewed } from '@overmind/contracts/routes/merges';
import { useQueryClient } from '@tanstack/react-query';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';

const none: ReadonlySet<string> = new Set();

/** Which files of a run you have looked at; kept by the server, shown at once. */
export function useViewed(runId: string) {
  const queries = useQueryClient();
  const params = { id: runId };
  const key = routeKey(listViewedFiles, { params });
  const { data } = useRoute(listViewedFiles, { params });
  const send = useSend(markFileViewed, {
    onSuccess: (answer) => queries.setQueryData(key, answer),
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const mark = (path: string, is_viewed: boolean) => {
    queries.setQueryData<{ paths: string[] }>(key, (before) => {
      const others = (before?.paths ?? []).filter((each) => each !== path);
      return { paths: is_viewed ? [...others, path] : others };
    });
    send.mutate({ params, body: { path, is_viewed } });
  };
  return { viewed: data === undefined ? none : new Set(data.paths), mark };
}
