import { listCorrectionsOf } from '@overmind/db/queries/voice/corrections';
import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { decode } from '@overmind/speech/decoding/decode';
import { speechRate } from '@overmind/speech/pcm';
import type { Segment } from '@overmind/speech/recognition';
import { SpeechError } from '@overmind/speech/speech-error';
import type { Core } from '../core.ts';
import { correcting } from '../voice/correct.ts';
import { speechFor } from '../voice/speech-for.ts';
import { findVocabulary } from '../voice/vocabulary.ts';
import { SegmentStore } from './segment-store.ts';
import { Turn } from './turn.ts';
import { whileAlive } from './while-alive.ts';

/** Tells of the first piece, and what it took. Where nothing is left there is a moment of silence to be heard. */
async function* beginning(
  pieces: AsyncIterable<Float32Array>,
  begun: (tookMs: number) => void,
): AsyncGenerator<Float32Array> {
  const askedAt = Date.now();
  let isBegun = false;
  for await (const piece of pieces) {
    if (!isBegun) begun(Date.now() - askedAt);
    isBegun = true;
    yield piece;
  }
  if (!isBegun) yield new Float32Array(speechRate / 10);
}

/** More than what places in a file are off by. */
const mostMissingS = 2;

/** A decoder that was killed in the middle leaves less than there was when it was looked through. */
function requireWhole({ duration_ms }: RecordingRow, decodedS: number): void {
  if (duration_ms === null || decodedS >= duration_ms / 1000 - mostMissingS) return;
  throw new SpeechError('failed', 'Only a part of the sound could be read. Hear it again.');
}

export interface HeardBy {
  language: string;
  engine: string;
}

/** So much silence is as good as a sentence to end a slice after. */
const leastSilenceS = 1;

/**
 * Hears a recording on from where it is heard to; null when there is more to hear. Each slice stores a sentence at
 * least, or that nobody speaks for some time, so that it comes to an end. A service tells many sentences at once, also
 * after its turn is over: all that is told is stored, and what was heard to its end is heard, however long it took.
 */
export async function hearSlice(core: Core, row: RecordingRow): Promise<HeardBy | null> {
  const speech = await speechFor(core, row.project_id, 'recognition');
  const [vocabulary, corrections, health] = await Promise.all([
    findVocabulary(core, row.project_id),
    listCorrectionsOf(core.db, row.project_id),
    speech.health(),
  ]);
  const store = new SegmentStore(core, row, correcting(corrections));
  const turn = new Turn(core, row);
  const tell = (segment: Segment): void => {
    store.add(segment);
    turn.heard();
  };
  const onProgress = (_: number, toldS: number): void => {
    if (toldS < leastSilenceS) return;
    store.pass(toldS, turn.isOver);
    turn.heard();
  };
  const language = row.wanted_language === null ? {} : { language: row.wanted_language };
  try {
    const end = await whileAlive(core, row.id, async (gone) => {
      const signal = AbortSignal.any([turn.signal, gone]);
      return core.storage.onThisMachine(row.storage_path, async (file) => {
        const fromS = row.transcribed_ms / 1000;
        const decoded = await decode(file, { signal, fromS });
        const pieces = beginning(decoded.pieces, (tookMs) => turn.begin(tookMs));
        const end = await speech.recognise(pieces, tell, { vocabulary, ...language, signal, onProgress });
        if (turn.signal.aborted && decoded.summary === null) return null;
        requireWhole(row, fromS + (decoded.summary?.durationS ?? 0));
        return end;
      });
    });
    return end === null ? null : { language: end.language, engine: health.recognition.engine };
  } catch (error) {
    if (turn.signal.aborted) return null;
    throw error;
  } finally {
    turn.end();
    // Whoever goes on begins behind the last that is stored.
    await store.end();
  }
}
