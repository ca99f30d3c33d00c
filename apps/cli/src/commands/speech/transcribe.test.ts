import { execFile } from 'node:child_process';
import {
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPrograms } from '../../test-support/build.ts';
import { cleanEnv, type Result, runCli } from '../../test-support/cli.ts';

const run = promisify(execFile);
const sentence = 'Alder finished task forty two, and two tests still fail.';
let folder = '';
let spoken = '';

const overmind = (args: string[], settings: Record<string, string> = {}): Promise<Result> =>
  runCli(args, { env: cleanEnv({ DATA_DIR: join(folder, 'data'), ...settings }), cwd: folder });

/** Spoken by the voice that comes along, through the bundled program, as the server has it spoken. */
async function speak(text: string, path: string): Promise<void> {
  const program = join(folder, 'speak.mjs');
  const root = new URL('../../../../../packages/speech/src/', import.meta.url).href;
  await writeFile(
    program,
    `import { openSpeech } from '${root}open-speech.ts';
     import { writeFileSync } from 'node:fs';
     const speech = await openSpeech({}, ${JSON.stringify(folder)});
     const parts = [];
     let rate = 0;
     for await (const audio of speech.speak(${JSON.stringify(text)})) { parts.push(audio.samples); rate = audio.rate; }
     writeFileSync(${JSON.stringify(`${path}.f32`)}, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))));
     process.stdout.write(String(rate));
     await speech.stop();`,
  );
  const { stdout: rate } = await run(process.execPath, ['--import', import.meta.resolve('tsx'), program]);
  await run('ffmpeg', ['-v', 'error', '-f', 'f32le', '-ar', rate, '-ac', '1', '-i', `${path}.f32`, path]);
}

beforeAll(async () => {
  await buildPrograms();
  folder = await mkdtemp(join(tmpdir(), 'transcribe-'));
  spoken = join(folder, 'spoken.ogg');
  await speak(sentence, spoken);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('writes down what is said, without a server', async () => {
  const { code, stdout, stderr } = await overmind(['transcribe', spoken, '--names', 'Alder']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toMatch(/finished task/i);
  expect(stdout).toMatch(/tests still fail/i);
});

test('writes JSON, and subtitles into a file', async () => {
  const json = await overmind(['transcribe', spoken, '--format', 'json']);
  const parsed = JSON.parse(json.stdout);
  expect(parsed).toMatchObject({ language: expect.stringMatching(/^en/), is_complete: true });
  expect(parsed.duration_s).toBeGreaterThan(2);
  expect(parsed.segments[0].end_s).toBeGreaterThan(parsed.segments[0].start_s);
  const file = join(folder, 'spoken.srt');
  const srt = await overmind(['transcribe', spoken, '--format', 'srt', '--output', file]);
  expect(srt.stdout).toBe('');
  expect(await readFile(file, 'utf8')).toMatch(/^1\n00:00:0\d,\d{3} --> 00:00:0\d,\d{3}\n.+\n\n/);
});

test('says that a file ends early, and writes what it holds', async () => {
  const cut = join(folder, 'cut.wav');
  await run('ffmpeg', ['-v', 'error', '-i', spoken, cut]);
  await truncate(cut, Math.floor((await readFile(cut)).length * 0.6));
  const { code, stderr } = await overmind(['transcribe', cut]);
  expect(code).toBe(0);
  expect(stderr).toContain('ends early');
});

test('fails with a sentence and leaves no file', async () => {
  await writeFile(join(folder, 'list.mp3'), '#EXTM3U\n/etc/passwd\n');
  const output = join(folder, 'never.txt');
  const refused = await overmind(['transcribe', join(folder, 'list.mp3'), '--output', output]);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('not a sound file') });
  const off = await overmind(['transcribe', spoken, '--output', output], { SPEECH: 'off' });
  expect(off).toMatchObject({ code: 1, stderr: expect.stringContaining('SPEECH=off') });
  expect((await overmind(['transcribe', join(folder, 'nowhere.wav')])).code).toBe(4);
  expect((await overmind(['transcribe', spoken, '--format', 'doc'])).code).toBe(2);
  expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([]);
});

test('never takes the place of the recording', async () => {
  const path = join(folder, 'mine.ogg');
  await copyFile(spoken, path);
  await link(path, join(folder, 'same.ogg'));
  await symlink(path, join(folder, 'short.txt.part'));
  for (const output of [path, `${folder}/./mine.ogg`, join(folder, 'same.ogg'), join(folder, 'short.txt')])
    expect(await overmind(['transcribe', path, '--output', output])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is the recording itself'),
    });
  expect(await readFile(path)).toEqual(await readFile(spoken));
});

test('says why the transcript cannot be written, by the name that the person gave', async () => {
  const output = join(folder, 'none', 'x.srt');
  const refused = await overmind(['transcribe', spoken, '--output', output]);
  expect(refused.stderr).toContain(`Nothing was written to ${output}: its folder is not there.`);
  expect(refused).toMatchObject({ code: 1, stderr: expect.not.stringContaining('ENOENT') });
  expect(await overmind(['transcribe', spoken, '--output', folder])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${folder} is a folder.`),
  });
});

test('says that SPEECH_MODEL_DIR leads to no model, and goes on with those that come along', async () => {
  const own = { SPEECH_MODEL_DIR: join(folder, 'none') };
  const told = expect.stringContaining(`SPEECH_MODEL_DIR is ${own.SPEECH_MODEL_DIR}`);
  expect(await overmind(['models', 'list', '--json'], own)).toMatchObject({ code: 0, stderr: told });
  const { code, stdout, stderr } = await overmind(['transcribe', spoken], own);
  expect({ code, stderr }).toEqual({ code: 0, stderr: told });
  expect(stdout).toMatch(/tests still fail/i);
});

test('lists the models and says which are used; verify finds the damaged file', async () => {
  const { stdout } = await overmind(['models', 'list', '--json']);
  const used = JSON.parse(stdout).filter((model: { is_used: boolean }) => model.is_used);
  expect(used.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
    'activity',
    'recognition',
    'synthesis',
  ]);
  const own = join(folder, 'own');
  await mkdir(join(own, 'mine'), { recursive: true });
  await writeFile(join(own, 'mine/weights.onnx'), 'abcd');
  const file = { path: 'weights.onnx', size_bytes: 4, sha256: '0'.repeat(64) };
  const about = { name: 'mine', title: 'Mine', kind: 'recognition', engine: 'moonshine', languages: ['en'] };
  const model = { ...about, source: 'here', licence: 'MIT', files: [file] };
  await writeFile(join(own, 'manifest.json'), JSON.stringify({ models: [model] }));
  const verified = await overmind(['models', 'verify', 'mine'], { SPEECH_MODEL_DIR: own });
  expect(verified).toMatchObject({ code: 1, stdout: expect.stringContaining('weights.onnx') });
  expect(verified.stdout).toContain('damaged');
  const pulled = await overmind(['models', 'pull', 'mine'], { SPEECH_MODEL_DIR: own });
  expect(pulled).toMatchObject({ code: 1, stderr: expect.stringContaining('--manifest') });
  expect((await overmind(['models', 'pull', 'nobody'])).code).toBe(4);
});
