import type { MicrophoneProblem } from '../capture/microphone-problem.ts';

/**
 * A spoken turn on the screen. The microphone is off in `idle` and `trouble`. It is pressed on (`connecting`), hears a
 * room (`listening`) and then a voice (`hearing`), until the key is let go or the speaker ends (`understanding`). The
 * answer may be said aloud (`speaking`). Held or tapped, a turn ends with the microphone off; hands-free it stays on.
 */
export type VoicePhase =
  | 'idle'
  | 'connecting'
  | 'listening'
  | 'hearing'
  | 'understanding'
  | 'speaking'
  | 'trouble';

/** As long as a key is held, from a tap until its speaker pauses, or by itself whenever somebody speaks. */
export type VoiceMode = 'held' | 'tapped' | 'hands_free';

/** Where a recording holds what was said, it is named. */
export type VoiceProblem =
  | { kind: 'microphone'; problem: MicrophoneProblem }
  /** This browser cannot listen for a voice by itself. */
  | { kind: 'no_hands_free' }
  /** The server could not go on with the turn, or not say it; `text` is what it heard. */
  | { kind: 'turn'; detail: string; recordingId: string | null; text: string }
  /** Heard and kept, and not said in the chat. */
  | { kind: 'not_said'; recordingId: string; text: string }
  /** The end of what was said never arrived. */
  | { kind: 'cut_off'; recordingId: string | null }
  /** Cancelled, and kept all the same. */
  | { kind: 'not_dropped'; recordingId: string | null }
  /** Another window of this browser listens, or has taken over just now; in this mode it was to be listened here. */
  | { kind: 'elsewhere'; isTaken: boolean; mode: VoiceMode }
  /** The page went out of sight, and the microphone with it. */
  | { kind: 'hidden' }
  | { kind: 'line' };

export interface VoiceState {
  phase: VoicePhase;
  /** Null while no turn is wanted. */
  mode: VoiceMode | null;
  isMicrophoneOn: boolean;
  /** What is said is kept here and sent once the line is back. */
  isLineLost: boolean;
  /** What hears is being loaded: what is said meanwhile is heard after it. */
  isHearingLoading: boolean;
  /** No more words come while this turn is spoken; it is understood once it has ended. */
  isHearingLost: boolean;
  text: string;
  /** So much of the text does not change any more. */
  stableChars: number;
  /** The last turn ended without a word. */
  isNothingHeard: boolean;
  /** Why nothing is heard. */
  problem: VoiceProblem | null;
  /** What went wrong beside what goes on. */
  notice: VoiceProblem | null;
  /** An answer is being said aloud. */
  isSpeaking: boolean;
  /** Why an answer could not be said aloud; listening goes on. */
  speechProblem: string | null;
}

export type VoiceEvent =
  | { type: 'pressed'; mode: VoiceMode }
  | { type: 'microphone_on' }
  | { type: 'mode_changed'; mode: VoiceMode }
  | { type: 'speech_started' }
  | { type: 'partial'; text: string; stableChars: number }
  | { type: 'released' }
  | { type: 'final'; text: string }
  | { type: 'canceled' }
  | { type: 'speaking_began' }
  | { type: 'speaking_ended' }
  | { type: 'line_lost' }
  | { type: 'line_back' }
  | { type: 'hearing_loading'; isLoading: boolean }
  | { type: 'hearing_lost' }
  | { type: 'speech_failed'; detail: string }
  | { type: 'failed'; problem: VoiceProblem }
  | { type: 'noticed'; notice: VoiceProblem }
  | { type: 'notice_read' }
  | { type: 'ended' };

export const silent: VoiceState = {
  ...{ phase: 'idle', mode: null, isMicrophoneOn: false, isLineLost: false },
  ...{ isHearingLoading: false, isHearingLost: false },
  ...{ text: '', stableChars: 0, isNothingHeard: false, problem: null },
  ...{ notice: null, isSpeaking: false, speechProblem: null },
};

const noText = { text: '', stableChars: 0 };

export function nextVoice(state: VoiceState, event: VoiceEvent): VoiceState {
  switch (event.type) {
    case 'pressed':
      return { ...silent, phase: 'connecting', mode: event.mode, isSpeaking: state.isSpeaking };
    case 'microphone_on':
      return microphoneOn(state);
    case 'mode_changed':
      return state.mode === null ? state : { ...state, mode: event.mode };
    case 'speech_started':
      return state.isMicrophoneOn ? { ...heardOf(state), phase: 'hearing', isNothingHeard: false } : state;
    case 'partial':
      return withPartial(state, event);
    case 'released':
      return released(state);
    case 'final':
      return afterTurn(heardOf(state), event.text === '');
    case 'canceled':
      return state.phase === 'trouble' ? state : resting(state);
    case 'speaking_began':
      return speaking({ ...state, speechProblem: null });
    case 'speaking_ended':
      return state.phase === 'speaking'
        ? resting({ ...state, isSpeaking: false })
        : { ...state, isSpeaking: false };
    case 'line_lost':
      return { ...state, isLineLost: state.mode !== null };
    case 'line_back':
      return { ...state, isLineLost: false, isHearingLost: false };
    case 'hearing_loading':
      return { ...state, isHearingLoading: event.isLoading && state.mode !== null };
    case 'hearing_lost':
      return { ...heardOf(state), isHearingLost: true };
    case 'speech_failed':
      return { ...state, speechProblem: event.detail };
    case 'failed':
      return { ...silent, phase: 'trouble', problem: event.problem, isSpeaking: state.isSpeaking };
    case 'noticed':
      return { ...state, notice: event.notice };
    case 'notice_read':
      return { ...state, notice: null };
    case 'ended':
      return state.isSpeaking ? speaking(silent) : silent;
  }
}

function microphoneOn(state: VoiceState): VoiceState {
  if (state.phase !== 'connecting') return state;
  const listening: VoiceState = { ...state, phase: 'listening', isMicrophoneOn: true };
  return state.isSpeaking && state.mode === 'hands_free' ? speaking(listening) : listening;
}

/** Whatever the server tells of a voice, it has loaded what hears. */
const heardOf = (state: VoiceState): VoiceState => ({ ...state, isHearingLoading: false });

function withPartial(
  before: VoiceState,
  { text, stableChars }: { text: string; stableChars: number },
): VoiceState {
  const state = heardOf(before);
  if (state.phase === 'understanding') return { ...state, text, stableChars };
  return state.isMicrophoneOn ? { ...state, phase: 'hearing', text, stableChars } : state;
}

function released(state: VoiceState): VoiceState {
  if (!state.isMicrophoneOn) return state;
  // What the turn was not heard in says nothing of the next, which may begin at once.
  return {
    ...state,
    phase: 'understanding',
    isHearingLost: false,
    isMicrophoneOn: state.mode === 'hands_free',
  };
}

/** A turn that ends while the next is spoken already leaves that one be. */
const afterTurn = (state: VoiceState, isNothingHeard: boolean): VoiceState =>
  state.phase === 'understanding' ? { ...resting(state), isNothingHeard } : state;

function speaking(state: VoiceState): VoiceState {
  const isFree = state.phase === 'idle' || state.phase === 'listening';
  return { ...state, isSpeaking: true, phase: isFree ? 'speaking' : state.phase };
}

function resting(state: VoiceState): VoiceState {
  const { speechProblem, notice, isSpeaking } = state;
  const isListening = state.mode === 'hands_free' && state.isMicrophoneOn;
  const rested: VoiceState = isListening
    ? { ...state, ...noText, phase: 'listening', isHearingLost: false }
    : { ...silent, speechProblem, notice };
  return isSpeaking ? speaking(rested) : rested;
}
