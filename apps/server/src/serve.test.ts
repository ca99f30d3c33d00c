import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@overmind/client/http';
import * as auth from '@overmind/contracts/routes/auth';
import { getSpeech } from '@overmind/contracts/routes/recordings';
import { offerSetup } from '@overmind/core/identity/setup';
import { createTestDatabase } from '@overmind/testing/postgres';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from './config.ts';
import { startServer } from './serve.ts';
import { addPerson } from './test-support/people.ts';
import { startTestServer } from './test-support/start-test-server.ts';

const admin = { email: 'ada@example.com', password: 'a long enough phrase 7' };
const silent = pino({ level: 'silent' });

async function makeEnv(more: Record<string, string> = {}) {
  const folder = await createTempFolder();
  onTestFinished(() => folder.remove());
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return { DATABASE_URL: database.url, DATA_DIR: folder.path, PORT: '0', ...more };
}

async function start(env: Record<string, string>) {
  const server = await startServer(await loadConfig(env, env['DATA_DIR'] ?? ''), silent);
  onTestFinished(() => server.stop());
  return { ...server, client: new Client({ baseUrl: server.url }) };
}

const setUp = (client: Client, token: string, email = admin.email) =>
  client.call(auth.completeSetup, { body: { ...admin, email, token } });

describe('the first start', () => {
  it('leaves a one-time link in a file that only its owner may read', async () => {
    const env = await makeEnv();
    const { setupUrl, url } = await start(env);
    expect(setupUrl).toMatch(new RegExp(`^${url}/setup#token=omx_[\\w-]{43}$`));
    const file = join(env.DATA_DIR, 'setup-link');
    expect((await readFile(file, 'utf8')).trim()).toBe(setupUrl);
    for (const name of ['setup-link', 'runner.token']) {
      expect((await stat(join(env.DATA_DIR, name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(env.DATA_DIR)).mode & 0o777).toBe(0o700);
  });

  it('makes one administrator by the link, signed in, and never a second', async () => {
    const { client, setupUrl } = await start(await makeEnv());
    const token = setupUrl?.split('=')[1] ?? '';
    expect(await client.call(auth.getSetup, {})).toEqual({ needs_setup: true });
    const made = await setUp(client, token);
    expect(made.user).toMatchObject({ email: admin.email, is_admin: true });
    expect((await client.withToken(made.token).call(auth.getMe, {})).user.is_admin).toBe(true);
    expect(await client.call(auth.getSetup, {})).toEqual({ needs_setup: false });
    await expect(setUp(client, token, 'eve@example.com')).rejects.toMatchObject({ code: 'gone' });
  });

  it('makes the administrator of the environment instead, once', async () => {
    const env = await makeEnv({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
    const first = await start(env);
    expect(first.setupUrl).toBeNull();
    expect((await first.client.call(auth.login, { body: admin })).user.is_admin).toBe(true);
    await first.stop();
    const other = { ...env, ADMIN_PASSWORD: 'another long phrase 8' };
    const second = await start(other);
    await second.client.call(auth.login, { body: admin });
    const wrong = second.client.call(auth.login, { body: { ...admin, password: other.ADMIN_PASSWORD } });
    await expect(wrong).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('settings of speech in the file of settings', () => {
  const speaking = async (SPEECH: string) => {
    const env = await makeEnv({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
    await writeFile(join(env.DATA_DIR, 'overmind.config.json'), JSON.stringify({ SPEECH }));
    return start(env);
  };

  it('hold', async () => {
    const { client } = await speaking('off');
    const { token } = await client.call(auth.login, { body: admin });
    const { recognition, synthesis } = await client.withToken(token).call(getSpeech, {});
    expect([recognition.state, synthesis.state]).toEqual(['off', 'off']);
  });

  it('are checked at the start', async () => {
    await expect(speaking('nonsense')).rejects.toThrow('SPEECH has to be auto, off, openai or');
  });
});

it('warns where SPEECH_MODEL_DIR leads to no model', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const env = await makeEnv({ SPEECH_MODEL_DIR: '/nonexistent' });
  const server = await startServer(await loadConfig(env, env.DATA_DIR), logger);
  onTestFinished(() => server.stop());
  await waitFor(() => lines.some((line) => line.includes('SPEECH_MODEL_DIR is /nonexistent')), {
    what: 'the warning',
  });
});

describe('a set-up token', () => {
  it('is refused when it is wrong, replaced or older than 15 minutes', async () => {
    const server = await startTestServer();
    onTestFinished(() => server.stop());
    const gone = { code: 'gone' };
    const old = (await offerSetup(server.core)) ?? '';
    const offeredAt = Date.now();
    const token = (await offerSetup(server.core)) ?? '';
    const wasOfferedAt = Date.now();
    await expect(setUp(server.nobody, old)).rejects.toMatchObject(gone);
    await expect(setUp(server.nobody, `${token}x`)).rejects.toMatchObject(gone);
    const { expires_at: end } = await server.core.db
      .selectFrom('setup_tokens')
      .select('expires_at')
      .executeTakeFirstOrThrow();
    const lifeMs = 15 * 60_000;
    expect(end.getTime()).toBeGreaterThanOrEqual(offeredAt + lifeMs);
    expect(end.getTime()).toBeLessThanOrEqual(wasOfferedAt + lifeMs);
    await server.core.db
      .updateTable('setup_tokens')
      .set({ expires_at: new Date(Date.now() - 1) })
      .execute();
    await expect(setUp(server.nobody, token)).rejects.toMatchObject(gone);
    expect(await server.nobody.call(auth.getSetup, {})).toEqual({ needs_setup: true });
  });

  it('makes one administrator when it is used twice at once', async () => {
    const server = await startTestServer();
    onTestFinished(() => server.stop());
    const token = (await offerSetup(server.core)) ?? '';
    const ends = await Promise.allSettled([
      setUp(server.nobody, token),
      setUp(server.nobody, token, 'eve@example.com'),
    ]);
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
  });

  it('is worth nothing once there is an administrator', async () => {
    const server = await startTestServer();
    onTestFinished(() => server.stop());
    const token = (await offerSetup(server.core)) ?? '';
    await addPerson(server, { isAdmin: true });
    await expect(setUp(server.nobody, token)).rejects.toMatchObject({ code: 'gone' });
    expect(await offerSetup(server.core)).toBeNull();
  });
});
