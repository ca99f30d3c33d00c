import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { QuestionOf } from '@overmind/contracts/frames/questions';
import { expect, it, onTestFinished } from 'vitest';
import { runGit } from '../test-support/repository.ts';
import { pushCommit } from './push.ts';
import { Shop } from './test-support/shop.ts';

async function withRemote(): Promise<{ shop: Shop; remote: string }> {
  const shop = await Shop.make();
  const remote = join(shop.root, 'acme', 'shop.git');
  await runGit(shop.root, 'clone', '--quiet', '--bare', shop.path, remote);
  await shop.git('remote', 'add', 'origin', remote);
  return { shop, remote };
}

const push = (
  shop: Shop,
  change: Partial<QuestionOf<'push'>> & { commit: string },
  environment = {},
  pushMs = 240_000,
) =>
  pushCommit(
    {
      ...{ kind: 'push', path: shop.path, remote: 'origin', branch: 'main', is_forced: false },
      ...{ token_env: 'GITHUB_TOKEN', ...change },
    },
    { roots: shop.roots, environment, signal: new AbortController().signal, retryMs: [], pushMs },
  );

it('brings a commit to a branch of a folder under the roots, again too', async () => {
  const { shop, remote } = await withRemote();
  const commit = await shop.commit({ 'b.txt': 'b\n' });
  expect(await push(shop, { commit })).toEqual({ kind: 'push' });
  expect(await push(shop, { commit })).toEqual({ kind: 'push' });
  expect(await runGit(remote, 'rev-parse', 'main')).toBe(commit);
});

it('says what the remote says: behind, or declined by its hook', async () => {
  const { shop, remote } = await withRemote();
  const first = await shop.commit({ 'b.txt': 'b\n' });
  await push(shop, { commit: first });
  await shop.git('reset', '--hard', '--quiet', 'HEAD~1');
  const other = await shop.commit({ 'c.txt': 'c\n' });
  expect(await push(shop, { commit: other })).toMatchObject({
    kind: 'refused',
    detail: expect.stringMatching(/rejected.*(non-fast-forward|fetch first)/),
  });
  const hook = join(remote, 'hooks', 'pre-receive');
  await writeFile(hook, '#!/bin/sh\necho "main is frozen until Monday"\nexit 1\n');
  await chmod(hook, 0o755);
  expect(await push(shop, { commit: other, branch: 'next' })).toMatchObject({
    kind: 'refused',
    detail: expect.stringContaining('main is frozen until Monday'),
  });
  expect(await runGit(remote, 'rev-parse', 'main')).toBe(first);
});

it('forces only branches of its own', async () => {
  const { shop, remote } = await withRemote();
  const branch = 'overmind/shop-1/1';
  const first = await shop.work({ 'b.txt': '1\n' });
  const second = await shop.work({ 'b.txt': '2\n' });
  expect(await push(shop, { commit: first, branch })).toEqual({ kind: 'push' });
  expect(await push(shop, { commit: second, branch })).toMatchObject({ kind: 'refused' });
  expect(await push(shop, { commit: second, branch, is_forced: true })).toEqual({ kind: 'push' });
  expect(await runGit(remote, 'rev-parse', branch)).toBe(second);
  expect(await push(shop, { commit: second, is_forced: true })).toMatchObject({
    kind: 'refused',
    detail: expect.stringContaining('ever forced'),
  });
});

it.each([
  ['a program', `ext::sh -c "touch %S"`],
  ['another transport', 'git://example.org/acme/shop.git'],
  ['plain http', 'http://example.org/acme/shop.git'],
  ['an option', '--upload-pack=touch'],
  ['a helper', 'foo::bar'],
  ['a folder outside the roots', '/etc'],
  ['a file URL outside the roots', 'file:///etc'],
  ['a path that climbs', 'ROOT/../../../etc'],
])('does not push to %s', async (_what, url) => {
  const { shop } = await withRemote();
  const commit = await shop.commit({ 'b.txt': 'b\n' });
  await shop.git('config', 'remote.origin.url', url.replace('ROOT', shop.root));
  expect(await push(shop, { commit })).toMatchObject({ kind: 'refused' });
  expect(await push(shop, { commit, remote: 'missing' })).toMatchObject({
    detail: 'This repository has no remote "missing".',
  });
});

it('tells nobody its token or what stands in an address', async () => {
  const { shop } = await withRemote();
  const commit = await shop.commit({ 'b.txt': 'b\n' });
  await shop.git('config', 'remote.origin.url', 'https://ada:s3cr3t-word@127.0.0.1:1/acme/shop.git');
  const answer = await push(shop, { commit }, { GITHUB_TOKEN: 'ghp-token-value' });
  expect(answer).toMatchObject({ kind: 'refused', detail: expect.stringMatching(/connect|refused/i) });
  expect(JSON.stringify(answer)).not.toMatch(/s3cr3t-word|ghp-token-value|Basic/);
});

it('does not wait for ever for a remote that says nothing', async () => {
  const { shop } = await withRemote();
  const commit = await shop.commit({ 'b.txt': 'b\n' });
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const sockets = new Set<Socket>();
  silent.on('connection', (socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const { port } = silent.address() as AddressInfo;
  await shop.git('config', 'remote.origin.url', `https://127.0.0.1:${port}/acme/shop.git`);
  const answer = await push(shop, { commit }, { GITHUB_TOKEN: 'ghp-token-value' }, 500);
  expect(answer).toMatchObject({
    kind: 'refused',
    detail: expect.stringMatching(/^It did not answer in time/),
  });
  expect(JSON.stringify(answer)).not.toMatch(/ghp-token-value|Basic/);
});

it.runIf(process.platform === 'linux')('shows the token in no argument list', async () => {
  const { shop } = await withRemote();
  const commit = await shop.commit({ 'b.txt': 'b\n' });
  const lists: string[] = [];
  const watching = createServer((socket) => {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        lists.push(readFileSync(`/proc/${id}/cmdline`, 'utf8'));
      } catch {} // It ended meanwhile.
    }
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(watching, 'listening');
  onTestFinished(() => void watching.close());
  const { port } = watching.address() as AddressInfo;
  await shop.git('config', 'remote.origin.url', `https://127.0.0.1:${port}/acme/shop.git`);
  await push(shop, { commit }, { GITHUB_TOKEN: 'ghp-token-value' });
  expect(lists.some((list) => list.includes('overmind-push'))).toBe(true);
  const basic = Buffer.from('x-access-token:ghp-token-value').toString('base64');
  expect(lists.filter((list) => list.includes('ghp-token-value') || list.includes(basic))).toEqual([]);
});

it('runs no hook of the repository that pushes', async () => {
  const { shop } = await withRemote();
  const commit = await shop.commit({ 'b.txt': 'b\n' });
  const hook = join(shop.path, '.git', 'hooks', 'pre-push');
  await writeFile(hook, '#!/bin/sh\nexit 1\n');
  await chmod(hook, 0o755);
  expect(await push(shop, { commit })).toEqual({ kind: 'push' });
});
