import type { QuestionOf } from '@overmind/contracts/frames/questions';
import { type GitHubServer, startGitHub } from '@overmind/testing/github/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPullRequest } from './pull-request.ts';
import { Shop } from './test-support/shop.ts';

const token = 'ghp-token-value';
let github: GitHubServer;
beforeAll(async () => {
  github = await startGitHub({ repositories: [{ owner: 'acme', name: 'shop' }], token });
});
afterAll(() => github.close());

async function ask(
  change: Partial<QuestionOf<'pull_request'>> = {},
  url = 'https://github.com/acme/shop.git',
  environment: Record<string, string> = { RUNNER_API_HOSTS: new URL(github.url).host },
) {
  const shop = await Shop.make();
  await shop.git('remote', 'add', 'origin', url);
  return openPullRequest(
    {
      ...{ kind: 'pull_request', path: shop.path, remote: 'origin', head_branch: 'overmind/shop-1/1' },
      ...{ base_branch: 'main', title: 'SHOP-1: Change it', body: 'Because.', api_url: github.url },
      ...{ token_env: 'GITHUB_TOKEN', ...change },
    },
    {
      roots: shop.roots,
      environment: { GITHUB_TOKEN: token, OVERMIND_RUNNER_TOKEN: 'own', ...environment },
      signal: new AbortController().signal,
    },
  );
}

it('opens one, and takes it over when it is asked again', async () => {
  const first = await ask();
  expect(first).toMatchObject({
    kind: 'pull_request',
    number: expect.any(Number),
    url: expect.stringContaining('http'),
  });
  expect(await ask()).toEqual(first);
  expect(github.pulls('acme', 'shop')).toMatchObject([
    { title: 'SHOP-1: Change it', head: { ref: 'overmind/shop-1/1' }, base: { ref: 'main' } },
  ]);
  expect(github.requests.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
});

it('knows the repository by an ssh address too', async () => {
  const answer = await ask({ head_branch: 'overmind/shop-2/1' }, 'git@github.com:acme/shop.git');
  expect(answer).toMatchObject({ kind: 'pull_request' });
});

it('says what the API says', async () => {
  github.failNext({
    fail: 'status',
    status: 403,
    message: 'Resource not accessible by personal access token',
  });
  expect(await ask()).toMatchObject({
    kind: 'refused',
    detail: 'The token may not do this. Resource not accessible by personal access token',
  });
  expect(await ask({}, 'https://github.com/acme/other.git')).toMatchObject({
    detail: expect.stringContaining('no such repository'),
  });
  github.failNext({ fail: 'status', status: 302 });
  expect(await ask()).toMatchObject({ detail: 'The API sends its callers elsewhere. Give its new address.' });
  github.failNext({ fail: 'cut' });
  expect(await ask()).toMatchObject({
    kind: 'refused',
    detail: expect.stringContaining('could not be asked'),
  });
});

it('asks nobody without a token of its own, nor with the token of the runner', async () => {
  const before = github.requests.length;
  for (const token_env of ['NOT_SET', 'OVERMIND_RUNNER_TOKEN'])
    expect(await ask({ token_env })).toMatchObject({ detail: expect.stringContaining('is not set') });
  expect(await ask({ api_url: 'http://api.github.com/' })).toMatchObject({
    detail: expect.stringContaining('in the clear'),
  });
  expect(await ask({ api_url: null }, 'https://git.example.org/acme/shop.git')).toMatchObject({
    detail: expect.stringContaining('merge.api_url'),
  });
  expect(github.requests).toHaveLength(before);
});

it.each<[string, string, string, RegExp]>([
  ['another host than the remote’s', 'https://example.org', 'github.com', /not the host of the remote/],
  ['a host that only looks like it', 'https://api.github.com.example.org', 'github.com', /not the host/],
  ['loopback', 'http://127.0.0.1:PORT', '127.0.0.1', /private address/],
  ['loopback in decimal', 'http://2130706433:PORT', '127.0.0.1', /private address/],
  ['loopback in short', 'http://127.1:PORT', '127.0.0.1', /private address/],
  ['loopback in hexadecimal', 'http://0x7f000001:PORT', '127.0.0.1', /private address/],
  ['loopback by name', 'http://localhost:PORT', 'localhost', /private address/],
  ['IPv4 in IPv6', 'https://[::ffff:127.0.0.1]:PORT', '[::ffff:127.0.0.1]', /private address/],
  ['the metadata of a cloud', 'https://169.254.169.254', '169.254.169.254', /private address/],
  ['a query', 'https://api.github.com/?x=', 'github.com', /"\?" or a "#"/],
  ['a bare query', 'https://api.github.com?', 'github.com', /"\?" or a "#"/],
  ['a fragment', 'https://api.github.com#', 'github.com', /"\?" or a "#"/],
  ['a name before the host', 'https://api.github.com@example.org', 'github.com', /name or a password/],
  ['a password', 'https://a:b@api.github.com', 'github.com', /name or a password/],
  ['another protocol', 'ftp://api.github.com', 'github.com', /in the clear/],
])('tells nobody the token at %s', async (_what, address, host, words) => {
  const before = github.requests.length;
  const api_url = address.replace('PORT', new URL(github.url).port);
  const answer = await ask({ api_url }, `https://${host}/acme/shop.git`, { RUNNER_API_HOSTS: '' });
  expect(answer).toMatchObject({ kind: 'refused', detail: expect.stringMatching(words) });
  expect(github.requests).toHaveLength(before);
});
