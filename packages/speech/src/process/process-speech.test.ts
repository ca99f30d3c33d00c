import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { Segment, StreamEvent } from '../recognition.ts';
import type { SpeechUse } from '../speech.ts';
import { SpeechError } from '../speech-error.ts';
import type { ProcessSpeech } from './process-speech.ts';
import { openTestSpeech } from './test-support/open.ts';
import { countedPieces, isAlive } from './test-support/pieces.ts';

const opened: ProcessSpeech[] = [];
const open = (...asked: Parameters<typeof openTestSpeech>): ProcessSpeech => {
  const speech = openTestSpeech(...asked);
  opened.push(speech);
  return speech;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((speech) => speech.stop()));
});

function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const pidOf = async (speech: ProcessSpeech): Promise<number> => (await speech.pid()) ?? Number.NaN;
const kill = async (speech: ProcessSpeech): Promise<void> =>
  void process.kill(await pidOf(speech), 'SIGKILL');
const words = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join(' ');

async function hear(speech: ProcessSpeech, count = 4, vocabulary: string[] = []): Promise<Segment[]> {
  const segments: Segment[] = [];
  await speech.recognise(countedPieces(count), (segment) => segments.push(segment), { vocabulary });
  return segments;
}

async function listenOnce(speech: ProcessSpeech): Promise<void> {
  const stream = await speech.open({}, () => {});
  stream.push(new Float32Array(160));
  await stream.end();
}

async function speakOnce(speech: ProcessSpeech): Promise<void> {
  const said: number[] = [];
  for await (const { samples } of speech.speak('1 2')) said.push(samples[0] ?? 0);
  expect(said).toEqual([1, 2]);
}

/** Whether it was not there yet. */
async function loadsNow(speech: ProcessSpeech, use: SpeechUse): Promise<boolean> {
  const loading = speech.load(use);
  await loading;
  return loading !== null;
}

test('starts nothing before there is work', async () => {
  const speech = open();
  expect(await speech.pid()).toBeNull();
  expect(words(await hear(speech))).toBe('0 1 2 3');
  expect(isAlive(await pidOf(speech))).toBe(true);
});

test('loads what hears before it is needed, once for each life of its process', async () => {
  const speech = open();
  await speech.load('recognition');
  const pid = await pidOf(speech);
  expect(speech.load('recognition')).toBeNull();
  expect(words(await hear(speech))).toBe('0 1 2 3');
  expect(await pidOf(speech)).toBe(pid);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => speech.pid()).toBeNull();
  await speech.load('recognition');
  expect(await pidOf(speech)).not.toBe(pid);
  expect(isAlive(await pidOf(speech))).toBe(true);
  expect(speech.load('recognition')).toBeNull();
});

test('loads what speaks apart from what hears, before there is a text', async () => {
  const speech = open();
  await speech.load('synthesis');
  const pid = await pidOf(speech);
  expect(speech.load('synthesis')).toBeNull();
  const hearing = speech.load('recognition');
  expect(hearing).not.toBeNull();
  await hearing;
  expect(await pidOf(speech)).toBe(pid);
});

test.each([
  ['a recording', 'recognition', (speech: ProcessSpeech) => hear(speech)],
  ['a voice', 'recognition', listenOnce],
  ['a text', 'synthesis', speakOnce],
] as const)('loads nothing that %s had loaded, as long as its process lives', async (_what, use, work) => {
  const speech = open();
  await work(speech);
  expect(await loadsNow(speech, use)).toBe(false);
  expect(await loadsNow(speech, use === 'recognition' ? 'synthesis' : 'recognition')).toBe(true);
  await kill(speech);
  await expect.poll(() => speech.pid()).toBeNull();
  expect(await loadsNow(speech, use)).toBe(true);
});

test('says why what hears cannot be loaded', async () => {
  const reason = new SpeechError('no_model', 'There are no speech models.');
  const speech = open({ program: () => Promise.reject(reason) });
  await expect(speech.load('recognition')).rejects.toBe(reason);
});

test('hears a recording to its end when the process is killed, each segment once and at its time', async () => {
  const speech = open();
  const segments: Segment[] = [];
  await speech.recognise(countedPieces(12), (segment) => {
    segments.push(segment);
    if (segments.length === 3) void kill(speech);
  });
  expect(words(segments)).toBe('0 1 2 3 4 5 6 7 8 9 10 11');
  expect(segments.map(({ start_s }) => Math.round(start_s * 10))).toEqual([0, 2, 4, 6, 8, 10]);
  expect(segments.map(({ end_s }) => Math.round(end_s * 10))).toEqual([2, 4, 6, 8, 10, 12]);
});

test('gives a recording up that kills the process twice, and goes on with the next', async () => {
  const speech = open();
  await expect(hear(speech, 4, ['die'])).rejects.toMatchObject({ fault: 'failed' });
  expect(words(await hear(speech))).toBe('0 1 2 3');
});

test('speaks on after a crash without repeating a sentence', async () => {
  const speech = open();
  const said: number[] = [];
  for await (const { samples } of speech.speak('1 2 3 4 5')) {
    said.push(samples[0] ?? 0);
    if (said.length === 2) await kill(speech);
  }
  expect(said).toEqual([1, 2, 3, 4, 5]);
});

test('speaks to others while whoever was first takes no more', async () => {
  const speech = open();
  const slow = Array.from({ length: availableParallelism() }, () => speech.speak('1 2 3 4 5'));
  for (const reader of slow) expect((await reader.next()).value?.samples[0]).toBe(1);
  const said: number[] = [];
  for await (const { samples } of speech.speak('6 7 8')) said.push(samples[0] ?? 0);
  expect(said).toEqual([6, 7, 8]);
  for (const reader of slow) {
    const rest: number[] = [];
    for await (const { samples } of reader) rest.push(samples[0] ?? 0);
    expect(rest).toEqual([2, 3, 4, 5]);
  }
});

test('tells whoever speaks that the process died, and hears the next voice', async () => {
  const speech = open();
  const failed = later<SpeechError>();
  const stream = await speech.open({ vocabulary: ['die'] }, () => {}, failed.resolve);
  stream.push(new Float32Array(160));
  expect((await failed.promise).fault).toBe('interrupted');
  await expect(stream.end()).rejects.toMatchObject({ fault: 'interrupted' });
  const events: StreamEvent[] = [];
  const next = await speech.open({}, (event) => events.push(event));
  next.push(new Float32Array(160).fill(7));
  await next.end();
  expect(events).toMatchObject([
    { type: 'partial', text: '7' },
    { type: 'segment', segment: { text: 'all' } },
  ]);
});

test('refuses what does not fit into the queue, with how many wait', async () => {
  const speech = open({ recordingsAtOnce: 1, mostWaiting: 2 });
  const gate = later<void>();
  async function* held(): AsyncGenerator<Float32Array> {
    await gate.promise;
    yield* countedPieces(2);
  }
  const first = speech.recognise(held(), () => {});
  const waiting = [hear(speech), hear(speech)];
  await expect(hear(speech)).rejects.toMatchObject({
    fault: 'busy',
    message: expect.stringContaining('2 recordings wait'),
  });
  gate.resolve();
  await first;
  expect((await Promise.all(waiting)).map(words)).toEqual(['0 1 2 3', '0 1 2 3']);
});

test('leaves the queue when it is aborted, and its place to the next', async () => {
  const speech = open({ recordingsAtOnce: 1, mostWaiting: 1 });
  const gate = later<void>();
  const stop = new AbortController();
  async function* held(): AsyncGenerator<Float32Array> {
    await gate.promise;
    yield new Float32Array(1);
  }
  const first = speech.recognise(held(), () => {});
  const left = speech.recognise(countedPieces(2), () => {}, { signal: stop.signal });
  stop.abort();
  await expect(left).rejects.toMatchObject({ fault: 'aborted' });
  const next = hear(speech);
  gate.resolve();
  await first;
  expect(words(await next)).toBe('0 1 2 3');
});

test('stops hearing when it is aborted, though the recording never ends', async () => {
  const speech = open();
  const stop = new AbortController();
  async function* endless(): AsyncGenerator<Float32Array> {
    yield* countedPieces(2);
    await new Promise(() => {});
  }
  const heard = speech.recognise(endless(), () => stop.abort(), { signal: stop.signal });
  await expect(heard).rejects.toMatchObject({ fault: 'aborted' });
  expect(words(await hear(speech))).toBe('0 1 2 3');
});

test('takes pieces only as fast as they are heard', async () => {
  const speech = open();
  let taken = 0;
  const ahead: number[] = [];
  let told = 0;
  const pieces = countedPieces(40, (count) => {
    taken = count;
  });
  await speech.recognise(pieces, () => {
    told += 2;
    ahead.push(taken - told);
  });
  expect(told).toBe(40);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(1);
});

test('ends the process when it is idle and starts it again', async () => {
  const speech = open({ idleMs: 20 });
  await hear(speech);
  const pid = await pidOf(speech);
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(await speech.pid()).toBeNull();
  expect(words(await hear(speech))).toBe('0 1 2 3');
});

test('never ends a process that hears a voice', async () => {
  const speech = open({ idleMs: 1 });
  const stream = await speech.open({}, () => {});
  const pid = await pidOf(speech);
  await hear(speech, 20);
  expect(await pidOf(speech)).toBe(pid);
  await stream.end();
});

test('lets the asking process go on while the engines compute', async () => {
  const speech = open();
  await hear(speech);
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  await hear(speech, 2, ['work']);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(1);
});

test('ends a process that takes more memory than it may', async () => {
  const speech = open();
  await expect(hear(speech, 2, ['grow'])).rejects.toMatchObject({ fault: 'failed' });
  expect(words(await hear(speech))).toBe('0 1 2 3');
});

test('tells the engines none of the settings of whoever asks', async () => {
  const speech = open();
  process.env['OVERMIND_CANARY'] = 'secret';
  const { language } = await speech.recognise(countedPieces(1), () => {}, { vocabulary: ['environment'] });
  delete process.env['OVERMIND_CANARY'];
  expect(language.split(' ')).toContain('PATH');
  expect(language).not.toContain('CANARY');
});

test('passes on what an engine refuses, without trying again', async () => {
  const speech = open();
  await expect(hear(speech, 2, ['refuse'])).rejects.toMatchObject({
    fault: 'language_unknown',
    message: 'Not that one.',
  });
});

test('ends all that is under way when it is stopped', async () => {
  const speech = open();
  const stream = await speech.open({}, () => {});
  const pid = await pidOf(speech);
  const ending = expect(stream.end().then(() => stream.end())).resolves.toBeUndefined();
  await ending;
  const other = await speech.open({}, () => {});
  await speech.stop();
  await expect(other.end()).rejects.toMatchObject({ fault: 'aborted' });
  expect(isAlive(pid)).toBe(false);
  await expect(hear(speech)).rejects.toMatchObject({ fault: 'aborted' });
});

test('dies with the process that started it, even when that is killed', async () => {
  const file = fileURLToPath(new URL('./test-support/lonely-parent.ts', import.meta.url));
  const parent = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});
