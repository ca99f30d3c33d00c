import type { LogLine } from '@overmind/contracts/entities/run';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { topics } from '@overmind/core/bus/bus';
import type { Core } from '@overmind/core/core';
import { EventFeed } from './event-feed.ts';
import { RunFeed } from './run-feed.ts';
import { logSource, transcriptSource } from './run-sources.ts';
import type { Viewer } from './viewer.ts';

/** While the bus is away the database is read this often. */
const fallbackMs = 1_000;
/** Even a bus that seems well may lose a message. */
const safetyTicks = 15;

/** The feeds of the projects that someone on this node looks at. */
export class Feeds {
  readonly #core: Core;
  readonly #events = new Map<string, EventFeed>();
  readonly #logs = new Map<string, RunFeed<LogLine>>();
  readonly #transcripts = new Map<string, RunFeed<TranscriptChange>>();
  readonly #passing = new Map<string, () => void>();
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
    for (const feed of this.#runFeeds()) feed.recheck();
  }

  eventsOf(projectId: string): EventFeed {
    const feed = this.#events.get(projectId) ?? new EventFeed(this.#core, projectId);
    if (!this.#passing.has(projectId)) this.#passing.set(projectId, this.#passOn(projectId));
    this.#events.set(projectId, feed);
    return feed;
  }

  /**
   * What is heard of recordings and said in discussions just now, for as long as anyone watches; a word that is lost is
   * not repeated.
   */
  #passOn(projectId: string): () => void {
    const send = (frame: string): void => {
      for (const viewer of this.#viewers) if (viewer.projectId === projectId) viewer.send(frame);
    };
    const ends = [topics.hearing(projectId), topics.discussing(projectId)].map((topic) =>
      this.#core.bus.subscribe(topic, send),
    );
    return () => {
      for (const end of ends) end();
    };
  }

  logsOf(projectId: string): RunFeed<LogLine> {
    const feed = this.#logs.get(projectId) ?? new RunFeed(this.#core, projectId, logSource);
    this.#logs.set(projectId, feed);
    return feed;
  }

  transcriptsOf(projectId: string): RunFeed<TranscriptChange> {
    const feed = this.#transcripts.get(projectId) ?? new RunFeed(this.#core, projectId, transcriptSource);
    this.#transcripts.set(projectId, feed);
    return feed;
  }

  #runFeeds(): { recheck(): void; close(): void }[] {
    return [...this.#logs.values(), ...this.#transcripts.values()];
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
    const ofRuns = [this.#logs.get(viewer.projectId), this.#transcripts.get(viewer.projectId)];
    for (const feed of ofRuns) feed?.leave(viewer);
    if (events.viewers > 0) return;
    events.close();
    for (const feed of ofRuns) feed?.close();
    this.#events.delete(viewer.projectId);
    this.#passing.get(viewer.projectId)?.();
    this.#passing.delete(viewer.projectId);
    this.#logs.delete(viewer.projectId);
    this.#transcripts.delete(viewer.projectId);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const feed of this.#events.values()) feed.close();
    for (const feed of this.#runFeeds()) feed.close();
    for (const unsubscribe of this.#passing.values()) unsubscribe();
  }
}
