import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { topics } from '../bus/bus.ts';
import type { Write } from '../write.ts';

/** What one worker at a time does. */
export const hearingOf = (id: string): string => `recording:${id}`;

interface Queueing {
  startAfter?: Date | undefined;
  /** Somebody has just asked for it, so that it comes before what waits by itself. */
  isAsked?: boolean;
  /** So often in a row the service took no more. */
  refusals?: number;
}

/** Has a recording heard, now or from a time on. Whoever spoke waits behind nothing that can wait longer. */
export async function queueHearing(w: Write, row: RecordingRow, queueing: Queueing = {}): Promise<void> {
  const { startAfter, isAsked = false, refusals = 0 } = queueing;
  const isTurn = row.is_pending_message;
  const job = { recording_id: row.id, is_turn: isTurn, is_asked: isAsked, refusals };
  await w.enqueue('recording.transcribe', job, startAfter);
  if (isTurn && startAfter === undefined) w.publish(topics.turnWaits, '');
}
