import { LiveClient } from '@overmind/client/live';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { TransientFrame } from '@overmind/contracts/frames/client';
import { getSnapshot, type Snapshot } from '@overmind/contracts/routes/projects';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '#lib/api/client.ts';
import { routeKey } from '#lib/api/use-route.ts';
import { useConnection } from './connection-store.ts';
import { applyToDetails, detailRoutes } from './detail-caches.ts';
import { upsertById } from './entity-lists.ts';
import { LogBook } from './log-book.ts';
import { putHeard, refreshRecordings } from './recording-caches.ts';
import { reduceAll } from './reduce.ts';
import { RunFollows } from './run-follows.ts';
import { onNextFrame } from './run-log.ts';
import { TranscriptBook } from './transcript-book.ts';

const resyncRetryMs = 2_000;

export const snapshotKey = (projectId: string) => routeKey(getSnapshot, { params: { id: projectId } });

const seqOf = (data: unknown): number =>
  typeof data === 'object' && data !== null && 'seq' in data && typeof data.seq === 'number' ? data.seq : -1;

/** Structural sharing of the snapshot: a late reply must not rewind what events have already moved on. */
export const keepNewer = (old: unknown, fresh: unknown): unknown => (seqOf(old) > seqOf(fresh) ? old : fresh);

/** What is told to who watches: events in order, frames as they come, and that some were missed for good. */
interface Watcher {
  onEvents?(events: readonly RealtimeEvent[]): void;
  onFrame?(frame: TransientFrame): void;
  onResync?(): void;
}

/** Joins the socket of one project to the query cache and to the logs. */
export class ProjectConnection {
  readonly logs: LogBook;
  readonly transcripts: TranscriptBook;
  readonly #projectId: string;
  readonly #queries: QueryClient;
  readonly #client: LiveClient;
  readonly #watchers = new Set<Watcher>();
  readonly #wake = () => this.#client.retryNow();
  #pending: RealtimeEvent[] = [];
  #isStopped = false;

  constructor(projectId: string, afterSeq: number, queries: QueryClient) {
    this.#projectId = projectId;
    this.#queries = queries;
    this.#client = new LiveClient({
      baseUrl: '',
      projectId,
      afterSeq,
      onEvent: (event) => this.#collect(event),
      onLog: (frame) => this.logs.append(frame.run_id, frame.lines),
      onTranscript: (frame) => this.transcripts.append(frame.run_id, frame.changes),
      onResync: () => void this.#resync(),
      onTransient: (frame) => this.#receive(frame),
      onState: (state) => useConnection.getState().setState(state),
    });
    const follows = new RunFollows(this.#client);
    this.logs = new LogBook(follows);
    this.transcripts = new TranscriptBook(follows);
  }

  start(): void {
    this.#isStopped = false;
    this.#client.start();
    window.addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
  }

  stop(): void {
    this.#isStopped = true;
    window.removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#client.stop();
  }

  retryNow(): void {
    this.#client.retryNow();
  }

  /** For pages that keep more than the snapshot and are loaded when opened. The answer ends it. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #collect(event: RealtimeEvent): void {
    this.#pending.push(event);
    if (this.#pending.length === 1) onNextFrame(() => this.#flush());
  }

  #flush(): void {
    const events = this.#pending;
    this.#pending = [];
    const view = this.#queries.getQueryData<Snapshot>(snapshotKey(this.#projectId));
    if (view === undefined || this.#isStopped) return;
    const next = reduceAll(view, events);
    if (next === 'gap') return void this.#resync();
    this.#queries.setQueryData(snapshotKey(this.#projectId), next);
    applyToDetails(this.#queries, events);
    for (const watcher of this.#watchers) watcher.onEvents?.(events);
  }

  #receive(frame: TransientFrame): void {
    for (const watcher of this.#watchers) watcher.onFrame?.(frame);
    if (frame.type === 'transcript.partial') return putHeard(this.#queries, frame);
    if (frame.type !== 'runner.updated') return;
    const { patch } = frame.entity;
    this.#queries.setQueryData<Snapshot>(snapshotKey(this.#projectId), (view) =>
      view === undefined ? view : { ...view, runners: upsertById(view.runners, patch, true) },
    );
  }

  async #resync(): Promise<void> {
    const params = { id: this.#projectId };
    while (!this.#isStopped) {
      try {
        const view = await api.call(getSnapshot, { params });
        if (this.#isStopped) return;
        this.#pending = [];
        // Past keepNewer on purpose: after a restore from a backup the numbers begin again, lower.
        const query = this.#queries.getQueryCache().find({ queryKey: snapshotKey(this.#projectId) });
        query?.setState({ data: view, dataUpdatedAt: Date.now(), status: 'success' });
        for (const route of detailRoutes) void this.#queries.invalidateQueries({ queryKey: routeKey(route) });
        refreshRecordings(this.#queries);
        for (const watcher of this.#watchers) watcher.onResync?.();
        this.#client.resumeFrom(view.seq);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, resyncRetryMs));
      }
    }
  }
}
