import type { Db } from '@overmind/db/database';
import { listDiscussionEvents, type StoredEvent } from '@overmind/db/queries/discussions/events';
import { apply } from '@overmind/domain/discussions/fold';
import type { DiscussionState } from '@overmind/domain/discussions/state';

/** A discussion as its first events say. Nothing in it is ever changed in place. */
export interface Held {
  seq: number;
  state: DiscussionState;
}

const pageSize = 200;
/** Long texts take their time to be compared; others wait no longer than this. */
const mostMs = 10;

const giveWay = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What events lead to; null for none. Gives way to others while it reads. */
export async function foldGently(
  events: Iterable<StoredEvent>,
  known: Held | null = null,
): Promise<Held | null> {
  let held = known;
  let since = performance.now();
  for (const { seq, event } of events) {
    const state = apply(held?.state ?? null, event);
    if (state !== null) held = { seq, state };
    if (performance.now() - since < mostMs) continue;
    await giveWay();
    since = performance.now();
  }
  return held;
}

/** Where a discussion stands by its events; goes on from what is known of it. Null where there is none. */
export async function readState(db: Db, id: string, known: Held | null = null): Promise<Held | null> {
  let held = known;
  for (;;) {
    const events = await listDiscussionEvents(db, id, held?.seq ?? 0, pageSize);
    held = await foldGently(events, held);
    if (events.length < pageSize) return held;
  }
}
