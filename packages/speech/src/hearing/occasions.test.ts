import { expect, it } from 'vitest';
import { Occasions } from './occasions.ts';

const frameMs = 32;

/** At which frames of speech, then of a pause, it is heard where each time keeps `tookMs` waiting. */
function heardAt(occasions: Occasions, { spokenMs, pauseMs, tookMs }: Record<string, number>) {
  const at: { spoken: number[]; pause: number[] } = { spoken: [], pause: [] };
  const frames = (ms = 0) => Array.from({ length: ms / frameMs }, (_, index) => (index + 1) * frameMs);
  for (const ms of frames(spokenMs)) {
    occasions.pass(frameMs);
    if (!occasions.isDue(0)) continue;
    at.spoken.push(ms);
    occasions.heard({ pauseMs: 0, tookMs: tookMs ?? 0 });
  }
  for (const ms of frames(pauseMs)) {
    occasions.pass(frameMs);
    if (!occasions.isDue(ms)) continue;
    at.pause.push(ms);
    occasions.heard({ pauseMs: ms, tookMs: tookMs ?? 0 });
  }
  return at;
}

it('hears speech each nine frames, and its end twice in a pause and no oftener', () => {
  const at = heardAt(new Occasions(), { spokenMs: 960, pauseMs: 640, tookMs: 96 });
  expect(at).toEqual({ spoken: [288, 576, 864], pause: [160, 224] });
});

it('hears less often on a machine that falls behind, and an end once', () => {
  const at = heardAt(new Occasions(), { spokenMs: 1_600, pauseMs: 640, tookMs: 320 });
  expect(at).toEqual({ spoken: [288, 928, 1_568], pause: [160] });
});

it('hears the next pause anew', () => {
  const occasions = new Occasions();
  heardAt(occasions, { spokenMs: 320, pauseMs: 640, tookMs: 96 });
  occasions.endPause();
  expect(heardAt(occasions, { spokenMs: 0, pauseMs: 640, tookMs: 96 }).pause).toEqual([160, 224]);
});
