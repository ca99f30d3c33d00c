import type { FinalWords, VoiceFailure } from '@overmind/client/voice/voice-ends';
import type { VoiceProblem } from './voice-state.ts';

/** What a person has to know of a turn that was understood; null where all is well. */
export function problemOfFinal(
  { text, recording_id: recordingId, message_id: messageId }: FinalWords,
  isCut: boolean,
): VoiceProblem | null {
  if (recordingId !== null && messageId === null && text !== '')
    return { kind: 'not_said', recordingId, text };
  return isCut ? { kind: 'cut_off', recordingId } : null;
}

export function problemOfFailure(
  { detail, recordingId, text }: VoiceFailure,
  isCanceled: boolean,
): VoiceProblem {
  if (isCanceled) return { kind: 'not_dropped', recordingId };
  return detail === null ? { kind: 'line' } : { kind: 'turn', detail, recordingId, text };
}
