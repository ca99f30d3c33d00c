import type { LogFrame } from '@overmind/contracts/frames/client';
import { topics } from '@overmind/core/bus/bus';
import type { Core } from '@overmind/core/core';
import { listLogLines } from '@overmind/db/queries/execution/run-logs';
import type { Viewer } from './viewer.ts';

const pageSize = 1_000;

/** Where one viewer stands in one run's log. */
interface Subscription {
  viewer: Viewer;
  runId: string;
  sentSeq: number;
  /** The highest line known to be stored. */
  wantedSeq: number;
  isCatchingUp: boolean;
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
  /** Viewers of every live run. */
  readonly #everything = new Set<Viewer>();

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
    this.#everything.add(viewer);
  }

  follow(viewer: Viewer, runId: string, afterSeq: number): void {
    this.unfollow(viewer, runId);
    const subscription = this.#add(viewer, runId, afterSeq);
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
    for (const viewers of this.#subscriptions.values()) {
      for (const subscription of viewers.values()) this.#catchUp(subscription);
    }
  }

  #add(viewer: Viewer, runId: string, afterSeq: number): Subscription {
    const viewers = this.#subscriptions.get(runId) ?? new Map<Viewer, Subscription>();
    this.#subscriptions.set(runId, viewers);
    const subscription = { viewer, runId, sentSeq: afterSeq, wantedSeq: afterSeq, isCatchingUp: false };
    viewers.set(viewer, subscription);
    return subscription;
  }

  #receive(lines: StoredLines): void {
    for (const viewer of this.#everything) {
      const isKnown = this.#subscriptions.get(lines.runId)?.has(viewer) ?? false;
      if (!isKnown) this.#add(viewer, lines.runId, lines.firstSeq - 1);
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
    for (;;) {
      const lines = await listLogLines(this.#core.db, runId, subscription.sentSeq, pageSize);
      const first = lines[0];
      const last = lines.at(-1);
      if (!first || !last) {
        // A write that was announced is committed, so the next read has it.
        if (subscription.wantedSeq <= subscription.sentSeq || !viewer.isOpen) return;
        continue;
      }
      const frame: LogFrame = {
        type: 'agent.run.log.appended',
        ts: new Date().toISOString(),
        project_id: this.#projectId,
        run_id: runId,
        first_seq: first.seq,
        last_seq: last.seq,
        lines,
      };
      if (!viewer.send(JSON.stringify(frame))) return;
      subscription.sentSeq = last.seq;
      await viewer.drained();
    }
  }
}
