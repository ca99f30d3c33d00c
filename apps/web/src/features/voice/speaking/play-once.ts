import { wake } from '../audio-context.ts';

/** Resolves when it has been heard, or at once when it is aborted or the system puts the context to sleep. */
export async function playOnce(
  context: AudioContext,
  audio: ArrayBuffer,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const stopped = once(signal, 'abort');
  const source = await Promise.race([prepare(context, audio), stopped]);
  if (source === null || signal.aborted) return;
  source.connect(context.destination);
  const ended = once(source, 'ended');
  const sleep = new AbortController();
  const asleep = once(sleep.signal, 'abort');
  const onState = () => context.state === 'running' || sleep.abort();
  context.addEventListener('statechange', onState);
  onState();
  source.start();
  // Asleep, as during a call, it would never tell of its end, and all that waits would wait with it.
  await Promise.race([ended, stopped, asleep]);
  context.removeEventListener('statechange', onState);
  source.stop();
  source.disconnect();
}

async function prepare(context: AudioContext, audio: ArrayBuffer): Promise<AudioBufferSourceNode> {
  await wake(context);
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(audio);
  return source;
}

const once = (target: EventTarget, name: string): Promise<null> =>
  new Promise((resolve) => {
    target.addEventListener(name, () => resolve(null), { once: true });
  });
