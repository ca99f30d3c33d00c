import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Framer } from './frames.ts';
import { frameSize } from './silero.ts';

it('gives the samples back in frames, whatever the pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 8 }), (lengths) => {
      const framer = new Framer();
      let next = 0;
      const frames: Float32Array[] = [];
      for (const length of lengths) {
        frames.push(...framer.push(Float32Array.from({ length }, () => next++)));
      }
      const rest = framer.flush();
      if (rest !== null) frames.push(rest);
      expect(frames.every((frame) => frame.length === frameSize)).toBe(true);
      const all = frames.flatMap((frame) => [...frame]);
      expect(all.slice(0, next)).toEqual(Array.from({ length: next }, (_, index) => index));
      expect(all.slice(next).every((sample) => sample === 0)).toBe(true);
      expect(all.length - next).toBeLessThan(frameSize);
    }),
    { numRuns: 30 },
  );
});
