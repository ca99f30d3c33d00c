import { Readable } from 'node:stream';
import type { Transcript } from '@overmind/contracts/entities/recording';
import { newId, toJson } from '@overmind/db/database';
import { deleteCapture } from '@overmind/db/queries/voice/captures';
import { findRecordingRow, insertRecording, type RecordingRow } from '@overmind/db/queries/voice/recordings';
import { readContainer } from '@overmind/speech/decoding/container';
import { Peaks } from '@overmind/speech/decoding/peaks';
import { SpeechError } from '@overmind/speech/speech-error';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Keep, placeFiles } from '../files/place.ts';
import { removeFiles } from '../files/remove.ts';
import { told } from '../recordings/event.ts';
import { mimeTypeOf } from '../recordings/mime.ts';
import { peakCount, toPeaks } from '../recordings/peaks.ts';
import { queueHearing } from '../recordings/queue.ts';
import { sayHeard, toSay } from '../recordings/say-heard.ts';
import { titleOfSpoken } from '../recordings/title.ts';
import { type Write, write } from '../write.ts';
import {
  type Capture,
  cancelCapture,
  folderOf,
  lockHeld,
  partsOf,
  readCapture,
  TakenOverError,
} from './capture.ts';
import { textOf } from './correct.ts';
import { mostBytesOf, samplesOf } from './format.ts';
import { asWav } from './wav.ts';

export interface Heard {
  transcript: Transcript;
  engine: string;
}

export interface Finish {
  /** Null where it is still to be heard. */
  heard: Heard | null;
  /** Its text is said in the conversation, in the name of whoever spoke. */
  isSaid: boolean;
}

/** How a turn ends whose last bytes are still being stored, so that its file is written meanwhile. */
export interface Ending {
  /** All of it. */
  content: AsyncIterable<Buffer>;
  /** Known once all of it is stored; null where nothing was said that is to be kept. */
  finish: Promise<Finish | null>;
}

interface Stored {
  path: string;
  mime_type: string;
  size_bytes: number;
  sha256: string;
  duration_ms: number | null;
  peaks: number[];
}

const headroomBytes = 1024;
/** Storing two minutes of sound takes no longer. */
const graceMs = 3_600_000;

interface Place {
  path: string;
  content: AsyncIterable<Buffer>;
}

async function storeSamples(core: Core, capture: Capture, { path, content }: Place): Promise<Stored> {
  const format = samplesOf(capture.format);
  if (format === null) return storeFile(core, capture, { path, content });
  const peaks = new Peaks();
  const wav = asWav(content, { ...format, sizeBytes: capture.size_bytes }, (samples) => peaks.add(samples));
  const most = 2 * mostBytesOf(capture.format) + headroomBytes;
  const { sizeBytes, sha256 } = await core.storage.put(path, Readable.from(wav), most);
  const duration_ms = Math.round(((sizeBytes - 44) / 2 / format.rate) * 1000);
  return {
    ...{ path, mime_type: 'audio/wav', size_bytes: sizeBytes, sha256, duration_ms },
    peaks: toPeaks(peaks.toArray(peakCount)),
  };
}

/**
 * A file of a browser's recorder, by its first bytes: one that is of no kind of sound is nothing. Whether one that is
 * can be heard is found by hearing it, which may be tried again; here, what fails for a moment would lose it.
 */
async function storeFile(core: Core, capture: Capture, { path, content }: Place): Promise<Stored> {
  const most = mostBytesOf(capture.format) + headroomBytes;
  const { sizeBytes, sha256 } = await core.storage.put(path, Readable.from(content), most);
  const { container } = await core.storage.onThisMachine(path, readContainer);
  if (container === null)
    throw new SpeechError('bad_audio', 'What was recorded is no sound that is known here.');
  const mime_type = mimeTypeOf(container);
  return { ...{ path, mime_type, size_bytes: sizeBytes, sha256 }, duration_ms: null, peaks: [] };
}

async function keep(
  w: Write,
  capture: Capture,
  stored: Stored,
  { heard, isSaid }: Finish,
): Promise<RecordingRow> {
  const text = heard === null ? null : textOf(heard.transcript.segments);
  const row = await insertRecording(w.tx, {
    ...{ id: capture.id, project_id: capture.project_id, conversation_id: capture.conversation_id },
    ...{ title: titleOfSpoken(text ?? '', capture.opened_at), source: 'voice', storage_path: stored.path },
    ...{ mime_type: stored.mime_type, size_bytes: stored.size_bytes, sha256: stored.sha256 },
    ...{ duration_ms: stored.duration_ms, peaks: toJson(stored.peaks), wanted_language: capture.language },
    ...(heard === null
      ? { is_pending_message: isSaid }
      : {
          ...{ status: 'transcribed', transcript_text: text, transcript_json: toJson(heard.transcript) },
          ...{
            engine: heard.engine,
            language: heard.transcript.language,
            transcribed_ms: stored.duration_ms ?? 0,
          },
        }),
    created_by_user_id: capture.user_id,
    // What was said before the server went away is as old as it is.
    created_at: capture.stopped_at ?? capture.opened_at,
  });
  w.emit(row.project_id, 'recording.created', row.id, told(row));
  if (heard === null) await queueHearing(w, row);
  else if (isSaid && text !== null && text !== '') return sayHeard(w, row, toSay(heard.transcript.segments));
  return row;
}

/**
 * Makes a recording of what was spoken, and a message where it is to be said. Null when there is nothing: no byte was
 * stored. Finishing what is finished already answers the recording. Rejects with `SpeechError` for bytes that are no
 * sound, of which nothing stays, and with `TakenOverError`, changing nothing, when somebody else goes on with it.
 */
export const finishCapture = (core: Core, capture: Capture, finish: Finish): Promise<RecordingRow | null> =>
  finishStoring(core, capture, { content: readCapture(core, capture.id), finish: Promise.resolve(finish) });

/**
 * The same for a capture whose end is still being stored; null too where it ends as nothing. Where `ending.finish`
 * rejects, so does this, and changes nothing.
 */
export async function finishStoring(
  core: Core,
  capture: Capture,
  ending: Ending,
): Promise<RecordingRow | null> {
  const call: Call = capture.user_id === null ? systemCall : speakerCall(capture.user_id);
  const drop = (): Promise<null> => cancelCapture(core, call, capture).then(() => null);
  if (capture.size_bytes === 0) return ending.finish.then(drop);
  const ended = Promise.allSettled([ending.finish]);
  // Two may be finishing it at once, and only one of them keeps its file.
  const path = `${folderOf(capture)}/audio-${newId()}`;
  return placeFiles(core, path, graceMs, async (keepFile) => {
    // Both are waited for, whatever becomes of the other: a file that is still being written could not be removed.
    const storing = Promise.allSettled([storeSamples(core, capture, { path, content: ending.content })]);
    const [[end], [stored]] = await Promise.all([ended, storing]);
    if (end.status === 'rejected') throw end.reason;
    if (end.value === null) return drop();
    if (stored.status === 'fulfilled')
      return keepStored(core, capture, { call, stored: stored.value, finish: end.value, keepFile });
    if (isNoSound(stored.reason)) await drop();
    throw stored.reason;
  });
}

interface Keeping {
  call: Call;
  stored: Stored;
  finish: Finish;
  keepFile: Keep;
}

const keepStored = (
  core: Core,
  capture: Capture,
  { call, stored, finish, keepFile }: Keeping,
): Promise<RecordingRow | null> =>
  write(core, call, async (w) => {
    const locked = await lockHeld(w.tx, capture);
    if (locked === null) return findRecordingRow(w.tx, capture.id);
    if (locked.size_bytes !== capture.size_bytes) throw new TakenOverError();
    const row = await keep(w, locked, stored, finish);
    await deleteCapture(w.tx, capture.id);
    await keepFile(w);
    await removeFiles(core, w, partsOf(capture));
    return row;
  });

const isNoSound = (error: unknown): boolean =>
  error instanceof Error && 'fault' in error && error.fault === 'bad_audio';

const speakerCall = (userId: string): Call => ({
  ...systemCall,
  actor: { kind: 'relayer', userId },
});
