import type { Capture, MicrophoneEnds } from './capture.ts';
import { MicrophoneError } from './microphone-problem.ts';
import { LevelWatch } from './watch-level.ts';

const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
const pieceMs = 250;

/** For browsers without an audio thread: the browser's own recorder, whose file is sent as it grows. */
export function captureByRecorder(
  stream: MediaStream,
  { onAudio, onLevel }: Pick<MicrophoneEnds, 'onAudio' | 'onLevel'>,
): Capture {
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
  if (mimeType === undefined) throw new MicrophoneError('unsupported');
  const recorder = new MediaRecorder(stream, { mimeType });
  let handing = Promise.resolve();
  recorder.addEventListener('dataavailable', ({ data }) => {
    handing = handing.then(async () => {
      if (data.size > 0) onAudio(new Uint8Array(await data.arrayBuffer()), null);
    });
  });
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  recorder.start(pieceMs);
  const watch = new LevelWatch();
  // A meter that stands still keeps nobody from speaking.
  watch.start(stream, onLevel).catch(() => undefined);
  return {
    format: { mime_type: mimeType },
    finish: async () => {
      void watch.stop();
      if (recorder.state !== 'inactive') recorder.stop();
      await stopped;
      await handing;
    },
  };
}
