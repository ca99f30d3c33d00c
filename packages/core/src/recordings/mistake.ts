import type { Tx } from '@overmind/db/database';
import { listTasksOfRecording } from '@overmind/db/queries/voice/recording-links';
import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { shortestTurnMs } from '../voice/format.ts';
import { isUnnamed } from './title.ts';

/**
 * Whether a recording, once it is heard, is of a press of the button by mistake, as when somebody left the page right
 * after it: its speaker ended no turn, no word is in it, and nobody has made anything of it since.
 */
export async function isMistake(tx: Tx, row: RecordingRow, text: string): Promise<boolean> {
  const isShort = row.duration_ms !== null && row.duration_ms < shortestTurnMs;
  const isEmpty = text === '' && row.transcript_json === null;
  if (!isShort || !isEmpty || row.is_pending_message || !isUnnamed(row)) return false;
  return (await listTasksOfRecording(tx, row.id)).length === 0;
}
