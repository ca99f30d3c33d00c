import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { create } from 'zustand';
import { type Decision, decide } from './decisions.ts';

export interface Held {
  item: InboxItem;
  decision: Decision;
  /** Keeps it from being sent; null once it is on its way. */
  stop: (() => void) | null;
}
interface HeldStore {
  /** Items that are decided and not confirmed gone yet. */
  held: ReadonlyMap<string, Held>;
  /** Approvals and cancellations are final, so undo is honest only before they are sent. */
  undoMs: number;
}

/** A request that is denied by itself soon has to be answered before that. */
const marginMs = 3_000;

export const useHeld = create<HeldStore>(() => ({ held: new Map(), undoMs: 5_000 }));

function holdMs({ permission }: InboxItem): number {
  const { undoMs } = useHeld.getState();
  if (permission === null) return undoMs;
  return Math.max(0, Math.min(undoMs, Date.parse(permission.expires_at) - Date.now() - marginMs));
}

function set(id: string, held: Held | null): void {
  const next = new Map(useHeld.getState().held);
  if (held === null) next.delete(id);
  else next.set(id, held);
  useHeld.setState({ held: next });
}

interface Ends {
  /** The decision goes out, so it cannot be taken back any more. */
  onSend(): void;
  onEnd(error: unknown): void;
}

/**
 * Takes an item out of sight at once and sends the decision when the time for an undo is over, also when another
 * page of the app is open by then; leaving the app sends it at once.
 */
export function hold(item: InboxItem, decision: Decision, ends: Ends): void {
  useHeld.getState().held.get(item.id)?.stop?.();
  const sendNow = () => {
    stop();
    void send(item, decision, ends);
  };
  const timer = setTimeout(sendNow, holdMs(item));
  window.addEventListener('pagehide', sendNow);
  const stop = () => {
    clearTimeout(timer);
    window.removeEventListener('pagehide', sendNow);
  };
  set(item.id, { item, decision, stop });
}

export function undo(id: string): void {
  const held = useHeld.getState().held.get(id);
  if (held?.stop == null) return;
  held.stop();
  set(id, null);
}

async function send(item: InboxItem, decision: Decision, { onSend, onEnd }: Ends): Promise<void> {
  set(item.id, { item, decision, stop: null });
  onSend();
  try {
    await decide(item, decision);
    onEnd(null);
  } catch (error) {
    set(item.id, null);
    onEnd(error);
  }
}

/** Whether an item stands decided; the same task that waits anew later is another wait. */
export const isHeld = (held: HeldStore['held'], item: InboxItem): boolean =>
  held.get(item.id)?.item.since === item.since;

/** What the list no longer holds needs no hiding. */
export function forgetGone(items: readonly InboxItem[]): void {
  const known = new Set(items.map(({ id }) => id));
  for (const [id, { stop }] of useHeld.getState().held) if (stop === null && !known.has(id)) set(id, null);
}
