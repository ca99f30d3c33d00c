import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import type { StoredEvent } from '@overmind/db/queries/discussions/events';
import { findMisfit } from '@overmind/domain/discussions/check-history';
import { foldGently, type Held } from './state.ts';

const dayMs = 86_400_000;

export type CheckedEvents = { ok: true; events: StoredEvent[] } | { ok: false; at: number; misfit: string };

/**
 * The events of a discussion from elsewhere, numbered, where each can have happened after those before it. One that had
 * not ended is paused, also while it waits for an answer: nothing of it goes on before a person wants it to.
 */
export async function checkEvents(given: Iterable<DiscussionEvent>, nowMs: number): Promise<CheckedEvents> {
  const events: StoredEvent[] = [];
  let held: Held | null = null;
  for (const event of given) {
    const misfit: string | null =
      event.at_ms > nowMs + dayMs ? 'it happened in the future' : findMisfit(held?.state ?? null, event);
    if (misfit !== null) return { ok: false, at: events.length, misfit };
    const stored = { seq: events.length + 1, event };
    held = await foldGently([stored], held);
    events.push(stored);
  }
  if (held === null) return { ok: false, at: 0, misfit: 'it does not begin with its opening' };
  const { state } = held;
  if (state.ending === null && !state.isPaused)
    events.push({ seq: events.length + 1, event: { type: 'paused', at_ms: state.lastAtMs } });
  return { ok: true, events };
}
