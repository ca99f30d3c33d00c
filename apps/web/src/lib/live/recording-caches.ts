import type { Page } from '@overmind/contracts/entities/primitives';
import type { Recording, RecordingItem } from '@overmind/contracts/entities/recording';
import type { TranscriptPartialFrame } from '@overmind/contracts/frames/voice';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

/** By their names: pages that show no recordings do not load what describes them. */
const listKey = ['recordings.list'];
const detailsKey = ['recordings.get'];
const detailKey = (id: string) => [...detailsKey, { id }];

/** Something about a recording changed: what is on screen of it is fetched anew. */
export function refreshRecording(queries: QueryClient, id: string): void {
  void queries.invalidateQueries({ queryKey: listKey });
  void queries.invalidateQueries({ queryKey: detailKey(id) });
}

/** Something changed that any of them may tell of, such as a task that was asked for in one. */
export function refreshRecordings(queries: QueryClient): void {
  for (const queryKey of [listKey, detailsKey]) void queries.invalidateQueries({ queryKey });
}

/** How far a recording is heard, and its newest words. */
export function putHeard(queries: QueryClient, frame: TranscriptPartialFrame): void {
  const { recording_id: id, transcribed_ms, text } = frame;
  const heard = { status: 'transcribing' as const, transcribed_ms };
  queries.setQueryData<Recording>(detailKey(id), (known) => known && { ...known, ...heard });
  queries.setQueriesData<InfiniteData<Page<RecordingItem>>>(
    { queryKey: listKey },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.id === id ? { ...item, ...heard, excerpt: text } : item)),
        })),
      },
  );
}
