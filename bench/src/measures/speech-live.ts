import { setTimeout as sleep } from 'node:timers/promises';
import type { Ears } from '@overmind/speech/hearing/ears';
import { hearLive } from '@overmind/speech/hearing/live';
import { speechRate } from '@overmind/speech/pcm';
import { silence } from './speech-sounds.ts';

const pieceMs = 100;
const pauseS = 1.5;

export interface LiveDelays {
  /** For each tenth of a second of speech: how long until words were shown that knew of it. */
  wordsMs: number[];
  /** From the end of speech to its final text. */
  finalMs: number[];
}

/** Speaks the clips in real time and notes how far behind the words are. */
export async function measureLive(ears: Ears, clips: readonly Float32Array[]): Promise<LiveDelays> {
  const delays: LiveDelays = { wordsMs: [], finalMs: [] };
  for (const clip of clips) await speak(ears, clip, delays);
  return delays;
}

async function speak(ears: Ears, clip: Float32Array, delays: LiveDelays): Promise<void> {
  const startedAt = performance.now();
  const dueAt = (s: number): number => startedAt + s * 1000;
  let pushedS = 0;
  let knownS = 0;
  let shownS = 0;
  let endedS = 0;
  let isSpeaking = false;
  const watched: Ears = {
    ...ears,
    moonshine: {
      ...ears.moonshine,
      begin: (samples, prefix) => {
        knownS = pushedS;
        return ears.moonshine.begin(samples, prefix);
      },
    },
  };
  const stream = hearLive(watched, {}, (event) => {
    const now = performance.now();
    if (event.type === 'speech_started') {
      isSpeaking = true;
      shownS = event.at_s;
    }
    if (event.type === 'speech_ended') {
      endedS = event.at_s;
      isSpeaking = false;
    }
    if (event.type === 'partial' && isSpeaking) {
      for (let s = shownS + pieceMs / 1000; s <= knownS; s += pieceMs / 1000)
        delays.wordsMs.push(now - dueAt(s));
      shownS = Math.max(shownS, knownS);
    }
    if (event.type === 'segment' && !isSpeaking) delays.finalMs.push(now - dueAt(endedS));
  });
  for (const whole of [clip, silence(pauseS)]) {
    const size = (pieceMs * speechRate) / 1000;
    for (let at = 0; at < whole.length; at += size) {
      const piece = whole.subarray(at, at + size);
      await sleep(Math.max(0, dueAt(pushedS + piece.length / speechRate) - performance.now()));
      stream.push(piece);
      pushedS += piece.length / speechRate;
    }
  }
  await stream.end();
}
