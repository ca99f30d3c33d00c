import type { LogLine } from '@overmind/contracts/entities/run';
import type { LogFrame } from '@overmind/contracts/frames/client';
import { topics } from '@overmind/core/bus/bus';
import type { Core } from '@overmind/core/core';
import { listLogLines } from '@overmind/db/queries/execution/run-logs';
import { listRecentRuns } from '@overmind/db/queries/execution/runs';
import type { Viewer } from './viewer.ts';

const pageSize = 1_000;
const maxFrameChars = 128 * 1024;
/** How long after its end a run may still have lines that nobody told of. */
const recentMs = 60_000;

/** Where one viewer stands in one run's log. */
interface Subscription {
  viewer: Viewer;
  runId: string;
  sentSeq: number;
  /** The highest line known to be stored. */
  wantedSeq: number;
  isCatchingUp: boolean;
  /** Asked for as one of all, not by its own id. */
  isOneOfAll: boolean;
}

interface StoredLines {
  runId: string;
  firstSeq: number;
  lastSeq: number;
  text: string;
}

function parseMessage(message: string): StoredLines {
  const end = message.indexOf('\n');
  const [runId = '', first, last] = message.slice(0, end).split(' ');
  return { runId, firstSeq: Number(first), lastSeq: Number(last), text: message.slice(end + 1) };
}

/**
 * The log lines of one project's runs for its viewers on this node. Lines that follow on go out as they
 * came, serialised once; a viewer that missed some reads them from the database at its own pace.
 */
export class LogFeed {
  readonly #core: Core;
  readonly #projectId: string;
  readonly #unsubscribe: () => void;
  readonly #subscriptions = new Map<string, Map<Viewer, Subscription>>();
  /** Viewers of every live run, and since when. */
  readonly #everything = new Map<Viewer, Date>();

  constructor(core: Core, projectId: string) {
    this.#core = core;
    this.#projectId = projectId;
    this.#unsubscribe = core.bus.subscribe(topics.logs(projectId), (message) =>
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

  /** Lines may have been missed: every subscription reads from where it stands. */
  recheck(): void {
    this.#meetRuns().catch((error: unknown) =>
      this.#core.log.warn({ err: error, project_id: this.#projectId }, 'live runs could not be read'),
    );
    for (const viewers of this.#subscriptions.values()) {
      for (const subscription of viewers.values()) this.#catchUp(subscription);
    }
  }

  /** Those who watch all runs meet the ones whose first lines nobody told of, and leave those that are over. */
  async #meetRuns(): Promise<void> {
    if (this.#everything.size === 0) return;
    const runs = await listRecentRuns(this.#core.db, this.#projectId, recentMs);
    for (const [viewer, since] of this.#everything) {
      for (const { id, logSeq, createdAt } of runs) {
        if (this.#subscriptions.get(id)?.has(viewer)) continue;
        this.#catchUp(this.#add(viewer, id, createdAt > since ? 0 : logSeq, true));
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

  #receive(lines: StoredLines): void {
    for (const viewer of this.#everything.keys()) {
      const isKnown = this.#subscriptions.get(lines.runId)?.has(viewer) ?? false;
      if (!isKnown) this.#add(viewer, lines.runId, lines.firstSeq - 1, true);
    }
    for (const subscription of this.#subscriptions.get(lines.runId)?.values() ?? [])
      this.#offer(subscription, lines);
  }

  #offer(subscription: Subscription, lines: StoredLines): void {
    subscription.wantedSeq = Math.max(subscription.wantedSeq, lines.lastSeq);
    if (subscription.isCatchingUp || lines.lastSeq <= subscription.sentSeq) return;
    if (lines.firstSeq !== subscription.sentSeq + 1) this.#catchUp(subscription);
    else if (subscription.viewer.send(lines.text)) subscription.sentSeq = lines.lastSeq;
  }

  #catchUp(subscription: Subscription): void {
    if (subscription.isCatchingUp) return;
    subscription.isCatchingUp = true;
    this.#readOn(subscription)
      .catch((error: unknown) =>
        this.#core.log.warn({ err: error, run_id: subscription.runId }, 'log lines could not be read'),
      )
      .finally(() => {
        subscription.isCatchingUp = false;
      });
  }

  async #readOn(subscription: Subscription): Promise<void> {
    const { viewer, runId } = subscription;
    for (let emptyReads = 0; emptyReads < 2; ) {
      const lines = await listLogLines(this.#core.db, runId, subscription.sentSeq, pageSize);
      if (lines.length === 0) {
        if (subscription.wantedSeq <= subscription.sentSeq) return;
        // Lines were announced during the read, so the next has them; if not, the run is gone.
        emptyReads += 1;
        continue;
      }
      emptyReads = 0;
      for (const part of inFrames(lines)) {
        if (!viewer.send(this.#encode(runId, part))) return;
        subscription.sentSeq = part.at(-1)?.seq ?? subscription.sentSeq;
        await viewer.drained();
      }
    }
  }

  #encode(runId: string, lines: LogLine[]): string {
    const frame: LogFrame = {
      type: 'agent.run.log.appended',
      ts: new Date().toISOString(),
      project_id: this.#projectId,
      run_id: runId,
      first_seq: lines[0]?.seq ?? 0,
      last_seq: lines.at(-1)?.seq ?? 0,
      lines,
    };
    return JSON.stringify(frame);
  }
}

/** Lines in the order they came, in frames that leave a reader room for its events. */
function* inFrames(lines: readonly LogLine[]): Generator<LogLine[]> {
  let part: LogLine[] = [];
  let size = 0;
  for (const line of lines) {
    part.push(line);
    size += line.message.length;
    if (size < maxFrameChars) continue;
    yield part;
    part = [];
    size = 0;
  }
  if (part.length > 0) yield part;
}
