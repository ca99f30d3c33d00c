import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { Recording, RecordingItem } from '@overmind/contracts/entities/recording';
import { getSnapshot } from '@overmind/contracts/routes/projects';
import { getRecording, speak } from '@overmind/contracts/routes/recordings';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../failure.ts';
import { buildPrograms } from '../../test-support/build.ts';
import { runCli } from '../../test-support/cli.ts';
import { onlyProject, signIn } from '../../test-support/signed-in.ts';
import { SoundPrograms } from '../../test-support/sound-programs.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

describe.runIf(process.platform === 'linux')('recordings, on the demo', () => {
  let up: RunningUp;
  let client: Client;
  let folder: string;
  let programs: SoundPrograms;
  let wav: Uint8Array<ArrayBuffer>;
  let id: string;
  const cli = (...args: string[]) => runCli(['recordings', ...args], { env: { ...up.env, ...programs.env } });
  async function out(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
  const heard = () =>
    waitFor(
      async () => (await client.call(getRecording, { params: { id } })).status === 'transcribed' || undefined,
      { what: 'the recording to be heard' },
    );

  async function bring(name: string): Promise<string> {
    const { id: projectId } = await onlyProject(client);
    const { conversation } = await client.call(getSnapshot, { params: { id: projectId } });
    const body = new FormData();
    body.set('file', new File([wav], name));
    const address = `${client.baseUrl}/api/conversations/${conversation.id}/recordings`;
    const headers = { authorization: `Bearer ${client.token}` };
    return ((await (await fetch(address, { method: 'POST', headers, body })).json()) as Recording).id;
  }

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo', '--no-demo-model'], settings: { RATE_LIMIT_PER_MIN: '100000' } });
    client = await signIn(up);
    folder = await mkdtemp(join(tmpdir(), 'recordings-'));
    programs = await SoundPrograms.make(folder, ['aplay']);
    const spoken = await client.stream(speak, { body: { text: 'What is blocked?' } });
    wav = new Uint8Array(await spoken.arrayBuffer());
    id = await bring('standup.wav');
    await heard();
  });
  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });

  it('are found by a word that is only begun, and shown with their words and where they can be heard', async () => {
    const listed = JSON.parse(await out('list', '--query', 'what bloc', '--json')) as RecordingItem[];
    expect(listed).toMatchObject([{ id, title: 'standup.wav' }]);
    expect(await out('list', '--query', 'roof')).toMatch(/^No recording\./);
    const shown = await out('show', id.slice(0, 13));
    expect(shown).toMatch(/^standup\.wav\n.*\/projects\/.*\/recordings\/.*\n\n0:00 {2}what is blocked/i);
  });

  it('are kept as files and played in part', async () => {
    const file = join(folder, 'copy.wav');
    await out('download', id, '--out', file);
    expect((await readFile(file)).equals(Buffer.from(wav))).toBe(true);
    await out('play', id, '--from', '0:00.2', '--to', '0:00.7');
    const [played, ...more] = await programs.heard();
    expect(more).toEqual([]);
    const { rate, samples } = await readPlainWavFile(played ?? new Uint8Array());
    expect(samples.length / 2 / rate).toBe(0.5);
  });

  it('are said in the chat, as a whole or in part', async () => {
    expect(await out('say', id)).toMatch(/^what is blocked.*\nNothing is blocked\.\n$/i);
    const refused = await cli('say', id, '--from', '1:00:00');
    expect(refused).toMatchObject({
      code: exitCodes.failed,
      stderr: expect.stringContaining('over before that'),
    });
  });

  it('are heard again', async () => {
    expect(await out('hear', id)).toBe('It is heard again.\n');
    await heard();
  });

  it('are deleted only where a person is sure, and told what stays of their words', async () => {
    expect(await cli('delete', id)).toMatchObject({
      ...{ code: exitCodes.usage, stderr: expect.stringContaining('said of it in the chat stays there') },
    });
    expect(await out('delete', id, '--yes')).toBe('It is deleted.\n');
    expect(await cli('show', id.slice(0, 13))).toMatchObject({
      ...{ code: exitCodes.notFound, stderr: expect.stringContaining('overmind recordings list') },
    });
  });
});
