import { loadEarly } from '@overmind/client/voice/early-line';
import { Redials } from '@overmind/client/voice/redials';
import { VoiceLine } from '@overmind/client/voice/voice-line';
import type { CaptureFormat, MicrophoneChoice, MicrophoneEnds } from '#features/voice/capture/capture.ts';
import type { MicrophoneError } from '#features/voice/capture/microphone-problem.ts';
import { VoiceSession } from '#features/voice/session/voice-session.ts';
import { nextVoice, silent, type VoiceEvent, type VoiceState } from '#features/voice/session/voice-state.ts';
import { Speaker } from '#features/voice/speaking/speaker.ts';
import { dialVoice } from '#lib/live/dial-voice.ts';
import { conversationId, projectId } from './mock/fixtures/ids.ts';
import { NodeSocket } from './voice-server.ts';

export const loud = 0.3;
export const quiet = 0.001;
/** So long that nobody speaks any more, as the microphone gives it. */
export const silence = Array.from({ length: 80 }, () => 0);
/** What the microphone hands over when it is turned off. */
export const lastPiece = 99;

interface RoomOptions {
  refusal?: MicrophoneError;
  canListen?: boolean;
  format?: CaptureFormat;
  redials?: () => Redials;
  choice?: MicrophoneChoice;
}

/** A room: its microphone gives what a test says in it, its loudspeaker talks until it is stopped. */
export function openRoom({
  refusal,
  canListen = true,
  format = { format: 's16le', sample_rate: 16_000 },
  redials = () => new Redials(5),
  choice = { deviceId: null, hasHeadphones: false },
}: RoomOptions = {}) {
  let state: VoiceState = silent;
  let ends: MicrophoneEnds | null = null;
  let permission = Promise.resolve();
  let endSentence: () => void = () => undefined;
  const heard: string[] = [];
  const askedFor: MicrophoneChoice[] = [];
  /** Whether the microphone was on each time that the loudspeaker got ready. */
  const readyWhile: boolean[] = [];
  const lines: VoiceLine[] = [];
  const dialServer = dialVoice({ projectId, conversationId }, NodeSocket);
  let dials = 0;
  const dial: typeof dialServer = (...args) => {
    dials += 1;
    return dialServer(...args);
  };
  const tell = (event: VoiceEvent) => {
    state = nextVoice(state, event);
  };
  const speaker = new Speaker({
    fetchSpeech: (text) => Promise.resolve(new TextEncoder().encode(text).buffer),
    play: (audio, signal) =>
      new Promise((resolve) => {
        heard.push(new TextDecoder().decode(audio));
        endSentence = resolve;
        signal.addEventListener('abort', () => resolve());
      }),
    onSpeaking: (isSpeaking) => tell({ type: isSpeaking ? 'speaking_began' : 'speaking_ended' }),
    onProblem: () => undefined,
    getReady: () => readyWhile.push(ends !== null),
  });
  const session = new VoiceSession({
    ...{ speaker, tell, state: () => state, choice: () => choice, canListen: () => canListen },
    loadEarly: (onLoading) => loadEarly(dial, onLoading),
    openMicrophone: async (asked, given) => {
      askedFor.push(asked);
      if (refusal !== undefined) throw refusal;
      await permission;
      ends = given;
      const stop = () => {
        ends = null;
        given.onAudio(Uint8Array.of(lastPiece), quiet);
        return Promise.resolve();
      };
      return { format, stop };
    },
    openLine: (format, lineEnds) => {
      const line = new VoiceLine({
        ...{ dial, start: format, ends: lineEnds, redials: redials() },
      });
      lines.push(line);
      return line;
    },
  });
  return {
    ...{ session, speaker, heard, readyWhile, askedFor },
    state: () => state,
    isOn: () => ends !== null,
    /** How often the server was dialled. */
    dials: () => dials,
    say: (level: number, ...values: number[]) => {
      for (const value of values) ends?.onAudio(Uint8Array.of(value), level);
    },
    /** The browser asks the person first; resolved by what it gives. */
    askFirst: () => {
      let allow = (): void => undefined;
      permission = new Promise((resolve) => {
        allow = resolve;
      });
      return () => allow();
    },
    unplug: () => ends?.onLost(),
    finishSentence: () => endSentence(),
    close: () => {
      session.dispose();
      for (const line of lines) line.close();
    },
  };
}
