import type { Core } from '@overmind/core/core';
import { EventFeed } from './event-feed.ts';
import { LogFeed } from './log-feed.ts';
import type { Viewer } from './viewer.ts';

/** While the bus is away the database is read this often. */
const fallbackMs = 1_000;
/** Even a bus that seems well may lose a message. */
const safetyTicks = 15;

/** The feeds of the projects that someone on this node looks at. */
export class Feeds {
  readonly #core: Core;
  readonly #events = new Map<string, EventFeed>();
  readonly #logs = new Map<string, LogFeed>();
  readonly #viewers = new Set<Viewer>();
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  #ticks = 0;

  constructor(core: Core) {
    this.#core = core;
    this.#timer = setInterval(() => this.#tick(), fallbackMs);
    this.#unsubscribe = core.bus.onReconnect(() => this.#recheckAll());
  }

  get viewers(): ReadonlySet<Viewer> {
    return this.#viewers;
  }

  #tick(): void {
    this.#ticks = (this.#ticks + 1) % safetyTicks;
    if (!this.#core.bus.isConnected || this.#ticks === 0) this.#recheckAll();
  }

  #recheckAll(): void {
    for (const feed of this.#events.values()) feed.wake();
    for (const feed of this.#logs.values()) feed.recheck();
  }

  eventsOf(projectId: string): EventFeed {
    const feed = this.#events.get(projectId) ?? new EventFeed(this.#core, projectId);
    this.#events.set(projectId, feed);
    return feed;
  }

  logsOf(projectId: string): LogFeed {
    const feed = this.#logs.get(projectId) ?? new LogFeed(this.#core, projectId);
    this.#logs.set(projectId, feed);
    return feed;
  }

  add(viewer: Viewer): void {
    this.#viewers.add(viewer);
    this.eventsOf(viewer.projectId).viewers += 1;
  }

  /** The last viewer to leave a project ends its feeds. */
  remove(viewer: Viewer): void {
    if (!this.#viewers.delete(viewer)) return;
    const events = this.eventsOf(viewer.projectId);
    events.leave(viewer);
    events.viewers -= 1;
    const logs = this.#logs.get(viewer.projectId);
    logs?.leave(viewer);
    if (events.viewers > 0) return;
    events.close();
    logs?.close();
    this.#events.delete(viewer.projectId);
    this.#logs.delete(viewer.projectId);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const feed of this.#events.values()) feed.close();
    for (const feed of this.#logs.values()) feed.close();
  }
}
