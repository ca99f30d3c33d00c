import { toJson } from '@overmind/db/database';
import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { decode } from '@overmind/speech/decoding/decode';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { changeRecording } from './change.ts';
import { peakCount, toPeaks } from './peaks.ts';
import { whileAlive } from './while-alive.ts';

/**
 * Counts how long a recording is and how loud over its length, by decoding it once: what files say of themselves is
 * missing or wrong too often. Rejects with `SpeechError` for what holds no sound.
 */
export async function survey(core: Core, row: RecordingRow): Promise<RecordingRow | null> {
  const summary = await whileAlive(core, row.id, (signal) =>
    core.storage.onThisMachine(row.storage_path, async (file) => {
      const decoded = await decode(file, { peakCount, signal });
      for await (const piece of decoded.pieces) if (piece.length === 0) break;
      return decoded.summary;
    }),
  );
  if (summary === null) return null;
  const { durationS, note, peaks } = summary;
  const known = { duration_ms: Math.round(durationS * 1000), notice: note, peaks: toJson(toPeaks(peaks)) };
  return write(core, systemCall, (w) => changeRecording(w, row.id, known));
}
