import { execFile } from 'node:child_process';
import { appendFile, copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { speechRate } from '../pcm.ts';
import { type DecodeOptions, type DecodingSummary, decode, probeAudio } from './decode.ts';
import { killReaderOf } from './test-support/kill-reader.ts';

const run = promisify(execFile);
const ffmpeg = (...args: string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args]);
let folder = '';
const at = (name: string): string => join(folder, name);

/** A tone of 440 Hz, three seconds long, written by ffmpeg. */
async function makeTone(name: string, ...args: string[]): Promise<string> {
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=3:sample_rate=44100'];
  await ffmpeg(...tone, '-ac', '2', ...args, at(name));
  return at(name);
}

const made = new Map<string, Promise<string>>();
/** The same file for all who ask for the same; it is to be read only. */
function sharedTone(name: string, ...args: string[]): Promise<string> {
  const key = [name, ...args].join(' ');
  const tone = made.get(key) ?? makeTone(name, ...args);
  made.set(key, tone);
  return tone;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Decoded extends DecodingSummary {
  samples: Float32Array;
  container: string;
}

async function decodeAll(path: string, options: DecodeOptions = {}): Promise<Decoded> {
  const decoded = await decode(path, options);
  const pieces: Float32Array[] = [];
  for await (const piece of decoded.pieces) pieces.push(piece);
  if (decoded.summary === null) throw new Error('no summary');
  return {
    ...decoded.summary,
    samples: Float32Array.from(pieces.flatMap((piece) => [...piece])),
    container: decoded.probe.container,
  };
}

/** Times a second that it rises through zero, in its middle. */
function pitch(samples: Float32Array): number {
  const middle = samples.subarray(speechRate, 2 * speechRate);
  return middle.filter((value, index) => index > 0 && value >= 0 && (middle[index - 1] ?? 0) < 0).length;
}

const formats = [
  ['tone.wav', 'wav', ['-c:a', 'pcm_s16le']],
  ['deep.wav', 'wav', ['-c:a', 'pcm_s24le', '-ar', '48000']],
  ['float.wav', 'wav', ['-c:a', 'pcm_f32le', '-ar', '8000']],
  ['tone.webm', 'webm', ['-c:a', 'libopus']],
  ['tone.ogg', 'ogg', ['-c:a', 'libopus']],
  ['tone.mp3', 'mp3', ['-c:a', 'libmp3lame']],
  ['tone.flac', 'flac', []],
] as const;

describe.each(formats)('%s', (name, container, args) => {
  test.each(['ffmpeg', 'none'] as const)('is decoded whole, with %s at hand', async (program) => {
    const path = await sharedTone(name, ...args);
    const decoded = await decodeAll(path, program === 'none' ? { ffmpeg: null } : {});
    expect(decoded.container).toBe(container);
    expect(decoded.isComplete).toBe(true);
    expect(Math.abs(decoded.durationS - 3)).toBeLessThan(0.1);
    expect(Math.abs(pitch(decoded.samples) - 440)).toBeLessThanOrEqual(2);
    expect(decoded.peaks).toHaveLength(800);
    expect(Math.max(...decoded.peaks)).toBeGreaterThan(0.05);
  });
});

test.each([
  ['tone.m4a', 'mp4', ['-c:a', 'aac']],
  ['vorbis.ogg', 'ogg', ['-c:a', 'libvorbis']],
  ['vorbis.webm', 'webm', ['-c:a', 'libvorbis']],
  ['law.wav', 'wav', ['-c:a', 'pcm_mulaw']],
] as const)(
  '%s is decoded by ffmpeg, and said to need it where there is none',
  async (name, container, args) => {
    const path = await makeTone(name, ...args);
    const decoded = await decodeAll(path);
    expect(decoded.container).toBe(container);
    expect(Math.abs(decoded.durationS - 3)).toBeLessThan(0.1);
    await expect(decodeAll(path, { ffmpeg: null })).rejects.toMatchObject({
      fault: 'bad_audio',
      message: expect.stringContaining('needs ffmpeg'),
    });
    // At once, where somebody brings it.
    await expect(probeAudio(path, { ffmpeg: null })).rejects.toMatchObject({
      fault: 'bad_audio',
      message: expect.stringContaining('install ffmpeg'),
    });
  },
);

/** Where the first sound is, in seconds. */
const firstSoundS = (samples: Float32Array): number =>
  samples.findIndex((sample) => Math.abs(sample) > 0.03) / speechRate;

describe.each([...formats, ['tone.m4a', 'mp4', ['-c:a', 'aac']] as const])('%s', (name, container, args) => {
  const programs = container === 'mp4' ? (['ffmpeg'] as const) : (['ffmpeg', 'none'] as const);
  test.each(programs)('is decoded from a second on, with %s at hand', async (program) => {
    const path = await sharedTone(`late-${name}`, '-af', 'adelay=2000|2000', ...args);
    const options = program === 'none' ? { ffmpeg: null } : {};
    const decoded = await decodeAll(path, { ...options, fromS: 1.5 });
    expect(Math.abs(decoded.durationS - 3.5)).toBeLessThan(0.1);
    expect(Math.abs(firstSoundS(decoded.samples) - 0.5)).toBeLessThan(0.05);
    expect(decoded.isComplete).toBe(true);
    const { pieces } = await decode(path, { ...options, fromS: 10 });
    for await (const piece of pieces) expect(piece).toHaveLength(0);
  });
});

test('goes by the content, not by the name', async () => {
  await copyFile(await sharedTone('tone.flac'), at('lying.mp3'));
  expect((await probeAudio(at('lying.mp3'))).container).toBe('flac');
});

test.each([
  ['an m3u list', '#EXTM3U\n#EXTINF:3,\n/etc/passwd\n'],
  ['an HLS list', '#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n'],
  ['a list of ffmpeg', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
  ['a list in XML', '<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>'],
  ['a text', 'Nothing to hear in here, only words and words.'],
  ['an archive', 'PK\u0003\u0004 and so on, and so on'],
])('refuses %s that is called tone.mp3', async (_what, content) => {
  await writeFile(at('tone.mp3'), content);
  await expect(decodeAll(at('tone.mp3'))).rejects.toMatchObject({ fault: 'bad_audio' });
});

test('says of a file without a byte that it is empty', async () => {
  await writeFile(at('no-byte.mp3'), '');
  await expect(decodeAll(at('no-byte.mp3'))).rejects.toMatchObject({
    ...{ fault: 'bad_audio', message: 'The file is empty.' },
  });
});

test.each([0, 0x7f_ff_ff_d3, 0xff_ff_ff_ff])('reads a wav to its end whose writer said %d', async (said) => {
  const tone = await sharedTone('streamed.wav', '-fflags', '+bitexact', '-flags:a', '+bitexact');
  const file = await readFile(tone);
  file.writeUInt32LE(said, file.indexOf('data', 12, 'latin1') + 4);
  const path = at(`streamed-${said}.wav`);
  await writeFile(path, file);
  expect(await decodeAll(path)).toMatchObject({ isComplete: true, durationS: 3 });
});

test.each(['ffmpeg', 'none'] as const)('refuses a wav without a sample, with %s at hand', async (program) => {
  const path = await sharedTone('empty.wav', '-t', '0');
  const decoded = decodeAll(path, program === 'none' ? { ffmpeg: null } : {});
  await expect(decoded).rejects.toMatchObject({
    fault: 'bad_audio',
    message: expect.stringContaining('no sound'),
  });
});

test('refuses a video without sound', async () => {
  await ffmpeg('-f', 'lavfi', '-i', 'color=size=64x64:duration=1', at('mute.mp4'));
  await expect(decodeAll(at('mute.mp4'))).rejects.toMatchObject({ fault: 'bad_audio' });
});

test.each([
  ['cut.wav', []],
  ['cut.webm', ['-c:a', 'libopus']],
  ['cut.flac', []],
] as const)('tells what is there of %s, and that it ends early', async (name, args) => {
  const path = await makeTone(name, ...args);
  await truncate(path, Math.floor((await readFile(path)).length / 2));
  const decoded = await decodeAll(path);
  expect(decoded.durationS).toBeGreaterThan(1);
  expect(decoded.durationS).toBeLessThan(2.2);
  expect(decoded).toMatchObject({ isComplete: false, note: expect.stringContaining('ends early') });
});

test.each(['ffmpeg', 'none'] as const)(
  'tells that an ogg ends inside a page, wherever it was cut, with %s at hand',
  async (program) => {
    const options = program === 'none' ? { ffmpeg: null } : {};
    const whole = await readFile(await sharedTone('tone.ogg', '-c:a', 'libopus', '-page_duration', '200000'));
    const lastPage = whole.lastIndexOf('OggS', undefined, 'latin1');
    for (const length of [lastPage - 1_000, lastPage + 2, lastPage + 20, lastPage + 30, whole.length - 1]) {
      await writeFile(at(`cut-${program}.ogg`), whole.subarray(0, length));
      const decoded = await decodeAll(at(`cut-${program}.ogg`), options);
      expect(decoded).toMatchObject({ isComplete: false, note: expect.stringContaining('ends early') });
      expect(decoded.durationS).toBeGreaterThan(1.5);
    }
    const notMarkedAsLast = Buffer.from(whole);
    notMarkedAsLast.writeUInt8(0, lastPage + 5);
    await writeFile(at(`unmarked-${program}.ogg`), notMarkedAsLast);
    expect(await decodeAll(at(`unmarked-${program}.ogg`), options)).toMatchObject({ isComplete: true });
  },
);

test('counts the samples of a recorder’s webm, which says no length', async () => {
  // Written to a pipe, as a browser writes it: nothing can be filled in afterwards.
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'error', '-f', 'lavfi', '-i', 'sine=duration=3', '-c:a', 'libopus', '-f', 'webm', 'pipe:1'],
    { encoding: 'buffer' },
  );
  await writeFile(at('recorder.webm'), stdout);
  for (const options of [{}, { ffmpeg: null }]) {
    const { summary } = await drain(at('recorder.webm'), options);
    expect(Math.abs((summary?.durationS ?? 0) - 3)).toBeLessThan(0.1);
    expect(summary?.isComplete).toBe(true);
  }
});

async function drain(path: string, options: DecodeOptions = {}): Promise<Awaited<ReturnType<typeof decode>>> {
  const decoded = await decode(path, options);
  for await (const piece of decoded.pieces) expect(piece.length).toBeGreaterThan(0);
  return decoded;
}

test('refuses a file that claims hours for kilobytes', async () => {
  const path = await makeTone('claims.flac');
  const bytes = await readFile(path);
  // The last 36 bits before the checksum are the number of samples.
  bytes.writeUInt32BE(44_100 * 3 * 3600, 22);
  await writeFile(path, bytes);
  await expect(decodeAll(path)).rejects.toMatchObject({
    message: expect.stringContaining('not what it says'),
  });
});

test.each([20, 36])('refuses a wav that claims %d hours for kilobytes', async (hours) => {
  const file = Buffer.from(await readFile(await sharedTone('short.wav', '-ar', '8000', '-t', '0.1')));
  const bytesPerS = file.readUInt32LE(28);
  file.writeUInt32LE(hours * 3600 * bytesPerS, file.indexOf('data', 12, 'latin1') + 4);
  await writeFile(at(`claims-${hours}.wav`), file);
  await expect(probeAudio(at(`claims-${hours}.wav`))).rejects.toMatchObject({
    fault: 'bad_audio',
    message: expect.stringContaining('longer than 4.0 hours'),
  });
});

test('stops at silence that is longer than its file can be', async () => {
  const silence = ['-f', 'lavfi', '-i', 'anullsrc=sample_rate=8000:channel_layout=mono', '-t', '1500'];
  await ffmpeg(...silence, '-c:a', 'flac', '-frame_size', '65535', at('bomb.flac'));
  expect((await readFile(at('bomb.flac'))).length).toBeLessThan(100_000);
  await expect(decodeAll(at('bomb.flac'))).rejects.toMatchObject({
    message: expect.stringContaining('not what it says'),
  });
  await expect(drain(at('bomb.flac'), { ffmpeg: null })).rejects.toMatchObject({
    message: expect.stringContaining('not what it says'),
  });
});

test('refuses what is longer than it may be', async () => {
  const path = await sharedTone('tone.wav', '-c:a', 'pcm_s16le');
  await expect(decodeAll(path, { mostS: 2 })).rejects.toMatchObject({
    message: expect.stringContaining('longer'),
  });
});

test('goes on after a broken place', async () => {
  const path = await makeTone('broken.mp3', '-c:a', 'libmp3lame');
  const bytes = await readFile(path);
  bytes.fill(0, 20_000, 22_000);
  await writeFile(path, bytes);
  await appendFile(path, 'and some garbage at the end');
  expect((await decodeAll(path)).durationS).toBeGreaterThan(2.5);
});

describe.runIf(process.platform === 'linux')('a program that is killed', () => {
  test.each([
    ['ffmpeg', 'SIGKILL'],
    ['ffmpeg', 'SIGTERM'],
    ['none', 'SIGKILL'],
    ['none', 'SIGTERM'],
  ] as const)('gives no short file for a whole one, with %s at hand (%s)', async (program, signal) => {
    const minute = await sharedTone('minute.flac', '-af', 'aloop=loop=-1:size=132300', '-t', '60');
    const path = at(`${signal}-${program}.flac`);
    await copyFile(minute, path);
    const { pieces } = await decode(path, program === 'none' ? { ffmpeg: null } : {});
    const reading = (async () => {
      let isKilled = false;
      for await (const piece of pieces)
        if (piece.length > 0 && !isKilled) isKilled = await killReaderOf(path, signal);
    })();
    await expect(reading).rejects.toMatchObject({ fault: 'failed' });
  });
});

describe('a look into a file', () => {
  /** The real programs, but what looks into files does something else. */
  async function lookingBy(script: string): Promise<DecodeOptions> {
    const ffprobe = at('ffprobe');
    await writeFile(ffprobe, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { ffmpeg: { ffmpeg: 'ffmpeg', ffprobe } };
  }

  test.each(['KILL', 'TERM'])('that others end says nothing of the file (%s)', async (signal) => {
    const path = await sharedTone('tone.flac');
    const options = await lookingBy(`kill -${signal} $$`);
    await expect(probeAudio(path, options)).rejects.toMatchObject({ fault: 'failed' });
    expect(await probeAudio(path)).toMatchObject({ codec: 'flac' });
  });

  test.each(['SEGV', 'XCPU'])(
    'that ends by what it found there is held against the file (%s)',
    async (signal) => {
      const path = await sharedTone('tone.flac');
      const options = await lookingBy(`kill -${signal} $$`);
      await expect(probeAudio(path, options)).rejects.toMatchObject({ fault: 'bad_audio' });
    },
  );
});

test('ends its program when nobody listens any more', async () => {
  const path = await sharedTone('minute.flac', '-af', 'aloop=loop=-1:size=132300', '-t', '60');
  const stop = new AbortController();
  const { pieces } = await decode(path, { signal: stop.signal });
  const reading = (async () => {
    for await (const piece of pieces) if (piece.length > 0) stop.abort();
  })();
  await expect(reading).rejects.toThrow();
});
