import type { Recording } from '@overmind/contracts/entities/recording';
import { type RecordingRow, toRecording } from '@overmind/db/queries/voice/recordings';

/** What events tell of a recording. The title of one that was spoken is its words, and events outlive what is deleted. */
export function told(row: RecordingRow): Partial<Recording> {
  const { title, ...rest } = toRecording(row);
  return row.source === 'voice' ? rest : { ...rest, title };
}
