import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  await using folder = await createTempFolder();
  const runnerArchive = join(folder.path, 'runner.tgz');
  await writeFile(runnerArchive, 'the archive');
  server = await startTestServer({ runnerArchive });
});
afterAll(() => server.stop());

const get = (headers: Record<string, string> = {}) => fetch(`${server.url}/api/runner.tgz`, { headers });

it('gives the runner to a machine that nobody is signed in on, as a file', async () => {
  const answer = await get();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/gzip');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  expect(await answer.text()).toBe('the archive');
});

it('does not send again what a machine has', async () => {
  const etag = (await get()).headers.get('etag') ?? '';
  expect((await get({ 'if-none-match': etag })).status).toBe(304);
  expect((await get({ 'if-none-match': '"another"' })).status).toBe(200);
});

it('says what to do where the runner was not built', async () => {
  const bare = await startTestServer();
  try {
    const answer = await fetch(`${bare.url}/api/runner.tgz`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('npm run build');
  } finally {
    await bare.stop();
  }
});
