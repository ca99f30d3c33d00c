import { afterEach, expect, test, vi } from 'vitest';
import { type Audio, speechRate } from '../../pcm.ts';
import { type Reader, readAhead } from './read-ahead.ts';

afterEach(() => {
  vi.useRealTimers();
});

const patienceMs = 60_000;

/** What is spoken of a text of five sentences, and what is known of its reader. */
function speakFive({ signal, failsAfter }: { signal?: AbortSignal; failsAfter?: number } = {}) {
  const seen = { unread: 0, isSpoken: false };
  const reader: Reader = {
    ...{ signal, patienceMs },
    count: (samples) => {
      seen.unread += samples;
    },
    onSpoken: () => {
      seen.isSpoken = true;
    },
  };
  async function* start(ended: AbortSignal): AsyncGenerator<Audio> {
    for (let sentence = 1; sentence <= 5; sentence++) {
      ended.throwIfAborted();
      if (sentence - 1 === failsAfter) throw new Error('the voice broke');
      yield { samples: Float32Array.of(sentence), rate: speechRate };
    }
  }
  return { seen, audio: readAhead(start, reader) };
}

const rest = async (audio: AsyncIterable<Audio>): Promise<number[]> => {
  const said: number[] = [];
  for await (const { samples } of audio) said.push(samples[0] ?? 0);
  return said;
};

test('is spoken to its end though only the first sentence was taken', async () => {
  const { audio, seen } = speakFive();
  await audio.next();
  await expect.poll(() => seen).toEqual({ unread: 4, isSpoken: true });
  expect(await rest(audio)).toEqual([2, 3, 4, 5]);
  expect(seen.unread).toBe(0);
});

test('gives what was spoken before the voice broke, and then says so', async () => {
  const { audio, seen } = speakFive({ failsAfter: 2 });
  await audio.next();
  await expect.poll(() => seen.isSpoken).toBe(true);
  expect((await audio.next()).value?.samples[0]).toBe(2);
  await expect(audio.next()).rejects.toThrow('the voice broke');
});

test('keeps nothing for a reader who left, or who takes nothing for too long', async () => {
  const left = speakFive();
  await left.audio.next();
  await left.audio.return(undefined);
  await expect.poll(() => left.seen).toEqual({ unread: 0, isSpoken: true });

  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const idle = speakFive();
  await idle.audio.next();
  vi.advanceTimersByTime(patienceMs - 1);
  expect((await idle.audio.next()).value?.samples[0]).toBe(2);
  vi.advanceTimersByTime(patienceMs);
  expect(idle.seen.unread).toBe(0);
  await expect(idle.audio.next()).rejects.toMatchObject({ fault: 'aborted' });
});

test('gives no more of it once it is stopped', async () => {
  const stop = new AbortController();
  const { audio, seen } = speakFive({ signal: stop.signal });
  await audio.next();
  await expect.poll(() => seen).toEqual({ unread: 4, isSpoken: true });
  stop.abort();
  await expect(audio.next()).rejects.toMatchObject({ fault: 'aborted' });
});
