import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import { tryModels } from '@overmind/contracts/routes/models';
import { putProvider } from '@overmind/contracts/routes/providers';
import { type OllamaStand, startOllama } from '@overmind/testing/models/ollama';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../test-support/build.ts';
import { type Result, runCli } from '../../test-support/cli.ts';
import { onlyProject, signIn } from '../../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

describe.runIf(process.platform === 'linux')('language models, on the demo', () => {
  let up: RunningUp;
  let ollama: OllamaStand;
  let model: ModelServer;
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
    model = await startModelServer(() => ({ text: 'Seven.' }));
    up = await startUp({ args: ['--demo', '--no-demo-model'], settings: { OLLAMA_URL: ollama.url } });
    const client = await signIn(up);
    const body = {
      kind: 'openai_compatible' as const,
      base_url: model.openAiUrl,
      is_local: true,
      serves_itself: true,
    };
    await client.call(putProvider, { params: { provider: 'one' }, body });
    const { id } = await onlyProject(client);
    await client.call(tryModels, { body: { prompt: 'Say a number.', project_id: id } });
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
    expect(shown).toMatch(/^\S+\/scripted +1 +0 +0 +10 +5 +\$0\.0000 +\$0\.0000 +100 %$/m);
    expect(shown).toMatch(/^in all +1 /m);
    expect(await out('usage', '--from', '2020-01-01', '--to', '2020-01-02')).toMatch(/^No call of a model/);
    expect(await cli('usage', '--from', 'soon')).toMatchObject({ code: 2 });
  });
});
