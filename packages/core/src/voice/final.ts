import type { VoiceServerFrame } from '@overmind/contracts/frames/voice';
import { listMessagesOfRecording } from '@overmind/db/queries/voice/recording-links';
import { findRecordingRow, type RecordingRow } from '@overmind/db/queries/voice/recordings';
import { topics } from '../bus/bus.ts';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';

const mostWaitMs = 120_000;
/** A message of the bus may be lost. */
const lookEveryMs = 1_000;

const isHeard = ({ status }: RecordingRow): boolean => status === 'transcribed' || status === 'failed';

/**
 * The recording when it is heard, or as it stands when that takes long or nobody waits any more. Null for one that is
 * not there, or was spoken by somebody else than the caller.
 */
export async function findFinished(
  core: Core,
  { id, call }: { id: string; call?: Call },
  signal: AbortSignal,
): Promise<RecordingRow | null> {
  const until = Date.now() + mostWaitMs;
  for (;;) {
    const next = nextWord(core, id, signal);
    const row = await findRecordingRow(core.db, id).catch((error: unknown) => {
      next.stop();
      throw error;
    });
    const isOurs = call === undefined || row?.created_by_user_id === userIdOf(call);
    if (row === null || !isOurs || isHeard(row) || signal.aborted || Date.now() > until) {
      next.stop();
      return isOurs ? row : null;
    }
    await next.word;
  }
}

/** The same for a recording that is at hand. */
export const awaitHeard = async (
  core: Core,
  row: RecordingRow,
  signal: AbortSignal,
): Promise<RecordingRow | null> => (isHeard(row) ? row : findFinished(core, { id: row.id }, signal));

function nextWord(core: Core, id: string, signal: AbortSignal): { word: Promise<void>; stop: () => void } {
  let stop = (): void => {};
  const word = new Promise<void>((resolve) => {
    const onWord = (): void => resolve();
    const timer = setTimeout(onWord, lookEveryMs);
    const unsubscribe = core.bus.subscribe(topics.heard(id), onWord);
    signal.addEventListener('abort', onWord, { once: true });
    stop = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', onWord);
    };
  });
  return { word: word.finally(() => stop()), stop: () => stop() };
}

type Answer = Extract<VoiceServerFrame, { type: 'transcript.final' | 'error' }>;

const notSaid = 'This is kept as a recording, and was not said in the conversation.';
const notHeard = 'This is not heard yet. It is kept, and heard as soon as that is possible.';

const whyNotHeard = ({ status, error }: RecordingRow): string =>
  status === 'failed' && error !== null ? error : [error ?? '', notHeard].join(' ').trim();

/**
 * What the speaker is told at the end of a turn, in this order; null stands for one in which nothing was said. Where it
 * was to be said and is only kept, an error says so first.
 */
export async function finalFrames(
  core: Core,
  row: RecordingRow | null,
  { isSaid }: { isSaid: boolean },
): Promise<Answer[]> {
  const nothing = { recording_id: null, message_id: null, text: '', segments: [] };
  if (row === null) return [{ type: 'transcript.final', ...nothing }];
  const refused = { type: 'error', retryable: false, recording_id: row.id, turn_id: row.id } as const;
  if (row.status !== 'transcribed') return [{ ...refused, code: 'failed', detail: whyNotHeard(row) }];
  const [messageId = null] = await listMessagesOfRecording(core.db, row.id);
  const text = row.transcript_text ?? '';
  const segments = row.transcript_json?.segments ?? [];
  const final: Answer = {
    ...{ type: 'transcript.final', text, segments, recording_id: row.id, message_id: messageId },
  };
  const isOnlyKept = isSaid && text !== '' && messageId === null;
  return isOnlyKept ? [{ ...refused, code: 'not_said', detail: row.error ?? notSaid }, final] : [final];
}
