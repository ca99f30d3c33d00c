import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { ListedCall } from '@overmind/contracts/entities/model-call';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import { tryModels } from '@overmind/contracts/routes/models';
import { putProvider, putProviderKey } from '@overmind/contracts/routes/providers';
import { type OllamaStand, startOllama } from '@overmind/testing/models/ollama';
import type { Turn } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../doctor/finding.ts';
import { buildPrograms } from '../../test-support/build.ts';
import { type Result, runCli } from '../../test-support/cli.ts';
import { onlyProject, signIn } from '../../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

describe.runIf(process.platform === 'linux')('language models, on the demo', () => {
  let up: RunningUp;
  let ollama: OllamaStand;
  let model: ModelServer;
  let client: Client;
  let turn: Turn = { text: 'Seven.' };
  const cli = (...args: string[]): Promise<Result> => runCli(['models', ...args], { env: up.env });
  async function out(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }

  beforeAll(async () => {
    await buildPrograms();
    ollama = await startOllama((say) => {
      say({ status: 'pulling a', digest: 'sha256:a', total: 1_000, completed: 1_000 });
      say({ status: 'success' });
    });
    model = await startModelServer(() => turn);
    up = await startUp({ args: ['--demo', '--no-demo-model'], settings: { OLLAMA_URL: ollama.url } });
    client = await signIn(up);
    const body = {
      kind: 'openai_compatible' as const,
      base_url: model.openAiUrl,
      is_local: true,
      serves_itself: true,
    };
    await client.call(putProvider, { params: { provider: 'one' }, body });
    const { id } = await onlyProject(client);
    await client.call(tryModels, { body: { prompt: 'Say a number.', project_id: id } });
    await client.call(tryModels, { body: { prompt: 'Say a number.', project_id: null } });
  });

  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await Promise.all([ollama.close(), model.close()]);
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('lists those that the server can call', async () => {
    expect(await out('list', '--language')).toMatch(/one\/scripted +local +\? +free +up, \d+ ms\n/);
    const items = JSON.parse(await out('list', '--language', '--json')) as CatalogueModel[];
    expect(items).toMatchObject([{ ref: 'one/scripted', is_local: true }]);
  });

  it('are listed under those that hear and speak', async () => {
    const listed = await out('list');
    expect(listed).toMatch(/^Speech models\n\nname +for +state[\s\S]*\n\nLanguage models\n\nmodel +where/);
    expect(listed).toContain('one/scripted');
    const speech = JSON.parse(await out('list', '--json')) as { name: string }[];
    expect(speech.map(({ name }) => name)).not.toContain('one/scripted');
  });

  it('lists providers, and tests one', async () => {
    const listed = await out('providers');
    expect(listed).toMatch(/^ollama +ollama +local +up since .* 0 +none +http:/m);
    expect(listed).toMatch(/^anthropic +anthropic +cloud +off /m);
    expect(await out('test', 'one')).toMatch(/^one is there and offers 1 models \(\d+ ms\)\.\n$/);
    const away = await cli('test', 'nobody');
    expect(away).toMatchObject({ code: 4, stderr: expect.stringContaining('There is no such provider') });
  });

  it('has Ollama fetch one, and waits for it', async () => {
    expect(await out('pull', 'ollama/qwen3:8b')).toBe('ollama/qwen3:8b is there.\n');
    expect(ollama.pulled).toEqual(['qwen3:8b']);
    const again = JSON.parse(await out('pull', 'ollama/other', '--json')) as ModelPull;
    expect(again).toMatchObject({ status: 'completed', total_bytes: 1_000 });
    const refused = await cli('pull', 'one/scripted');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Only Ollama keeps models') });
  });

  it('shows what they were used for', async () => {
    const shown = await out('usage', '--by', 'model');
    expect(shown).toMatch(/^\S+\/scripted +2 +0 +0 +20 +10 +\$0\.0000 +\$0\.0000 +100 %$/m);
    expect(shown).toMatch(/^in all +2 /m);
    expect(await out('usage', '--no-project')).toMatch(/^in all +1 /m);
    expect(await out('usage', '--from', '2020-01-01', '--to', '2020-01-02')).toMatch(/^No call of a model/);
    expect(await cli('usage', '--from', 'soon')).toMatchObject({ code: 2 });
  });

  it('lists each call, and tells of one what was tried and why its model was taken', async () => {
    const listed = await out('calls', '--model', 'one/scripted', '--status', 'ok');
    const row = /^([0-9a-f-]{13}) .*models\.try +one\/scripted +answered +10 +5 +\$0\.0000 +\d+ ms$/m.exec(
      listed,
    );
    expect(row).not.toBeNull();
    const shown = await out('call', row?.[1] ?? '');
    expect(shown).toMatch(/^models\.try: one\/scripted, answered$/m);
    expect(shown).toMatch(/What was tried\none\/scripted +ok /);
    expect(shown).toMatch(/Why this model \(data: [a-z ]+, work: low\)\none\/scripted +\d+ /);
    const items = JSON.parse(await out('calls', '--json')) as ListedCall[];
    expect(items).toMatchObject([{ scope: { purpose: 'models.try' }, asked: 'one/scripted', tries: 1 }]);
    expect(await out('calls', '--to', '2020-01-01')).toMatch(/^No such call/);
    expect(await out('calls', '--persona', 'Nobody')).toMatch(/^No such call/);
    expect(await cli('calls', '--persona', 'Nobody', '--no-project')).toMatchObject({ code: 2 });
    expect(await cli('call', 'ffff-none')).toMatchObject({ code: 4 });
    expect(await cli('calls', '--status', 'odd')).toMatchObject({ code: 2 });
  });

  it('lists calls that belong to no project apart', async () => {
    const [free, ...others] = JSON.parse(await out('calls', '--no-project', '--json')) as ListedCall[];
    expect(others).toEqual([]);
    expect(free).toMatchObject({ scope: { purpose: 'models.try', project_id: null } });
    const whole = await out('call', free?.id ?? '', '--no-project', '--json');
    expect(JSON.parse(whole)).toMatchObject({ id: free?.id, attempts: [{ ref: 'one/scripted' }] });
    expect(await cli('call', free?.id ?? '')).toMatchObject({ code: 4 });
    expect(await cli('calls', '--no-project', '--agent', 'qa')).toMatchObject({ code: 2 });
  });

  it('are part of what doctor looks at: who is away, and keys that cannot be opened any more', async () => {
    const found = async () => {
      const { stdout } = await runCli(['doctor', '--json'], { env: up.env });
      return (JSON.parse(stdout) as Finding[]).find(({ name }) => name === 'model providers');
    };
    expect(await found()).toMatchObject({ state: 'ok', detail: 'ollama up, one up' });
    const away = { kind: 'openai_compatible' as const, base_url: 'http://127.0.0.1:1/v1', is_local: true };
    await client.call(putProvider, { params: { provider: 'two' }, body: away });
    await cli('test', 'two');
    expect(await found()).toMatchObject({ state: 'warn', detail: expect.stringMatching(/^two down: /) });
    const key = 'sk-a-key-of-nobody';
    await client.call(putProviderKey, { params: { provider: 'two' }, body: { key } });
    await rm(join(up.dataDir, 'master-keys.json'));
    expect(await found()).toMatchObject({
      ...{ state: 'warn', detail: 'the key of two cannot be used' },
      advice: expect.stringContaining('Enter the key again'),
    });
  });

  it('count as local also where they failed', async () => {
    turn = { fail: 'status', status: 400, message: 'Not that.' };
    const trying = client.call(tryModels, { body: { prompt: 'Say a number.', project_id: null } });
    await expect(trying).rejects.toThrow('answered 400: Not that');
    expect(await out('usage', '--by', 'model')).toMatch(/^in all +3 +1 .* 100 %$/m);
  });
});
