interface OldSafari {
  webkitAudioContext?: typeof AudioContext;
}

/** Unasked, a browser lets the call wait for ever. */
const mostWakeMs = 2_000;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A context that sounds: made or resumed where a person just pressed something, as browsers want it. */
export async function openAudioContext(): Promise<AudioContext> {
  const Context =
    (globalThis.AudioContext as typeof AudioContext | undefined) ??
    (globalThis as OldSafari).webkitAudioContext;
  if (Context === undefined) throw new DOMException('This browser has no audio.', 'NotSupportedError');
  const context = new Context();
  if (context.state !== 'running') await Promise.race([context.resume(), after(mostWakeMs)]);
  if (context.state === 'running') return context;
  await context.close();
  throw new DOMException('Nobody has pressed anything yet.', 'InvalidStateError');
}
