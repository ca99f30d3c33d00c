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
}

/** What the chat shows of the microphone. */
export const useVoice = create<VoiceStore>(() => ({
  ...{ session: null, speaker: null, state: null, isMuted: false, service: null },
}));

/** Ends the page's session, where there is one. */
export function endVoice(): void {
  useVoice.getState().session?.dispose();
  useVoice.setState({ session: null, speaker: null, state: null, service: null });
}
