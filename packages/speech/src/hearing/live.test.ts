import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameMs, openSilero } from '../activity/silero.ts';
import { speechRate } from '../pcm.ts';
import type { Recogniser, StreamEvent } from '../recognition.ts';
import { type Ears, usualLanguages } from './ears.ts';
import { hearLive as hearLiveWith } from './live.ts';
import { type DecoderMemory, openMoonshine } from './moonshine.ts';
import { openRecogniser } from './open-recogniser.ts';
import { shippedFolders } from './test-support/folders.ts';
import { inPieces, join, noise, readKennedy, silence, typing } from './test-support/sounds.ts';
import { endOfText } from './tokens.ts';

let recogniser: Recogniser & AsyncDisposable;
let ears: Ears & AsyncDisposable;
beforeAll(async () => {
  recogniser = await openRecogniser(shippedFolders);
  ears = await openEars();
});
afterAll(async () => {
  await recogniser[Symbol.asyncDispose]();
  await ears[Symbol.asyncDispose]();
});

async function openEars(): Promise<Ears & AsyncDisposable> {
  const detector = await openSilero(`${shippedFolders.activity}/silero_vad.onnx`);
  const moonshine = await openMoonshine(shippedFolders.recognition);
  return {
    ...{ detector, moonshine, languages: usualLanguages },
    async [Symbol.asyncDispose]() {
      await detector[Symbol.asyncDispose]();
      await moonshine[Symbol.asyncDispose]();
    },
  };
}

/** What the models were asked: how much was measured, and how much was there when something was written down. */
interface Asked {
  measuredS: number;
  atS: number[];
  isAtWork: boolean;
}

function watching(asked: Asked, { moonshine, detector, languages }: Ears): Ears {
  const during = async <T>(work: Promise<T>): Promise<T> => {
    asked.isAtWork = true;
    return work.finally(() => {
      asked.isAtWork = false;
    });
  };
  return {
    languages,
    moonshine: {
      ...moonshine,
      begin: (samples, prefix) => {
        asked.atS.push(asked.measuredS);
        return during(moonshine.begin(samples, prefix));
      },
      write: (memory, token) => during(moonshine.write(memory, token)),
    },
    detector: {
      ...detector,
      newMeter: () => {
        const meter = detector.newMeter();
        return {
          measure: async (frame) => {
            const likely = await during(meter.measure(frame));
            asked.measuredS += frame.length / speechRate;
            return likely;
          },
        };
      },
    },
  };
}

/** All that was pushed is measured, and nothing came of it that is still worked on. Fails where it is left lying. */
async function untilHeard(asked: Asked, pushedS: number): Promise<void> {
  for (let idleTurns = 0; idleTurns < 3; idleTurns = asked.isAtWork ? 0 : idleTurns + 1)
    await new Promise(setImmediate);
  expect(asked.measuredS, 'seconds that were measured of what was pushed').toBeGreaterThan(
    pushedS - frameMs / 1000,
  );
}

/** As a microphone gives it to a fast machine: each piece when the one before is heard. */
async function hearLive(
  samples: Float32Array,
  by: Ears = ears,
  pieceMs = frameMs,
): Promise<{ events: StreamEvent[]; asked: Asked; endKnownAtS: number }> {
  const events: StreamEvent[] = [];
  const asked: Asked = { measuredS: 0, atS: [], isAtWork: false };
  let endKnownAtS = Number.NaN;
  const stream = hearLiveWith(watching(asked, by), {}, (event) => {
    events.push(event);
    if (event.type === 'speech_ended') endKnownAtS = asked.measuredS;
  });
  let pushedS = 0;
  for (const piece of inPieces(samples, pieceMs)) {
    stream.push(piece);
    pushedS += piece.length / speechRate;
    await untilHeard(asked, pushedS);
  }
  await stream.end();
  return { events, asked, endKnownAtS };
}

/** Ears for which every sound is speech, and always says these words. */
function scriptedEars(words: string): Ears {
  const { tokens } = ears.moonshine;
  const script = [...tokens.encode(words), endOfText];
  const places = new WeakMap<DecoderMemory, number>();
  const remember = (place: number): Promise<DecoderMemory> => {
    const outlook = { best: script[place] ?? endOfText, logProb: () => -0.01 };
    const memory = { outlook } as unknown as DecoderMemory;
    places.set(memory, place);
    return Promise.resolve(memory);
  };
  const measure = (frame: Float32Array) => Promise.resolve(frame[0] === 0 ? 0.02 : 0.95);
  return {
    languages: usualLanguages,
    moonshine: {
      ...ears.moonshine,
      begin: (_, prefix) => remember(prefix.length),
      write: (memory) => remember((places.get(memory) ?? 0) + 1),
    },
    detector: { ...ears.detector, newMeter: () => ({ measure }) },
  };
}

/** How long nobody has spoken when the end is told. */
async function waitAfter(words: string, speechMs: number, pieceMs = frameMs): Promise<number> {
  const speech = new Float32Array((speechMs * speechRate) / 1000).fill(0.5);
  const { endKnownAtS } = await hearLive(join(speech, silence(1)), scriptedEars(words), pieceMs);
  return endKnownAtS * 1000 - speechMs;
}

/** Between two segments, each partial has to begin with what was for good in the one before. */
function expectStable(events: readonly StreamEvent[]): void {
  let stable = '';
  for (const event of events) {
    if (event.type !== 'partial' && event.type !== 'segment') continue;
    const text = event.type === 'partial' ? event.text : event.segment.text;
    expect(text.startsWith(stable)).toBe(true);
    if (event.type === 'partial') expect(event.stable_chars).toBeGreaterThanOrEqual(stable.length);
    stable = event.type === 'partial' ? text.slice(0, event.stable_chars) : '';
  }
}

describe('speech while it is spoken', () => {
  it('gives words before its end, which stay, and then all of it', async () => {
    const speech = await readKennedy();
    const { events } = await hearLive(join(silence(1), speech, silence(1)));
    expectStable(events);
    const partials = events.flatMap((event) => (event.type === 'partial' ? [event] : []));
    expect(partials.some(({ stable_chars }) => stable_chars > 10)).toBe(true);
    const text = events.flatMap((event) => (event.type === 'segment' ? [event.segment.text] : [])).join(' ');
    expect(text).toMatch(
      /fellow[ -]Americans.* ask not[.,]? what your country can do for you.* what you can do for your country/i,
    );
  });

  it('is heard in the pause that ends it, early enough to be known when that is clear, and no oftener', async () => {
    const speech = await readKennedy();
    const { events, asked } = await hearLive(join(speech.subarray(0, 3 * speechRate), silence(1)));
    const ended = events.find(({ type }) => type === 'speech_ended');
    const endedS = ended?.type === 'speech_ended' ? ended.at_s : Number.NaN;
    // What is asked with the last frame of speech is asked before the pause.
    const inPause = asked.atS.filter((s) => s > endedS + frameMs / 2000);
    expect(inPause).toHaveLength(2);
    expect(inPause[0]).toBeGreaterThan(endedS + 0.15);
    expect(inPause[0]).toBeLessThan(endedS + 0.2);
    expect(inPause[1]).toBeLessThan(endedS + 0.26);
  });

  it('tells when speech begins and ends, each segment after its end', async () => {
    const speech = await readKennedy();
    const { events } = await hearLive(join(silence(1), speech.subarray(0, 3 * speechRate), silence(1)));
    const marks = events.map(({ type }) => type).filter((type) => type !== 'partial');
    expect(marks[0]).toBe('speech_started');
    expect(marks.at(-2)).toBe('speech_ended');
    expect(marks.at(-1)).toBe('segment');
    expect(events[0]).toMatchObject({ at_s: expect.closeTo(1.35, 0) });
  });

  it.each([
    ['a sentence', 64 * frameMs],
    ['one so long that the pause has cut it', 264 * frameMs],
  ])('waits longer for who stops in the middle of %s', async (_, speechMs) => {
    expect(await waitAfter(' Fix it.', speechMs)).toBeLessThanOrEqual(600);
    const unfinished = await waitAfter(' Fix the', speechMs);
    expect(unfinished).toBeGreaterThanOrEqual(700);
    expect(unfinished).toBeLessThanOrEqual(740);
  });

  it.each([
    [' Fix it.', false],
    [' Fix the', true],
  ])('tells with the end whether "%s" calls for more', async (words, is_unfinished) => {
    const speech = new Float32Array(2 * speechRate).fill(0.5);
    const { events } = await hearLive(join(speech, silence(1)), scriptedEars(words));
    expect(events).toContainEqual(expect.objectContaining({ type: 'speech_ended', is_unfinished }));
  });

  it.each([
    [' Fix it,', 'Fix it'],
    [' It is red. Fix it to-day -', 'It is red. Fix it today.'],
  ])('ends like what is over where the model would go on: "%s"', async (words, text) => {
    const speech = new Float32Array(2 * speechRate).fill(0.5);
    const { events } = await hearLive(join(speech, silence(1)), scriptedEars(words));
    expect(events.flatMap((event) => (event.type === 'segment' ? [event.segment.text] : []))).toEqual([text]);
  });

  it('keeps the comma where only a long sentence is cut', async () => {
    const speech = new Float32Array(9 * speechRate).fill(0.5);
    const pause = silence(0.25);
    const whole = join(speech, pause, speech.subarray(0, speechRate), silence(1));
    const { events } = await hearLive(whole, scriptedEars(' First this,'));
    const texts = events.flatMap((event) => (event.type === 'segment' ? [event.segment.text] : []));
    expect(texts).toEqual(['First this,', 'First this']);
  });

  it.each([
    ['silence', silence(3)],
    ['noise', noise(3)],
    ['typing', typing(3)],
  ])('is not found in %s', async (_, samples) => {
    const { events } = await hearLive(samples);
    expect(events.filter(({ type }) => type === 'segment' || type === 'partial')).toEqual([]);
  });

  it('is heard as soon in pieces that are shorter than what is measured at a time', async () => {
    expect(await waitAfter('Run the tests.', 1_600, 10)).toBe(await waitAfter('Run the tests.', 1_600));
  });

  it('is told to its end when the microphone is closed in the middle of a word', async () => {
    const speech = await readKennedy();
    const { events } = await hearLive(speech.subarray(0, 7 * 16_000));
    expect(events.at(-1)?.type).toBe('segment');
  });

  it('is forgotten when it is cancelled', async () => {
    const speech = await readKennedy();
    const events: StreamEvent[] = [];
    const stream = await recogniser.open({}, (event) => void events.push(event));
    stream.push(speech);
    stream.cancel();
    await stream.end();
    expect(events).toEqual([]);
  });

  it('is heard along though nearly all of a long turn comes at once, as after a line that broke', async () => {
    const events: StreamEvent[] = [];
    const stream = await recogniser.open({}, (event) => void events.push(event));
    const speech = await readKennedy();
    const all = new Float32Array(110 * 16_000);
    all.set(speech.subarray(0, 7 * 16_000), all.length - 8 * 16_000);
    stream.push(all);
    await stream.end();
    expect(events.at(-1)?.type).toBe('segment');
  });

  it('breaks off, and says so once, when the machine cannot follow', async () => {
    const faults: string[] = [];
    const stream = await recogniser.open(
      {},
      () => {},
      ({ fault }) => void faults.push(fault),
    );
    stream.push(silence(70));
    stream.push(silence(70));
    await expect(stream.end()).rejects.toMatchObject({ name: 'SpeechError', fault: 'busy' });
    expect(faults).toEqual(['busy']);
  });

  it('is refused in a language that the model does not know', async () => {
    await expect(recogniser.open({ language: 'fr' }, () => {})).rejects.toMatchObject({
      fault: 'language_unknown',
    });
  });
});
