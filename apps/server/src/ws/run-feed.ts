import type { TransientFrame } from '@overmind/contracts/frames/client';
import type { Core } from '@overmind/core/core';
import { listRecentRuns, type RecentRun } from '@overmind/db/queries/execution/run-lists';
import type { Viewer } from './viewer.ts';

/** What is numbered run by run: where it is read and heard of, and how viewers are told. */
export interface RunSource<Item extends { seq: number }> {
  topic: (projectId: string) => string;
  read: (db: Core['db'], runId: string, afterSeq: number, limit: number) => Promise<Item[]>;
  frame: (projectId: string, runId: string, items: Item[]) => TransientFrame;
  sizeOf: (item: Item) => number;
  lastSeqOf: (run: RecentRun) => number;
  /** Items read at once. */
  pageSize: number;
  /** What a frame grows to before the next begins: it leaves a reader room for its events. */
  maxFrameSize: number;
}

/** How long after its end a run may still have items that nobody told of. */
const recentMs = 60_000;

/** Where one viewer stands in one run. */
interface Subscription {
  viewer: Viewer;
  runId: string;
  sentSeq: number;
  /** The highest number known to be stored. */
  wantedSeq: number;
  isCatchingUp: boolean;
  /** Asked for as one of all, not by its own id. */
  isOneOfAll: boolean;
}

interface StoredItems {
  runId: string;
  firstSeq: number;
  lastSeq: number;
  /** The frame; empty where it is too large to be passed around. */
  text: string;
}

function parseMessage(message: string): StoredItems {
  const end = message.indexOf('\n');
  const [runId = '', first, last] = message.slice(0, end).split(' ');
  return { runId, firstSeq: Number(first), lastSeq: Number(last), text: message.slice(end + 1) };
}

/**
 * The numbered items of one project's runs, log lines or steps of a transcript, for its viewers on this node. Those
 * that follow on go out as they came, serialised once; a viewer that missed some reads them from the database at its
 * own pace.
 */
export class RunFeed<Item extends { seq: number }> {
  readonly #core: Core;
  readonly #projectId: string;
  readonly #source: RunSource<Item>;
  readonly #unsubscribe: () => void;
  readonly #subscriptions = new Map<string, Map<Viewer, Subscription>>();
  /** Viewers of every live run, and since when. */
  readonly #everything = new Map<Viewer, Date>();

  constructor(core: Core, projectId: string, source: RunSource<Item>) {
    this.#core = core;
    this.#projectId = projectId;
    this.#source = source;
    this.#unsubscribe = core.bus.subscribe(source.topic(projectId), (message) =>
      this.#receive(parseMessage(message)),
    );
  }

  close(): void {
    this.#unsubscribe();
    this.#subscriptions.clear();
    this.#everything.clear();
  }

  get isEmpty(): boolean {
    return this.#subscriptions.size === 0 && this.#everything.size === 0;
  }

  followAll(viewer: Viewer): void {
    this.#everything.set(viewer, new Date());
  }

  follow(viewer: Viewer, runId: string, afterSeq: number): void {
    this.unfollow(viewer, runId);
    const subscription = this.#add(viewer, runId, afterSeq, false);
    this.#catchUp(subscription);
  }

  unfollow(viewer: Viewer, runId: string | '*'): void {
    if (runId === '*') this.#everything.delete(viewer);
    const viewers = this.#subscriptions.get(runId);
    viewers?.delete(viewer);
    if (viewers?.size === 0) this.#subscriptions.delete(runId);
  }

  leave(viewer: Viewer): void {
    for (const runId of [...this.#subscriptions.keys()]) this.unfollow(viewer, runId);
    this.#everything.delete(viewer);
  }

  /** Items may have been missed: every subscription reads from where it stands. */
  recheck(): void {
    this.#meetRuns().catch((error: unknown) =>
      this.#core.log.warn({ err: error, project_id: this.#projectId }, 'live runs could not be read'),
    );
    for (const viewers of this.#subscriptions.values()) {
      for (const subscription of viewers.values()) this.#catchUp(subscription);
    }
  }

  /** Those who watch all runs meet the ones whose first items nobody told of, and leave those that are over. */
  async #meetRuns(): Promise<void> {
    if (this.#everything.size === 0) return;
    const runs = await listRecentRuns(this.#core.db, this.#projectId, recentMs);
    for (const [viewer, since] of this.#everything) {
      for (const run of runs) {
        if (this.#subscriptions.get(run.id)?.has(viewer)) continue;
        const afterSeq = run.createdAt > since ? 0 : this.#source.lastSeqOf(run);
        this.#catchUp(this.#add(viewer, run.id, afterSeq, true));
      }
    }
    const recent = new Set(runs.map((run) => run.id));
    for (const [runId, viewers] of this.#subscriptions) {
      if (recent.has(runId)) continue;
      for (const { viewer, isOneOfAll, isCatchingUp } of viewers.values())
        if (isOneOfAll && !isCatchingUp) this.unfollow(viewer, runId);
    }
  }

  #add(viewer: Viewer, runId: string, afterSeq: number, isOneOfAll: boolean): Subscription {
    const viewers = this.#subscriptions.get(runId) ?? new Map<Viewer, Subscription>();
    this.#subscriptions.set(runId, viewers);
    const subscription = {
      viewer,
      runId,
      sentSeq: afterSeq,
      wantedSeq: afterSeq,
      isCatchingUp: false,
      isOneOfAll,
    };
    viewers.set(viewer, subscription);
    return subscription;
  }

  #receive(items: StoredItems): void {
    for (const viewer of this.#everything.keys()) {
      const isKnown = this.#subscriptions.get(items.runId)?.has(viewer) ?? false;
      if (!isKnown) this.#add(viewer, items.runId, items.firstSeq - 1, true);
    }
    for (const subscription of this.#subscriptions.get(items.runId)?.values() ?? [])
      this.#offer(subscription, items);
  }

  #offer(subscription: Subscription, { firstSeq, lastSeq, text }: StoredItems): void {
    subscription.wantedSeq = Math.max(subscription.wantedSeq, lastSeq);
    if (subscription.isCatchingUp || lastSeq <= subscription.sentSeq) return;
    if (text === '' || firstSeq !== subscription.sentSeq + 1) this.#catchUp(subscription);
    else if (subscription.viewer.send(text)) subscription.sentSeq = lastSeq;
  }

  #catchUp(subscription: Subscription): void {
    if (subscription.isCatchingUp) return;
    subscription.isCatchingUp = true;
    this.#readOn(subscription)
      .catch((error: unknown) =>
        this.#core.log.warn({ err: error, run_id: subscription.runId }, 'what a run said could not be read'),
      )
      .finally(() => {
        subscription.isCatchingUp = false;
      });
  }

  async #readOn(subscription: Subscription): Promise<void> {
    const { viewer, runId } = subscription;
    const { read, frame, pageSize } = this.#source;
    for (let emptyReads = 0; emptyReads < 2; ) {
      const items = await read(this.#core.db, runId, subscription.sentSeq, pageSize);
      if (items.length === 0) {
        if (subscription.wantedSeq <= subscription.sentSeq) return;
        // More was announced during the read, so the next has it; if not, the run is gone.
        emptyReads += 1;
        continue;
      }
      emptyReads = 0;
      for (const part of inFrames(items, this.#source)) {
        if (!viewer.send(JSON.stringify(frame(this.#projectId, runId, part)))) return;
        subscription.sentSeq = part.at(-1)?.seq ?? subscription.sentSeq;
        await viewer.drained();
      }
    }
  }
}

/** Items in the order they came, in frames of bounded size; one that is larger goes alone. */
function* inFrames<Item extends { seq: number }>(
  items: readonly Item[],
  { sizeOf, maxFrameSize }: RunSource<Item>,
): Generator<Item[]> {
  let part: Item[] = [];
  let size = 0;
  for (const item of items) {
    const itemSize = sizeOf(item);
    if (part.length > 0 && size + itemSize > maxFrameSize) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(item);
    size += itemSize;
  }
  if (part.length > 0) yield part;
}
