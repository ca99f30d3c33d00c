interface OldSafari {
  webkitAudioContext?: typeof AudioContext;
}

/** Unasked, a browser lets the call wait for ever; a loudspeaker by radio may take seconds to open. */
const usualWakeMs = 5_000;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A context that sounds: made or resumed where a person just pressed something, as browsers want it. */
export async function openAudioContext(mostWakeMs = usualWakeMs): Promise<AudioContext> {
  const Context =
    (globalThis.AudioContext as typeof AudioContext | undefined) ??
    (globalThis as OldSafari).webkitAudioContext;
  if (Context === undefined) throw new DOMException('This browser has no audio.', 'NotSupportedError');
  const context = new Context();
  try {
    await wake(context, mostWakeMs);
  } catch (error) {
    await context.close();
    throw error;
  }
  return context;
}

/** Systems put a context to sleep, as for a call; asleep it plays nothing and never says that something ended. */
export async function wake(context: AudioContext, mostWakeMs = usualWakeMs): Promise<void> {
  if (context.state !== 'running') await Promise.race([context.resume(), after(mostWakeMs)]);
  if (context.state !== 'running')
    throw new DOMException('Nobody has pressed anything yet.', 'InvalidStateError');
}
