import { loadEarly } from '@overmind/client/voice/early-line';
import { VoiceLine } from '@overmind/client/voice/voice-line';
import { getSpeech } from '@overmind/contracts/routes/recordings';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { dialVoice } from '#lib/live/dial-voice.ts';
import { voice } from '#text/voice.ts';
import { canListenPieceByPiece, openMicrophone } from '../capture/microphone.ts';
import { useVoicePreferences } from '../preferences.ts';
import { makeLoudspeaker } from '../speaking/loudspeaker.ts';
import { endVoice, useVoice } from '../voice-store.ts';
import { VoiceSession } from './voice-session.ts';
import { nextVoice, silent, type VoiceEvent, type VoiceState } from './voice-state.ts';

interface Place {
  projectId: string;
  conversationId: string;
}

/** Browsers keep a page silent until somebody pressed something in it. */
const wordsOf = (error: unknown): string =>
  error instanceof DOMException ? voice.speechBlocked : errorWords(error);

const state = (): VoiceState => useVoice.getState().state ?? silent;
const tell = (event: VoiceEvent): void => useVoice.setState({ state: nextVoice(state(), event) });

/** Whoever is about to speak is told where it goes; the settings say so too, so one that fails is let be. */
async function tellService(projectId: string, session: VoiceSession): Promise<void> {
  const { recognition } = await api.call(getSpeech, { query: { project_id: projectId } });
  // Another conversation may have been opened meanwhile, of a project that is heard elsewhere.
  if (useVoice.getState().session !== session) return;
  useVoice.setState({ service: recognition.is_local ? null : recognition.engine });
}

/** The microphone and the loudspeaker of one conversation, off at first. A page has one session: another is ended. */
export function openVoice({ projectId, conversationId }: Place): VoiceSession {
  endVoice();
  const ends = {
    onSpeaking: (isSpeaking: boolean) => tell({ type: isSpeaking ? 'speaking_began' : 'speaking_ended' }),
    onProblem: (error: unknown) => tell({ type: 'speech_failed', detail: wordsOf(error) }),
  };
  const speaker = makeLoudspeaker(ends, projectId);
  const dial = dialVoice({ projectId, conversationId });
  const session = new VoiceSession({
    ...{ openMicrophone, canListen: canListenPieceByPiece, speaker, state, tell },
    choice: () => useVoicePreferences.getState(),
    loadEarly: (onLoading) => loadEarly(dial, onLoading),
    openLine: (format, lineEnds) => {
      const { language } = useVoicePreferences.getState();
      const start = { ...format, ...(language === null ? {} : { language }) };
      return new VoiceLine({ dial, start, ends: lineEnds });
    },
  });
  useVoice.setState({ session, speaker, state: silent });
  tellService(projectId, session).catch(() => undefined);
  return session;
}
