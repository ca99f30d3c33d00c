import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { create } from 'zustand';
import { type Decision, decide } from './decisions.ts';

interface Held {
  item: InboxItem;
  decision: Decision;
  timer: ReturnType<typeof setTimeout> | null;
}
interface HeldStore {
  /** Items that are decided and not confirmed gone yet. */
  held: ReadonlyMap<string, Held>;
}

/** Approvals and cancellations are final, so undo is honest only before they are sent. */
export const undoMs = 5_000;

export const useHeld = create<HeldStore>(() => ({ held: new Map() }));

function set(id: string, held: Held | null): void {
  const next = new Map(useHeld.getState().held);
  if (held === null) next.delete(id);
  else next.set(id, held);
  useHeld.setState({ held: next });
}

type OnEnd = (item: InboxItem, error: unknown) => void;

/** Takes an item out of sight at once and sends the decision when the time for an undo is over. */
export function hold(item: InboxItem, decision: Decision, onEnd: OnEnd): void {
  const timer = setTimeout(() => void send(item, decision, onEnd), undoMs);
  set(item.id, { item, decision, timer });
}

export function undo(id: string): void {
  const held = useHeld.getState().held.get(id);
  if (held?.timer == null) return;
  clearTimeout(held.timer);
  set(id, null);
}

/** Sends all that waits for its undo to pass, because the page goes away. */
export function sendHeldNow(onEnd: OnEnd): void {
  for (const { item, decision, timer } of useHeld.getState().held.values()) {
    if (timer === null) continue;
    clearTimeout(timer);
    void send(item, decision, onEnd);
  }
}

async function send(item: InboxItem, decision: Decision, onEnd: OnEnd): Promise<void> {
  set(item.id, { item, decision, timer: null });
  try {
    await decide(item, decision);
    onEnd(item, null);
  } catch (error) {
    set(item.id, null);
    onEnd(item, error);
  }
}

/** Whether an item stands decided; the same task that waits anew later is another wait. */
export const isHeld = (held: HeldStore['held'], item: InboxItem): boolean =>
  held.get(item.id)?.item.since === item.since;

/** What the list no longer holds needs no hiding. */
export function forgetGone(items: readonly InboxItem[]): void {
  const known = new Set(items.map(({ id }) => id));
  for (const [id, { timer }] of useHeld.getState().held) if (timer === null && !known.has(id)) set(id, null);
}
