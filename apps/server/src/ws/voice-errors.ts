import { AppError } from '@overmind/contracts/errors';
import { maxUtteranceMs, type VoiceServerFrame } from '@overmind/contracts/frames/voice';
import { TakenOverError } from '@overmind/core/voice/capture';
import { SpeechError, type SpeechFault } from '@overmind/speech/speech-error';

type ErrorFrame = Extract<VoiceServerFrame, { type: 'error' }>;
type Code = ErrorFrame['code'];

const codes: Partial<Record<SpeechFault, Code>> = {
  busy: 'busy',
  limited: 'busy',
  not_allowed: 'off',
  no_model: 'no_model',
  language_unknown: 'language_unknown',
  bad_audio: 'bad_audio',
};
/** After these nothing of the turn is kept. */
const endings: ReadonlySet<Code> = new Set(['bad_audio', 'language_unknown']);

function codeOf(error: unknown): { code: Code; retryable: boolean } {
  if (error instanceof TakenOverError) return { code: 'not_resumable', retryable: false };
  if (error instanceof SpeechError) {
    const code = codes[error.fault] ?? 'failed';
    return { code, retryable: code === 'busy' || code === 'failed' };
  }
  if (!(error instanceof AppError)) return { code: 'failed', retryable: true };
  if (error.rule?.startsWith('voice.')) return { code: 'off', retryable: false };
  if (error.code === 'storage_full') return { code: 'storage_full', retryable: true };
  if (error.code === 'rate_limited') return { code: 'busy', retryable: true };
  return { code: 'failed', retryable: error.code === 'unavailable' };
}

/** Anything else is a fault of ours. */
export const isForeseen = (error: unknown): boolean =>
  error instanceof AppError || error instanceof SpeechError || error instanceof TakenOverError;

const takenOver = 'This turn is gone on with elsewhere.';
const unknown = 'Something went wrong. What was stored is kept.';

/** Why a spoken turn did not go on, in a sentence; what nobody foresaw says nothing of its inside. */
export function toVoiceError(error: unknown, turnId: string | null): ErrorFrame {
  const isKnown = error instanceof AppError || error instanceof SpeechError;
  const detail = error instanceof TakenOverError ? takenOver : isKnown ? error.message : unknown;
  const { code, retryable } = codeOf(error);
  const recording_id = endings.has(code) ? null : turnId;
  return { type: 'error', code, retryable, detail, recording_id, ...(turnId && { turn_id: turnId }) };
}

export const tooLongError = (turnId: string): ErrorFrame => ({
  ...{ type: 'error', code: 'too_long', retryable: false, turn_id: turnId, recording_id: turnId },
  detail: `A turn is at most ${maxUtteranceMs / 60_000} minutes long. What was said is kept.`,
});

export const notResumableError = (turnId: string): ErrorFrame => ({
  ...{ type: 'error', code: 'not_resumable', retryable: false, turn_id: turnId, recording_id: null },
  detail: 'This turn cannot be gone on with. Start another.',
});

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/** Why a frame is not taken, short enough for a close. */
export const refusalOf = ({ issues }: { issues: readonly Issue[] }): string =>
  issues.find(({ path }) => path[0] === 'sample_rate')?.message ?? 'this frame is unknown';
