import { describe, expect, it } from 'vitest';
import { speechRate } from '../../pcm.ts';
import { Replayable } from './replayable.ts';

/** Seconds of sound, each told from the others by its samples, that come one by one when a test says so. */
function openSource() {
  const gates: (() => void)[] = [];
  async function* seconds(): AsyncGenerator<Float32Array> {
    for (let each = 0; each < 4; each++) {
      await new Promise<void>((resolve) => gates.push(resolve));
      yield new Float32Array(speechRate).fill(each);
    }
  }
  const give = async () => {
    await expect.poll(() => gates.length).toBeGreaterThan(0);
    gates.shift()?.();
  };
  return { recording: new Replayable(seconds()), give };
}

const numberOf = (piece: Float32Array | null) => piece?.[0] ?? null;

describe('a recording that is begun again', () => {
  it('gives the piece that was waited for then to whoever asks now, and to nobody else', async () => {
    const { recording, give } = openSource();
    const before = recording.next();
    expect(recording.rewind()).toBe(0);
    const now = recording.next();
    await give();
    expect([numberOf(await before), numberOf(await now)]).toEqual([null, 0]);
    const second = recording.next();
    await give();
    expect(numberOf(await second)).toBe(1);
  });

  it('gives in the middle what was not told of, each piece once', async () => {
    const { recording, give } = openSource();
    for (const expected of [0, 1]) {
      const piece = recording.next();
      await give();
      expect(numberOf(await piece)).toBe(expected);
    }
    recording.tell(1);
    const before = recording.next();
    expect(recording.rewind()).toBe(1);
    const pieces = [numberOf(await recording.next())];
    for (const _each of [2, 3]) {
      const piece = recording.next();
      await give();
      pieces.push(numberOf(await piece));
    }
    expect([numberOf(await before), ...pieces]).toEqual([null, 1, 2, 3]);
    expect(await recording.next()).toBeNull();
  });
});
