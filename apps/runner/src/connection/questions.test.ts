import { randomUUID } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { makeStand } from '../test-support/stand.ts';

it('answers what stands at a path and which folders there are', async () => {
  const { server, repository } = await makeStand();
  expect(await server.ask({ kind: 'inspect', path: repository })).toMatchObject({
    kind: 'inspect',
    inspection: { ok: true, repo_path: repository },
  });
  expect(await server.ask({ kind: 'browse', path: null })).toMatchObject({ kind: 'browse', path: null });
  expect(await server.ask({ kind: 'browse', path: '/etc' })).toMatchObject({ kind: 'refused' });
});

it('gives the same answer to a question that is asked again, without looking anew', async () => {
  const { server, repository } = await makeStand();
  const ask = { type: 'ask', ask_id: randomUUID(), question: { kind: 'browse', path: repository } } as const;
  const answers = (count: number) =>
    waitFor(() => server.all('answer').length === count && server.all('answer'), { what: 'an answer' });
  server.send(ask);
  await answers(1);
  await mkdir(join(repository, 'added'));
  server.send(ask);
  const [first, second] = await answers(2);
  expect(second).toEqual(first);
});

it('tells the server when a root is added to its file', async () => {
  const { tempFolder } = await import('../test-support/temp-folder.ts');
  const elsewhere = await tempFolder();
  const rootsFile = join(elsewhere, 'roots');
  const { server } = await makeStand({ settings: { rootsFile } });
  await mkdir(join(elsewhere, 'added'));
  await appendFile(rootsFile, `# mine\n${join(elsewhere, 'added')}\n`);
  const frame = await waitFor(() => server.all('roots').at(-1), { what: 'a roots frame' });
  expect(frame.allowed_roots).toContain(join(elsewhere, 'added'));
});
