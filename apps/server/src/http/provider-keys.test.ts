import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openProvider } from '@overmind/core/providers/open';
import { type OpenDatabase, openDatabase } from '@overmind/db/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formsOf, readDatabase, readFolder } from '../test-support/canary.ts';
import { addPerson } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

/** With signs that each form writes in its own way. */
const newCanary = () => `sk/${randomBytes(24).toString('base64')}+=&"%`;
const canary = newCanary();
const ofEnvironment = newCanary();
const refused = newCanary();

let server: TestServer;
let database: OpenDatabase;
let token: string;
const lines: string[] = [];
const answers: Answer[] = [];
beforeAll(async () => {
  server = await startTestServer({ lines, env: { ANTHROPIC_API_KEY: ofEnvironment } });
  database = openDatabase({ connectionString: server.databaseUrl, max: 2 });
  ({ token } = await addPerson(server, { isAdmin: true }));
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await send(server, { method, path: `/api/models${path}`, body, headers, token });
  answers.push(answer);
  return answer;
}
const putKey = (key: string, provider = 'openai') => call('PUT', `/providers/${provider}/key`, { key });

/** Where any form of a secret is found. */
async function findTraces(secret: string): Promise<string[]> {
  const places: Record<string, string> = {
    logs: lines.join('\n'),
    answers: answers.map(({ text, headers }) => `${JSON.stringify(headers)}${text}`).join('\n'),
    database: await readDatabase(server.databaseUrl),
    files: await readFolder(server.config.DATA_DIR),
  };
  return Object.entries(places).flatMap(([place, text]) =>
    formsOf(secret).flatMap((form) => (text.includes(form) ? [`${form} in ${place}`] : [])),
  );
}

describe('a key', () => {
  it('is known to be set, and by its last four characters', async () => {
    const { status, json, headers } = await putKey(canary);
    expect([status, headers.etag]).toEqual([200, '"1"']);
    expect(json.key).toEqual({
      ...{ is_set: true, source: 'stored', last_four: canary.slice(-4), problem: null },
      set_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(json.is_enabled).toBe(true);
    expect((await openProvider(server.core, 'openai')).key).toBe(canary);
  });

  it('that is short is told by none of its characters', async () => {
    expect((await putKey('shortkey', 'openrouter')).json.key).toMatchObject({
      is_set: true,
      last_four: null,
    });
    expect((await call('DELETE', '/providers/openrouter/key')).json.key).toMatchObject({ is_set: false });
  });

  it('of the environment wins, is shown as such, and cannot be replaced here', async () => {
    const { json } = await call('GET', '/providers/anthropic');
    expect(json).toMatchObject({
      ...{ is_enabled: true, from_environment: true },
      key: { is_set: true, source: 'environment', last_four: null, set_at: null },
    });
    const { status, problem } = await putKey(refused, 'anthropic');
    expect([status, problem.rule]).toEqual([409, 'provider.from_environment']);
    expect((await openProvider(server.core, 'anthropic')).key).toBe(ofEnvironment);
  });

  it('whose master key is lost says what to do, and is usable again once it was entered', async () => {
    await rm(join(server.config.DATA_DIR, 'master-keys.json'));
    const { json } = await call('GET', '/providers/openai');
    expect(json.key).toMatchObject({ is_set: true, problem: expect.stringContaining('Enter the key again') });
    await expect(openProvider(server.core, 'openai')).rejects.toMatchObject({
      rule: 'vault.master_key_lost',
    });
    expect((await call('POST', '/keys/rotate')).problem.rule).toBe('vault.master_key_lost');
    expect((await putKey(canary)).json.key.problem).toBeNull();
    expect((await openProvider(server.core, 'openai')).key).toBe(canary);
  });

  it('stays the same through a rotation of the master key', async () => {
    const before = await call('GET', '/providers/openai');
    expect((await call('POST', '/keys/rotate')).json).toEqual({ resealed: 1 });
    expect((await call('GET', '/providers/openai')).json).toEqual(before.json);
    expect((await openProvider(server.core, 'openai')).key).toBe(canary);
  });

  it('that was moved to another row opens nothing there', async () => {
    await putKey('another-key-of-openrouter', 'openrouter');
    await database.pool.query(`update provider_keys o set (master_key_id, nonce, sealed) =
      (select master_key_id, nonce, sealed from provider_keys where provider = 'openai')
      where provider = 'openrouter'`);
    const { json } = await call('GET', '/providers/openrouter');
    expect(json.key.problem).toContain('belongs to another record');
    await call('DELETE', '/providers/openrouter/key');
  });

  it('is forgotten when its provider gets another address', async () => {
    await call('PUT', '/providers/vllm', {
      kind: 'openai_compatible',
      base_url: 'https://one.example.com/v1',
    });
    await putKey(canary, 'vllm');
    const patch = (body: unknown) => call('PATCH', '/providers/vllm', body);
    expect((await patch({ is_enabled: false })).json.key.is_set).toBe(true);
    expect((await patch({ base_url: 'https://one.example.com/v2' })).json.key.is_set).toBe(true);
    expect((await patch({ base_url: 'https://two.example.com/v1' })).json.key.is_set).toBe(false);
    await expect(openProvider(server.core, 'vllm')).resolves.toMatchObject({ key: null });
  });

  it('leaves no trace in any form, whatever goes wrong', async () => {
    await putKey(refused.replace('sk', 'sk '));
    await putKey(`${refused}${'x'.repeat(5_000)}`);
    await call('PUT', '/providers/openai/key', { key: [refused] });
    await call('PUT', '/providers/openai/key', `{"key":"${refused.replaceAll('"', '\\"')}",}`);
    await call('PUT', '/providers/openai/key', { key: refused }, { 'if-match': '"999"' });
    await call('PUT', '/providers/openai/key', { key: canary }, { 'idempotency-key': 'once' });
    await call('PUT', '/providers/openai', { kind: 'openai', base_url: `https://me:${canary}@example.com/` });
    await call('PUT', '/providers/nowhere/key', { key: canary });
    await writeFile(join(server.config.DATA_DIR, 'master-keys.json'), '{}');
    expect((await putKey(canary)).problem.rule).toBe('vault.master_keys_damaged');
    await rm(join(server.config.DATA_DIR, 'master-keys.json'));
    await database.pool.query(`alter table provider_keys rename to hidden_keys`);
    expect((await putKey(canary)).status).toBe(500);
    await database.pool.query(`alter table hidden_keys rename to provider_keys`);
    expect(server.faults.splice(0)).not.toEqual([]);
    expect((await putKey(canary)).status).toBe(200);
    await call('GET', '/providers');
    expect(lines.length).toBeGreaterThan(0);
    for (const secret of [canary, ofEnvironment, refused]) expect(await findTraces(secret)).toEqual([]);
    expect(await readDatabase(server.databaseUrl)).toContain('provider.key_set');
  });
});
