import { openAudioContext } from '../audio-context.ts';
import { captureByRecorder } from './by-recorder.ts';
import { captureByWorklet } from './by-worklet.ts';
import type { Capture, CaptureFormat, MicrophoneChoice, MicrophoneEnds } from './capture.ts';
import { MicrophoneError, problemOf } from './microphone-problem.ts';

export interface Microphone {
  format: CaptureFormat;
  /** Turns it off at once; resolves when the last of what it heard was handed over. */
  stop(): Promise<void>;
}

export type OpenMicrophone = (choice: MicrophoneChoice, ends: MicrophoneEnds) => Promise<Microphone>;

/** Turns the microphone on; rejects with `MicrophoneError`. The caller stops it. */
export const openMicrophone: OpenMicrophone = async (choice, ends) => {
  const stream = await openStream(choice).catch((cause: unknown) => {
    throw new MicrophoneError(problemOf(cause), { cause });
  });
  const [track] = stream.getAudioTracks();
  const turnOff = () => {
    for (const each of stream.getTracks()) each.stop();
  };
  try {
    const capture = await begin(stream, ends);
    if (track?.readyState === 'ended') {
      void capture.finish();
      throw new MicrophoneError('unplugged');
    }
    track?.addEventListener('ended', ends.onLost, { once: true });
    return {
      format: capture.format,
      stop: () => {
        track?.removeEventListener('ended', ends.onLost);
        turnOff();
        return capture.finish();
      },
    };
  } catch (cause) {
    turnOff();
    throw new MicrophoneError(problemOf(cause), { cause });
  }
};

async function openStream({ deviceId, hasHeadphones }: MicrophoneChoice): Promise<MediaStream> {
  // Browsers hide it on plain HTTP outside of loopback.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new MicrophoneError(isSecureContext ? 'unsupported' : 'insecure');
  const wanted = {
    ...{ channelCount: 1, noiseSuppression: true, autoGainControl: true },
    // For seconds Firefox takes a voice for the echo of an answer that only headphones play.
    echoCancellation: !hasHeadphones,
  };
  if (deviceId === null) return devices.getUserMedia({ audio: wanted });
  return devices
    .getUserMedia({ audio: { ...wanted, deviceId: { exact: deviceId } } })
    .catch((error: unknown) => {
      // The one that was chosen is not there today: the system's own serves as well.
      if (problemOf(error) !== 'none') throw error;
      return devices.getUserMedia({ audio: wanted });
    });
}

/** Shorter than for a loudspeaker: somebody speaks already. */
const mostWakeMs = 2_000;
/** For as long as the page is open, so that only the first press waits for it. */
let hasNoThread = false;

/** Sound as it comes, with how loud it is; a browser's recorder gives a file in which no voice can be told to begin. */
export const canListenPieceByPiece = (): boolean => 'AudioWorkletNode' in globalThis && !hasNoThread;

async function begin(stream: MediaStream, ends: MicrophoneEnds): Promise<Capture> {
  const canRecord = 'MediaRecorder' in globalThis;
  if (canListenPieceByPiece()) {
    try {
      return await captureByWorklet(await openThread(canRecord), stream, ends);
    } catch (error) {
      // Firefox runs no audio thread where there is nothing to play sound on; its recorder works there.
      if (!canRecord) throw error;
    }
  }
  if (canRecord) return captureByRecorder(stream, ends);
  throw new MicrophoneError('unsupported');
}

const openThread = (canRecord: boolean): Promise<AudioContext> =>
  openAudioContext(mostWakeMs).catch((error: unknown) => {
    hasNoThread = canRecord;
    throw error;
  });
