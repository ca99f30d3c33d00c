import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { closeCodes } from '@overmind/contracts/frames/line';
import { topics } from '@overmind/core/bus/bus';
import type { Core } from '@overmind/core/core';
import { findEventRange, listEventsAfter } from '@overmind/db/queries/projects/events';
import type { Viewer } from './viewer.ts';

const pageSize = 500;
/** Events kept as text, so that many who reconnect at once cost one read. */
const ringSize = 2_000;

interface Frame {
  seq: number;
  text: string;
}

const toFrame = (event: RealtimeEvent): Frame => ({ seq: event.seq, text: JSON.stringify(event) });

/**
 * One project's events for all its viewers on this node. Each event is read and serialised once. A viewer
 * first catches up to where the feed stands and then goes along with it; both send only the next number.
 */
export class EventFeed {
  readonly #core: Core;
  readonly #projectId: string;
  readonly #live = new Set<Viewer>();
  readonly #unsubscribe: () => void;
  #reading: Promise<void> | null = null;
  #ring: Frame[] = [];
  #lastSeq = 0;
  #pumping = false;
  #isWoken = false;
  viewers = 0;

  constructor(core: Core, projectId: string) {
    this.#core = core;
    this.#projectId = projectId;
    this.#unsubscribe = core.bus.subscribe(topics.events(projectId), () => this.wake());
  }

  /** Knows where the project stands; a read that failed is done again by the next who asks. */
  #ready(): Promise<void> {
    this.#reading ??= findEventRange(this.#core.db, this.#projectId).then(
      (range) => {
        this.#lastSeq = Math.max(this.#lastSeq, range?.latest ?? 0);
      },
      (error: unknown) => {
        this.#reading = null;
        throw error;
      },
    );
    return this.#reading;
  }

  close(): void {
    this.#unsubscribe();
    this.#live.clear();
  }

  /** Reads what is new; a wake-up during a read makes it read once more. */
  wake(): void {
    this.#isWoken = true;
    if (this.#pumping) return;
    this.#pumping = true;
    this.#pump().catch((error: unknown) => {
      this.#pumping = false;
      this.#core.log.warn(
        { err: error, project_id: this.#projectId },
        'events could not be read; trying again',
      );
    });
  }

  async #pump(): Promise<void> {
    await this.#ready();
    while (this.#isWoken) {
      this.#isWoken = false;
      for (
        let page = await this.#readAfter(this.#lastSeq);
        page.length > 0;
        page = await this.#readAfter(this.#lastSeq)
      ) {
        this.#deliver(page);
      }
    }
    this.#pumping = false;
  }

  async #readAfter(seq: number): Promise<Frame[]> {
    return (await listEventsAfter(this.#core.db, this.#projectId, seq, pageSize)).map(toFrame);
  }

  #deliver(page: Frame[]): void {
    this.#lastSeq = page.at(-1)?.seq ?? this.#lastSeq;
    this.#ring = [...this.#ring, ...page].slice(-ringSize);
    for (const viewer of this.#live) this.#sendTo(viewer, page);
  }

  #sendTo(viewer: Viewer, page: readonly Frame[]): void {
    for (const frame of page) {
      if (frame.seq <= viewer.eventSeq) continue;
      // What lies between is no longer kept: it comes back and is told to resync, never left in silence.
      if (frame.seq !== viewer.eventSeq + 1)
        return viewer.socket.close(closeCodes.going_away, 'events expired');
      if (!viewer.send(frame.text)) return;
      viewer.eventSeq = frame.seq;
    }
  }

  /** The range a viewer can resume in. */
  async range(): Promise<{ oldest: number; latest: number }> {
    await this.#ready();
    return (await findEventRange(this.#core.db, this.#projectId)) ?? { oldest: 1, latest: 0 };
  }

  /** Sends all after `viewer.eventSeq`, then keeps the viewer up to date until `leave`. */
  async join(viewer: Viewer): Promise<void> {
    await this.#ready();
    while (viewer.eventSeq < this.#lastSeq && viewer.isOpen) {
      const [first] = this.#ring;
      const fromRing = first !== undefined && first.seq <= viewer.eventSeq + 1;
      const page = fromRing ? this.#ring : await this.#readAfter(viewer.eventSeq);
      if (page.length === 0) break;
      for (const frame of page) {
        this.#sendTo(viewer, [frame]);
        if (!viewer.hasRoom) await viewer.drained();
      }
    }
    if (viewer.isOpen) this.#live.add(viewer);
  }

  leave(viewer: Viewer): void {
    this.#live.delete(viewer);
  }
}
