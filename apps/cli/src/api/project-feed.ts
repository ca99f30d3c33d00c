import { LiveClient } from '@overmind/client/live';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import type { LogFrame, TranscriptFrame, TransientFrame } from '@overmind/contracts/frames/client';
import { getSnapshot, type Snapshot } from '@overmind/contracts/routes/projects';
import WebSocket from 'ws';
import { exitCodes, Failure } from '../failure.ts';
import type { Session } from './session.ts';

export interface FeedHandlers {
  onLog?: (frame: LogFrame) => void;
  onTranscript?: (frame: TranscriptFrame) => void;
  /** A run began, went on or ended. */
  onRun?: (run: Run) => void;
  onEvent?: (event: RealtimeEvent) => void;
  onTransient?: (frame: TransientFrame) => void;
}

/** A project as it is now, kept true by its live events. Whoever opens it disposes of it. */
export class ProjectFeed implements Disposable {
  readonly tasks = new Map<string, Task>();
  readonly runs = new Map<string, Run>();
  readonly messages = new Map<string, Message>();
  readonly #session: Session;
  readonly #projectId: string;
  readonly #handlers: FeedHandlers;
  readonly #live: LiveClient;
  readonly #watchers = new Set<() => void>();
  readonly #changes = new Map<string, number>();
  #resyncs = 0;
  #failure: Failure | null = null;

  private constructor(session: Session, snapshot: Snapshot, handlers: FeedHandlers) {
    this.#session = session;
    this.#projectId = snapshot.project.id;
    this.#handlers = handlers;
    this.#load(snapshot);
    this.#live = new LiveClient({
      baseUrl: session.url,
      projectId: this.#projectId,
      afterSeq: snapshot.seq,
      token: () => session.token,
      WebSocket: WebSocket as never, // Its listeners are typed more narrowly than the part that is used.
      onEvent: (event) => this.#apply(event),
      onResync: () => void this.#resync(),
      onState: (state) => {
        if (state === 'unauthenticated')
          this.#fail(
            new Failure('You are not signed in any more. Run: npx overmind login', exitCodes.notSignedIn),
          );
        if (state === 'forbidden') this.#fail(new Failure('You are not a member of this project any more.'));
      },
      onLog: (frame) => {
        handlers.onLog?.(frame);
        this.#changed();
      },
      ...(handlers.onTransient === undefined ? {} : { onTransient: handlers.onTransient }),
      onTranscript: (frame) => {
        handlers.onTranscript?.(frame);
        this.#changed();
      },
    });
  }

  static async open(
    session: Session,
    projectId: string,
    handlers: FeedHandlers = {},
  ): Promise<{ feed: ProjectFeed; snapshot: Snapshot }> {
    const snapshot = await session.client.call(getSnapshot, { params: { id: projectId } });
    const feed = new ProjectFeed(session, snapshot, handlers);
    feed.#live.start();
    return { feed, snapshot };
  }

  /** Asks for a run's log lines after a number, and for the steps of its transcript after another. */
  subscribe(runId: string, afterSeq: number, transcriptAfterSeq?: number): void {
    this.#live.subscribe(runId, afterSeq, transcriptAfterSeq);
  }

  /** How often a discussion changed, or may have: whoever waits for another number misses no change. */
  changesOf(discussionId: string): number {
    return this.#resyncs + (this.#changes.get(discussionId) ?? 0);
  }

  /** Resolves with what the condition finds, looked at after each change. Throws with `sentence` at the limit. */
  until<T>(condition: () => T | undefined, limit?: { ms: number; sentence: string }): Promise<T> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (): void => {
        const found = this.#failure ?? condition();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#watchers.delete(settle);
        if (found === this.#failure) reject(found);
        else resolve(found as T);
      };
      if (limit !== undefined) timer = setTimeout(() => this.#fail(new Failure(limit.sentence)), limit.ms);
      this.#watchers.add(settle);
      settle();
    });
  }

  /** Whoever still waits for something is refused. */
  [Symbol.dispose](): void {
    this.#live.stop();
    this.#fail(new Failure('The project is followed no more.'));
  }

  #fail(failure: Failure): void {
    this.#failure = failure;
    this.#changed();
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  #load(snapshot: Snapshot): void {
    for (const task of snapshot.tasks) this.tasks.set(task.id, task);
    for (const run of snapshot.runs) this.runs.set(run.id, run);
    for (const message of snapshot.messages) this.messages.set(message.id, message);
  }

  async #resync(): Promise<void> {
    try {
      const snapshot = await this.#session.client.call(getSnapshot, { params: { id: this.#projectId } });
      this.#load(snapshot);
      this.#resyncs += 1;
      this.#live.resumeFrom(snapshot.seq);
      this.#changed();
    } catch (error) {
      this.#fail(new Failure(error instanceof Error ? error.message : String(error)));
    }
  }

  #apply(event: RealtimeEvent): void {
    const { type, entity } = event;
    const [kind] = type.split('.', 1);
    if (kind === 'task' && type !== 'task.event.appended') merge(this.tasks, entity);
    if (type === 'conversation.message.created') merge(this.messages, entity);
    if (runEvents.has(type)) {
      merge(this.runs, entity);
      const run = this.runs.get(entity.id);
      if (run !== undefined) this.#handlers.onRun?.(run);
    }
    if (type === 'discussion.updated') this.#changes.set(entity.id, (this.#changes.get(entity.id) ?? 0) + 1);
    this.#handlers.onEvent?.(event);
    this.#changed();
  }
}

/** Those whose entity is a run. */
const runEvents: ReadonlySet<RealtimeEvent['type']> = new Set([
  ...(['agent.run.queued', 'agent.run.started', 'agent.run.updated', 'agent.run.completed'] as const),
]);

/** The contract of `EventEntity`: a whole entity when it is new, else the changed fields of a known one. */
function merge<T>(known: Map<string, T>, entity: RealtimeEvent['entity']): void {
  known.set(entity.id, { ...known.get(entity.id), ...entity.patch } as T);
}
