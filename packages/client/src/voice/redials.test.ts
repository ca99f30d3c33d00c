import { voiceResumeMs } from '@overmind/contracts/frames/voice';
import { describe, expect, it } from 'vitest';
import { Redials } from './redials.ts';

describe('Redials', () => {
  it('wait longer from try to try, up to four seconds, and briefly again once something was stored', () => {
    const redials = new Redials(250, () => 0);
    expect(Array.from({ length: 6 }, () => redials.next())).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000]);
    redials.reset();
    expect(redials.next()).toBe(250);
  });

  it('end when the server waits no longer, counted from the first loss', () => {
    let now = 0;
    const redials = new Redials(250, () => now);
    redials.next();
    now = voiceResumeMs - 1;
    redials.next();
    expect(redials.mayTry).toBe(true);
    now = voiceResumeMs;
    expect(redials.mayTry).toBe(false);
    redials.reset();
    expect(redials.mayTry).toBe(true);
  });
});
