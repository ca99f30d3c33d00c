import { AppError } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import { deleteSegments, listSegments, listUnheardRecordings } from '@overmind/db/queries/voice/hearing';
import {
  findRecordingRow,
  lockRecording,
  type RecordingRow,
  updateRecordingRow,
} from '@overmind/db/queries/voice/recordings';
import { SpeechError } from '@overmind/speech/speech-error';
import { topics } from '../bus/bus.ts';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { textOf } from '../voice/correct.ts';
import { workAlone } from '../work-alone.ts';
import { type Write, write } from '../write.ts';
import { changeRecording } from './change.ts';
import { hearSlice } from './hear-slice.ts';
import { queueHearing } from './queue.ts';
import { sayHeard, toSay } from './say-heard.ts';
import { survey } from './survey.ts';
import { titleWithWords } from './title.ts';

const busyMs = 5_000;
const retryMs = 10_000;
/** A job may wait behind many others; only one that is lost is added anew. */
const queuedMs = 10 * 60_000;
const mostFailures = 3;
const unexpected =
  'Something went wrong that nobody foresaw, three times. Hear it again; the log of the server says more.';
/** What was said longer ago than this is no longer acted on by itself, only kept. */
const freshMs = 10 * 60_000;
const atOnce = 20;

const isOpen = ({ status }: RecordingRow): boolean => status === 'stored' || status === 'transcribing';

/**
 * Goes on hearing a recording from the last segment that is stored, one slice after the other, each a job of its own:
 * whoever comes after a crash goes on as well. Another worker that does so already is left alone.
 */
export async function hearRecording(core: Core, id: string): Promise<void> {
  await workAlone(core.db, `recording:${id}`, () => hear(core, id));
}

async function hear(core: Core, id: string): Promise<void> {
  const row = await findRecordingRow(core.db, id);
  if (!row || !isOpen(row)) return;
  try {
    const known = row.duration_ms === null ? await survey(core, row) : row;
    if (known === null) return;
    const end = await hearSlice(core, known);
    if (end === null) await goOn(core, id, 0);
    else await complete(core, id, end);
  } catch (error) {
    await fall(core, id, error);
  }
}

const goOn = (core: Core, id: string, inMs: number): Promise<void> =>
  write(core, systemCall, async (w) => {
    const not_before = new Date(Date.now() + inMs + queuedMs);
    const row = await updateRecordingRow(w.tx, id, { not_before });
    if (row === null) return;
    await queueHearing(w, row, inMs === 0 ? undefined : new Date(Date.now() + inMs));
  });

interface End {
  language: string;
  engine: string;
}

const complete = (core: Core, id: string, { language, engine }: End): Promise<void> =>
  write(core, systemCall, async (w) => {
    const row = await lockRecording(w.tx, id);
    if (!row || !isOpen(row)) return;
    const segments = await listSegments(w.tx, id);
    const text = textOf(segments);
    await deleteSegments(w.tx, id);
    const heard = { status: 'transcribed', error: null, transcript_text: text, language, engine } as const;
    const changed = await changeRecording(w, id, {
      ...{ ...heard, transcript_json: toJson({ language, segments }), is_pending_message: false },
      transcribed_ms: row.duration_ms ?? row.transcribed_ms,
      title: titleWithWords(row, text),
    });
    if (row.is_pending_message && text !== '' && isFresh(row)) await sayHeard(w, changed, toSay(segments));
    w.publish(topics.heard(id), '');
  });

const isFresh = (row: RecordingRow): boolean => Date.now() - row.created_at.getTime() < freshMs;

/** What went wrong decides whether it is tried again; the reason stands on the recording when it is not. */
async function fall(core: Core, id: string, error: unknown): Promise<void> {
  const fault = error instanceof SpeechError ? error.fault : null;
  // The server stops: whoever is next goes on.
  if (fault === 'aborted') return;
  if (fault === 'busy') return goOn(core, id, busyMs);
  // As it stands now: each sentence that was stored began the count again.
  const row = await findRecordingRow(core.db, id);
  if (!row || !isOpen(row)) return;
  const { reason, mayPass } = judge(error);
  core.log.warn({ err: error, recording: id, failures: row.failures + 1 }, 'a recording could not be heard');
  if (!mayPass || row.failures + 1 >= mostFailures) return fail(core, id, reason);
  await updateRecordingRow(core.db, id, { failures: row.failures + 1 });
  await goOn(core, id, retryMs);
}

function judge(error: unknown): { reason: string; mayPass: boolean } {
  if (error instanceof SpeechError)
    return { reason: error.message, mayPass: error.fault === 'failed' || error.fault === 'interrupted' };
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return { reason: 'The sound is missing on disk. Restore it from a backup.', mayPass: false };
  if (error instanceof AppError) return { reason: error.message, mayPass: true };
  return { reason: unexpected, mayPass: true };
}

const fail = (core: Core, id: string, error: string): Promise<void> =>
  write(core, systemCall, async (w: Write) => {
    const row = await lockRecording(w.tx, id);
    if (!row || !isOpen(row)) return;
    // What was there before a second hearing is still good.
    const status = row.transcript_json === null ? 'failed' : 'transcribed';
    await deleteSegments(w.tx, id);
    await changeRecording(w, id, { status, error, is_pending_message: false });
    w.publish(topics.heard(id), '');
  });

/** Takes up recordings whose worker is gone. */
export async function hearForgottenRecordings(core: Core): Promise<void> {
  for (const id of await listUnheardRecordings(core.db, atOnce)) await goOn(core, id, 0);
}
