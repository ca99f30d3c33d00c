import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { ProjectCard } from '@overmind/contracts/entities/project';
import { updateProject } from '@overmind/contracts/routes/projects';
import { speak } from '@overmind/contracts/routes/recordings';
import { summariseForEar } from '@overmind/domain/speakable/summarise';
import { splitSentences } from '@overmind/speech/speaking/sentences';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../test-support/build.ts';
import { type Result, runCli, spawnCli } from '../../test-support/cli.ts';
import { onlyProject, signIn } from '../../test-support/signed-in.ts';
import { SoundPrograms } from '../../test-support/sound-programs.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';
import { readSpokenWav } from '../../voice/speaking/spoken-sound.ts';

const said = 'what is blocked?\nwhat is running?';

describe.runIf(process.platform === 'linux')('say, aloud, on the demo', () => {
  let up: RunningUp;
  let client: Client;
  let project: ProjectCard;
  let folder: string;
  let programs: SoundPrograms;

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo'] });
    client = await signIn(up);
    project = await onlyProject(client);
    folder = await mkdtemp(join(tmpdir(), 'say-aloud-'));
  });
  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    programs = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['aplay']);
  });

  const say = (args: string[], on: SoundPrograms = programs): Promise<Result> =>
    runCli(['say', ...args], { env: { ...up.env, ...on.env, TMPDIR: on.folder } });

  /** What was spoken before is spoken alike again: the server keeps it. */
  async function spoken(text: string): Promise<Buffer> {
    const response = await client.stream(speak, { body: { text } });
    return (await readSpokenWav(new Uint8Array(await response.arrayBuffer()))).samples;
  }

  it('prints the answers and plays them in their order, each as a whole file', async () => {
    const { code, stdout, stderr } = await say([said, '--aloud']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const sentences = stdout.split('\n').filter((line) => line !== '');
    expect(sentences[0]).toBe('Nothing is blocked.');
    const heard = await programs.heard();
    expect(heard).toHaveLength(sentences.length);
    for (const [index, file] of heard.entries()) {
      expect(file.readUInt32LE(40)).toBe(file.length - 44);
      expect((await readSpokenWav(file)).samples.equals(await spoken(sentences[index] ?? ''))).toBe(true);
    }
    const left = (await readdir(programs.folder)).filter((name) => name.startsWith('overmind-say-'));
    expect(left).toEqual([]);
  });

  it('writes them into a file, which is there when it is whole', async () => {
    const out = join(programs.folder, 'answer.wav');
    const { code, stdout } = await say([said, '--out', out]);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Nothing is blocked.']);
    const { samples } = await readSpokenWav(await readFile(out));
    const first = await spoken('Nothing is blocked.');
    expect(samples.subarray(0, first.length).equals(first)).toBe(true);
    expect(samples.length).toBeGreaterThan(first.length);
    expect(await programs.heard()).toEqual([]);
    expect((await readdir(programs.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('prints the answer and says what to install where nothing plays', async () => {
    const silent = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), []);
    const { code, stdout, stderr } = await say([said, '--aloud'], silent);
    expect(stdout).toMatch(/^Nothing is blocked\.\n/);
    expect(stderr).toMatch(
      /^The answer was not said aloud\. No program that plays sound .+ Install one: .+\n$/,
    );
    expect(code).toBe(1);
  });

  it('takes the next player where one does not work, and says why where none does', async () => {
    const both = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['paplay', 'aplay']);
    expect(await say(['what is blocked?', '--aloud'], both)).toMatchObject({ code: 0, stderr: '' });
    expect(await both.heard()).toHaveLength(1);
    const broken = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['paplay']);
    const refused = await say(['what is blocked?', '--aloud'], broken);
    expect(refused).toMatchObject({ code: 1, stdout: 'Nothing is blocked.\n' });
    expect(refused.stderr).toContain('paplay: connection refused');
  });

  it.each([
    ['that ends when it is asked to', 'pw-play'],
    ['that hangs', 'play'],
  ] as const)('is silent at a Ctrl-C with a player %s, and leaves nothing behind', async (_what, player) => {
    const slow = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), [player]);
    const env = { ...up.env, ...slow.env, TMPDIR: slow.folder };
    const child = spawnCli(['say', 'what is blocked?', '--aloud'], { env });
    const pids = await waitFor(async () => (await slow.pids('players'))[0] && slow.pids('players'), {
      what: 'the answer to be heard',
    });
    child.kill('SIGINT');
    expect((await once(child, 'close'))[0]).toBe(130);
    expect(pids).toHaveLength(1);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const left = (await readdir(slow.folder)).filter((name) => name.startsWith('overmind-say-'));
    expect(left).toEqual([]);
  });

  it('says how it went too, where that is waited for', async () => {
    const { stdout } = await say(['run the tests', '--aloud', '--wait']);
    const [outcome = ''] = /^\*\*[A-Z]+-\d+\*\* (is ready for your review|failed)\..*$/m.exec(stdout) ?? [];
    const [sentence] = splitSentences(summariseForEar(outcome, 30));
    const heard = await Promise.all((await programs.heard()).map(readSpokenWav));
    const expected = await spoken(sentence?.text ?? '');
    expect(heard.some(({ samples }) => samples.equals(expected))).toBe(true);
  });

  it('prints JSON all the same', async () => {
    const { stdout } = await say(['what is blocked?', '--aloud', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ reply: { content: 'Nothing is blocked.' } });
    expect(await programs.heard()).toHaveLength(1);
  });

  it('is refused where the project says nothing aloud, or for a voice that there is not', async () => {
    const { voice } = project.settings;
    const set = (synthesis: boolean) =>
      client.call(updateProject, {
        params: { id: project.id },
        body: { settings: { voice: { ...voice, synthesis } } },
      });
    await set(false);
    const refused = await say(['what is blocked?', '--aloud']);
    await set(true);
    expect(refused).toMatchObject({ code: 1, stdout: 'Nothing is blocked.\n' });
    expect(refused.stderr).toContain('Nothing is said aloud in this project');
    const unknown = await say(['what is blocked?', '--aloud', '--voice', 'nobody']);
    expect(unknown).toMatchObject({ code: 1, stdout: 'Nothing is blocked.\n' });
  });
});
