import { wake } from '../audio-context.ts';

/** Resolves when it has been heard, or at once when it is aborted. */
export async function playOnce(
  context: AudioContext,
  audio: ArrayBuffer,
  signal: AbortSignal,
): Promise<void> {
  await wake(context);
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(audio);
  if (signal.aborted) return;
  source.connect(context.destination);
  await new Promise<void>((resolve) => {
    source.addEventListener('ended', () => resolve(), { once: true });
    const stop = () => {
      source.stop();
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
    source.start();
  });
  source.disconnect();
}
