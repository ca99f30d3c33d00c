import { wake } from '../audio-context.ts';
import type { Capture, MicrophoneEnds } from './capture.ts';

const mostFlushMs = 500;

type Posted = { audio: ArrayBuffer; level: number } | { isEnd: true };

type Ends = Pick<MicrophoneEnds, 'onAudio' | 'onLost'>;

/** Samples from the audio thread, made small there by `public/voice-capture.js`. Closes the context at its end. */
export async function captureByWorklet(
  context: AudioContext,
  stream: MediaStream,
  ends: Ends,
): Promise<Capture> {
  try {
    await context.audioWorklet.addModule('/voice-capture.js');
    return begin(context, stream, ends);
  } catch (error) {
    await context.close();
    throw error;
  }
}

function begin(context: AudioContext, stream: MediaStream, { onAudio, onLost }: Ends): Capture {
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, 'voice-capture');
  const { promise: ended, resolve: end } = promiseOfEnd();
  node.port.onmessage = ({ data }: MessageEvent<Posted>) => {
    if ('isEnd' in data) end();
    else onAudio(new Uint8Array(data.audio), data.level);
  };
  source.connect(node);
  // It stays silent; Safari runs only what leads to the speakers.
  node.connect(context.destination);
  // Put to sleep, as for a call, it would hear nothing any more and not say so.
  const onState = () => {
    if (context.state !== 'running') wake(context).catch(onLost);
  };
  context.addEventListener('statechange', onState);
  onState();
  return {
    format: { format: 's16le', sample_rate: 16_000 },
    finish: async () => {
      context.removeEventListener('statechange', onState);
      node.port.postMessage('end');
      // A context that the system put to sleep answers no more.
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, mostFlushMs))]);
      source.disconnect();
      node.disconnect();
      await context.close();
    },
  };
}

function promiseOfEnd(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
