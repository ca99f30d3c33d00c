import { AppError } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import { deleteSegments, listSegments, listUnheardRecordings } from '@overmind/db/queries/voice/hearing';
import {
  findRecordingRow,
  lockRecording,
  type RecordingRow,
  updateRecordingRow,
} from '@overmind/db/queries/voice/recordings';
import type { ChangeOf } from '@overmind/db/schema';
import { SpeechError } from '@overmind/speech/speech-error';
import { topics } from '../bus/bus.ts';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { textOf } from '../voice/correct.ts';
import { workAlone } from '../work-alone.ts';
import { type Write, write } from '../write.ts';
import { changeRecording, discardRecording } from './change.ts';
import { told } from './event.ts';
import { hearSlice } from './hear-slice.ts';
import { isMistake } from './mistake.ts';
import { hearingOf, queueHearing } from './queue.ts';
import { sayHeardLate, toSay } from './say-heard.ts';
import { survey } from './survey.ts';
import { titleWithWords } from './title.ts';

const busyMs = 5_000;
const retryMs = 10_000;
/** A job may wait behind many others; only one that is lost is added anew. */
const queuedMs = 10 * 60_000;
const mostFailures = 3;
/** What is waited for a service that takes no more, each time it says so. */
const limitedMs = [30_000, 2 * 60_000, 8 * 60_000, 30 * 60_000, 30 * 60_000] as const;
const mostLimitedMs = 30 * 60_000;
const hearAgain = 'It is not tried again by itself: have it heard again once the service takes more.';
const unexpected =
  'Something went wrong that nobody foresaw, three times. Hear it again; the log of the server says more.';
const atOnce = 20;

/** The clocks of nodes differ by less. */
const clocksMs = 15_000;

const isOpen = ({ status }: RecordingRow): boolean => status === 'stored' || status === 'transcribing';

/**
 * Goes on hearing a recording from the last segment that is stored, one slice after the other, each a job of its own:
 * whoever comes after a crash goes on as well. Another worker that does so already is left alone. `refusals` says how
 * often in a row the service took no more; it goes from job to job.
 */
export async function hearRecording(core: Core, id: string, refusals = 0): Promise<void> {
  if (countUnderWay(core, 0) >= mostAtOnce && (await isPutOffNow(core, id, refusals))) return;
  countUnderWay(core, 1);
  try {
    await workAlone(core.db, hearingOf(id), () => hear(core, id, refusals));
  } finally {
    countUnderWay(core, -1);
  }
}

/** In this process. The queue gives up a job that takes long and not its work, which holds a connection to the end. */
const underWay = new WeakMap<Core, number>();
/** Twice as many as the queue hands out. */
const mostAtOnce = 4;
/** What somebody waits for in a chat. */
const mostTurnsBeside = 2;

function countUnderWay(core: Core, more: number): number {
  const count = (underWay.get(core) ?? 0) + more;
  underWay.set(core, count);
  return count;
}

/** Too much is under way for it: it is heard later, unless it is not to be heard any more. */
async function isPutOffNow(core: Core, id: string, refusals: number): Promise<boolean> {
  const row = await findRecordingRow(core.db, id);
  if (!row || !isOpen(row) || isPutOff(row)) return true;
  if (row.is_pending_message && countUnderWay(core, 0) < mostAtOnce + mostTurnsBeside) return false;
  await goOn(core, id, { inMs: busyMs, refusals });
  return true;
}

/** Somebody had it heard before its time, and it waits anew: for another job than the one that is left of then. */
const isPutOff = ({ not_before }: RecordingRow): boolean =>
  not_before.getTime() - queuedMs > Date.now() + clocksMs;

async function hear(core: Core, id: string, refusals: number): Promise<void> {
  const row = await findRecordingRow(core.db, id);
  if (!row || !isOpen(row) || isPutOff(row)) return;
  try {
    const known = row.duration_ms === null ? await survey(core, row) : row;
    if (known === null) return;
    const end = await hearSlice(core, known);
    if (end === null) await goOn(core, id);
    else await complete(core, id, end);
  } catch (error) {
    await fall(core, id, error, refusals);
  }
}

interface GoingOn {
  inMs?: number;
  change?: ChangeOf<'recordings'>;
  refusals?: number;
}

const goOn = (core: Core, id: string, { inMs = 0, change = {}, refusals = 0 }: GoingOn = {}): Promise<void> =>
  write(core, systemCall, async (w) => {
    const not_before = new Date(Date.now() + inMs + queuedMs);
    const row = await updateRecordingRow(w.tx, id, { ...change, not_before });
    if (row === null) return;
    if (change.error !== undefined) w.emit(row.project_id, 'recording.updated', id, told(row));
    const startAfter = inMs === 0 ? undefined : new Date(Date.now() + inMs);
    await queueHearing(w, row, { startAfter, refusals });
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
    if (await isMistake(w.tx, row, text)) return discardMistake(core, w, row);
    await deleteSegments(w.tx, id);
    const heard = { status: 'transcribed', error: null, transcript_text: text, language, engine } as const;
    const changed = await changeRecording(w, id, {
      ...{ ...heard, transcript_json: toJson({ language, segments }), is_pending_message: false },
      transcribed_ms: row.duration_ms ?? row.transcribed_ms,
      title: titleWithWords(row, text),
    });
    if (row.is_pending_message && text !== '') await sayHeardLate(w, changed, toSay(segments));
    w.publish(topics.heard(id), '');
  });

async function discardMistake(core: Core, w: Write, row: RecordingRow): Promise<void> {
  await discardRecording(core, w, row);
  w.publish(topics.heard(row.id), '');
}

/** What went wrong decides whether it is tried again; the reason stands on the recording when it is not. */
async function fall(core: Core, id: string, error: unknown, refusals: number): Promise<void> {
  const fault = error instanceof SpeechError ? error.fault : null;
  // The server stops: whoever is next goes on.
  if (fault === 'aborted') return;
  if (fault === 'busy') return goOn(core, id, { inMs: busyMs, refusals });
  // As it stands now: each sentence that was stored began both counts again, and took the reason of the wait away.
  const row = await findRecordingRow(core.db, id);
  if (!row || !isOpen(row)) return;
  const isLimited = fault === 'limited';
  const failures = row.failures + (isLimited ? 0 : 1);
  const refused = (row.error === null ? 0 : refusals) + (isLimited ? 1 : 0);
  const { reason, againMs } = judge(error, failures, refused);
  core.log.warn({ err: error, recording: id, failures, refused }, 'a recording could not be heard');
  if (againMs === null) return fail(core, id, isLimited ? `${reason} ${hearAgain}` : reason);
  // Whoever waits that long may read why.
  const change = isLimited ? { error: reason } : { failures };
  await goOn(core, id, { inMs: againMs, change, refusals: refused });
}

interface Judgement {
  reason: string;
  /** Null where it is not tried again. */
  againMs: number | null;
}

/** Refusals and other failures have a bound each. */
function judge(error: unknown, failures: number, refusals: number): Judgement {
  if (error instanceof SpeechError && error.fault === 'limited')
    return { reason: error.message, againMs: untilTaken(error, refusals) };
  const againMs = failures < mostFailures ? retryMs : null;
  if (error instanceof SpeechError) return judgeSpeech(error, againMs);
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return { reason: 'The sound is missing on disk. Restore it from a backup.', againMs: null };
  return { reason: error instanceof AppError ? error.message : unexpected, againMs };
}

const judgeSpeech = ({ fault, message: reason }: SpeechError, againMs: number | null): Judgement => ({
  reason,
  againMs: fault === 'failed' || fault === 'interrupted' ? againMs : null,
});

/** A quota that is used up may stay so for a month, and each try sends the sound again. */
function untilTaken({ retryAfterMs }: SpeechError, refusals: number): number | null {
  const waitMs = limitedMs[refusals - 1];
  if (waitMs === undefined) return null;
  return Math.min(Math.max(waitMs, retryAfterMs ?? 0), mostLimitedMs);
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
  for (const id of await listUnheardRecordings(core.db, atOnce)) await goOn(core, id);
}
