import { create } from 'zustand';
import type { VoiceSession } from './session/voice-session.ts';
import type { VoiceState } from './session/voice-state.ts';
import type { Speaker } from './speaking/speaker.ts';

interface VoiceStore {
  /** Null until the microphone was first wanted: what can speak and hear is loaded then. */
  session: VoiceSession | null;
  speaker: Speaker | null;
  state: VoiceState | null;
  /** Sentences that are not said aloud for now. */
  isMuted: boolean;
  /** Who hears what is said, where that is not the server itself. */
  service: string | null;
  /** When somebody asked to speak where the chat was not there yet, by `performance.now()`. */
  askedAt: number | null;
}

/** What the chat shows of the microphone. */
export const useVoice = create<VoiceStore>(() => ({
  ...{ session: null, speaker: null, state: null, isMuted: false, service: null, askedAt: null },
}));

/** On, or about to be. */
export const isMicrophoneWanted = ({ state }: Pick<VoiceStore, 'state'>): boolean =>
  state !== null && (state.isMicrophoneOn || state.phase === 'connecting');

/** Ends what goes on: hands-free all of it, else the turn, which is understood then. */
export function stopListening(session: VoiceSession): void {
  if (useVoice.getState().state?.mode === 'hands_free') session.end();
  else session.release();
}

/** A chat that took longer to come turns no microphone on: nobody expects it any more. */
const longestWaitMs = 10_000;

/** Has the chat's microphone turned on, at once or as soon as the chat is there. */
export const askToSpeak = (): void => useVoice.setState({ askedAt: performance.now() });

/** Whether somebody asked to speak, once. */
export function takeAsked(): boolean {
  const { askedAt } = useVoice.getState();
  if (askedAt !== null) useVoice.setState({ askedAt: null });
  return askedAt !== null && performance.now() - askedAt < longestWaitMs;
}

/** Ends the page's session, where there is one. */
export function endVoice(): void {
  useVoice.getState().session?.dispose();
  useVoice.setState({ session: null, speaker: null, state: null, service: null });
}
