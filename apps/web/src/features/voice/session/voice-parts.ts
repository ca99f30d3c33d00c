import type { VoiceLineEnds } from '@overmind/client/voice/voice-ends';
import type { VoiceLine } from '@overmind/client/voice/voice-line';
import type { CaptureFormat, MicrophoneChoice } from '../capture/capture.ts';
import type { OpenMicrophone } from '../capture/microphone.ts';
import type { Speaker } from '../speaking/speaker.ts';
import type { VoiceEvent, VoiceState } from './voice-state.ts';

/** What a session works with. */
export interface VoiceParts {
  openMicrophone: OpenMicrophone;
  /** How loud it is can be told piece by piece, without which nobody hears when a voice begins. */
  canListen: () => boolean;
  openLine: (format: CaptureFormat, ends: VoiceLineEnds) => VoiceLine;
  speaker: Pick<Speaker, 'stop' | 'interrupt' | 'askAgain' | 'hold' | 'getReady' | 'dispose'>;
  choice: () => MicrophoneChoice;
  /** Has the server load what hears, and tells how that goes until it is done or what is given back is called. */
  loadEarly: (onLoading: (isLoading: boolean) => void) => () => void;
  state: () => VoiceState;
  tell: (event: VoiceEvent) => void;
}
