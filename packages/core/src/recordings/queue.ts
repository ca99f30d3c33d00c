import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { topics } from '../bus/bus.ts';
import type { Write } from '../write.ts';

/** Has a recording heard, now or from a time on. Whoever spoke waits behind nothing that can wait longer. */
export async function queueHearing(w: Write, row: RecordingRow, startAfter?: Date): Promise<void> {
  const isTurn = row.is_pending_message;
  await w.enqueue('recording.transcribe', { recording_id: row.id, is_turn: isTurn }, startAfter);
  if (isTurn && startAfter === undefined) w.publish(topics.turnWaits, '');
}
