import { describe, expect, it } from 'vitest';
import { soundsUnfinished } from './endpoint.ts';
import { frameMs, frameSize } from './silero.ts';
import { type ActivityEvent, type CutRules, recordingCuts, streamCuts, Utterances } from './utterances.ts';

/** What a detector says of speech and pauses that take turns, beginning with a pause. */
function* spoken(
  turnsMs: readonly number[],
  loudness = 0.5,
): Generator<{ samples: Float32Array; probability: number }> {
  for (const [turn, ms] of turnsMs.entries()) {
    const isSpeech = turn % 2 === 1;
    for (let at = 0; at < Math.round(ms / frameMs); at++) {
      const samples = new Float32Array(frameSize).fill(isSpeech ? loudness : 0);
      yield { samples, probability: isSpeech ? 0.95 : 0.02 };
    }
  }
}

function hearAll(turnsMs: readonly number[], cuts: CutRules = streamCuts): ActivityEvent[] {
  const utterances = new Utterances(cuts);
  const events: ActivityEvent[] = [];
  for (const frame of spoken(turnsMs)) events.push(...utterances.push(frame));
  return [...events, ...utterances.flush()];
}

const utterancesOf = (events: readonly ActivityEvent[]) =>
  events.flatMap((event) => (event.type === 'utterance' ? [event.utterance] : []));

describe('utterances', () => {
  it('keeps 300 ms before the first syllable and a little after the last', () => {
    const [utterance] = utterancesOf(hearAll([1000, 1000, 1000]));
    expect(utterance?.start_s).toBeCloseTo(0.7, 1);
    expect(utterance?.end_s).toBeCloseTo(2.25, 1);
    expect(utterance?.samples.length).toBeCloseTo(1.55 * 16_000, -3);
  });

  it('tells the beginning and the end of speech before what was said', () => {
    const events = hearAll([1000, 1000, 1000]);
    expect(events.map(({ type }) => type)).toEqual(['started', 'ended', 'utterance']);
    expect(events[0]).toMatchObject({ at_s: expect.closeTo(1, 1) });
    expect(events[1]).toMatchObject({ at_s: expect.closeTo(2, 1) });
  });

  it('takes clicks and other things of a moment for nothing', () => {
    expect(utterancesOf(hearAll([500, 64, 700, 64, 700, 128, 900]))).toEqual([]);
  });

  it('lets somebody breathe within a sentence', () => {
    expect(utterancesOf(hearAll([500, 1000, 350, 1000, 900]))).toHaveLength(1);
  });

  it('ends a sentence sooner for one who speaks fluently, and later in the middle of one', () => {
    const silenceBeforeEnd = (turnsMs: number[], isUnfinished = false) => {
      const utterances = new Utterances(streamCuts);
      let frames = 0;
      for (const frame of spoken(turnsMs)) {
        frames += 1;
        if (utterances.push(frame, isUnfinished).some(({ type }) => type === 'ended'))
          return frames * frameMs - 2816;
      }
      return Number.NaN;
    };
    const fluent = silenceBeforeEnd([0, 2816, 2000]);
    const hesitant = silenceBeforeEnd([0, 1216, 384, 1216, 2000]);
    const unfinished = silenceBeforeEnd([0, 2816, 2000], true);
    expect(fluent).toBeGreaterThanOrEqual(500);
    expect(fluent).toBeLessThanOrEqual(540);
    expect(hesitant).toBeGreaterThan(fluent);
    expect(hesitant).toBeLessThanOrEqual(550);
    expect(unfinished).toBeGreaterThanOrEqual(700);
    expect(unfinished).toBeLessThanOrEqual(740);
  });

  it.each([
    'Fix the',
    'Fix the.',
    'Run the tests, and',
    'Run the tests and, um...',
    'Run the tests,',
    'I want to',
  ])('hears that more will come after "%s"', (text) => expect(soundsUnfinished(text)).toBe(true));

  it.each(['', 'Run the tests.', 'Turn it on.', 'What is it for?', 'Plan B-', 'Fix the panda.'])(
    'hears no more coming after "%s"',
    (text) => expect(soundsUnfinished(text)).toBe(false),
  );

  it('cuts long speech at a short pause and loses nothing of it', () => {
    const heard = utterancesOf(hearAll([0, 9000, 250, 5000, 1000]));
    expect(heard).toHaveLength(2);
    expect(heard[0]?.end_s).toBeCloseTo(9.2, 1);
    expect(heard[1]?.start_s).toBe(heard[0]?.end_s);
  });

  it.each([
    ['a stream', streamCuts],
    ['a recording', recordingCuts],
  ])('never keeps more than a window of speech without pauses in %s', (_, cuts) => {
    const utterances = new Utterances(cuts);
    let longestMs = 0;
    for (const [index, frame] of [...spoken([0, 90_000])].entries()) {
      utterances.push(frame);
      if (index % 10 !== 0) continue;
      const current = utterances.current();
      longestMs = Math.max(longestMs, ((current?.samples.length ?? 0) / frameSize) * frameMs);
    }
    expect(longestMs).toBeGreaterThan(8_000);
    expect(longestMs).toBeLessThanOrEqual(cuts.latestMs + frameMs);
  });

  it('cuts speech without pauses where it is quietest', () => {
    const utterances = new Utterances(recordingCuts);
    const events: ActivityEvent[] = [];
    for (const [index, frame] of [...spoken([0, 22_000])].entries()) {
      if (Math.abs(index * frameMs - 17_000) < 60) frame.samples.fill(0.01);
      events.push(...utterances.push(frame));
    }
    expect(utterancesOf(events)[0]?.end_s).toBeCloseTo(17, 1);
  });

  it('joins the pauses of a recording to one utterance', () => {
    const turns = [500, 2000, 800, 2000, 1500];
    expect(utterancesOf(hearAll(turns, recordingCuts))).toHaveLength(1);
    expect(utterancesOf(hearAll(turns, streamCuts))).toHaveLength(2);
  });
});
