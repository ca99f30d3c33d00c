import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGate } from '../gate.ts';
import { waitFor } from '../wait-for.ts';
import { type GitHubServer, startGitHub } from './server.ts';

let github: GitHubServer;
beforeEach(async () => {
  github = await startGitHub({
    repositories: [{ owner: 'acme', name: 'shop', branches: ['main', 'overmind/T-1/1'] }],
    token: 'writes',
    readOnlyToken: 'reads',
  });
});
afterEach(() => github.close());

const pull = { title: 'Fix the sum', head: 'overmind/T-1/1', base: 'main', body: 'Why' };

async function request(path: string, { body, token = 'writes' }: { body?: object; token?: string } = {}) {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' };
  const init = body ? { method: 'POST', body: JSON.stringify(body), headers } : { headers };
  const response = await fetch(github.url + path, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test('opens a pull request once, and finds it by its head', async () => {
  const opened = await request('/repos/acme/shop/pulls', { body: pull });
  expect(opened).toMatchObject({ status: 201, body: { number: 1, state: 'open', title: 'Fix the sum' } });
  const again = await request('/repos/acme/shop/pulls', { body: pull });
  expect(again).toMatchObject({
    status: 422,
    body: { errors: [{ message: 'A pull request already exists for acme:overmind/T-1/1.' }] },
  });
  const head = encodeURIComponent('acme:overmind/T-1/1');
  expect((await request(`/repos/acme/shop/pulls?head=${head}`)).body).toEqual([opened.body]);
  expect((await request('/repos/acme/shop/pulls?head=acme:other')).body).toEqual([]);
  expect((await request('/repos/acme/shop/pulls/1')).body).toEqual(opened.body);
  expect(github.pulls('acme', 'shop')).toEqual([opened.body]);
});

test('refuses a pull request without a title or from a branch that was not pushed', async () => {
  const untitled = await request('/repos/acme/shop/pulls', { body: { ...pull, title: '' } });
  expect(untitled).toMatchObject({ status: 422, body: { errors: [{ field: 'title' }] } });
  const unpushed = await request('/repos/acme/shop/pulls', { body: { ...pull, head: 'missing' } });
  expect(unpushed).toMatchObject({ status: 422, body: { errors: [{ field: 'head', code: 'invalid' }] } });
});

test('describes a repository, and knows no other', async () => {
  expect((await request('/repos/acme/shop')).body).toMatchObject({ default_branch: 'main' });
  expect((await request('/repos/acme/secret')).status).toBe(404);
  expect((await request('/user')).status).toBe(404);
});

test('checks the token', async () => {
  const path = '/repos/acme/shop/pulls';
  expect((await fetch(github.url + path)).status).toBe(401);
  expect((await request(path, { token: 'wrong' })).body).toEqual({ message: 'Bad credentials' });
  expect((await request(path, { token: 'reads' })).status).toBe(200);
  expect((await request(path, { token: 'reads', body: pull })).status).toBe(403);
  expect(github.pulls('acme', 'shop')).toEqual([]);
});

test('fails the next requests as it is told, and then no more', async () => {
  github.failNext(
    { fail: 'status', status: 500 },
    { fail: 'rate_limit', resetsAt: 1_900_000_000 },
    { fail: 'secondary_rate_limit', retryAfterSeconds: 60 },
    { fail: 'cut' },
  );
  expect((await request('/repos/acme/shop')).status).toBe(500);
  const limited = await request('/repos/acme/shop');
  expect([limited.status, limited.headers.get('x-ratelimit-reset')]).toEqual([403, '1900000000']);
  const secondary = await request('/repos/acme/shop');
  expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([429, '60']);
  await expect(request('/repos/acme/shop')).rejects.toThrow();
  expect((await request('/repos/acme/shop')).status).toBe(200);
});

test('holds an answer until the test lets it go, and keeps what was asked', async () => {
  const gate = createGate();
  github.failNext({ fail: 'held', until: gate.opened });
  const opened = request('/repos/acme/shop/pulls', { body: pull });
  await waitFor(() => github.requests.length === 1, { what: 'the request' });
  expect(github.pulls('acme', 'shop')).toEqual([]);
  gate.open();
  expect((await opened).status).toBe(201);
  expect(github.requests).toMatchObject([
    {
      method: 'POST',
      path: '/repos/acme/shop/pulls',
      headers: { authorization: 'Bearer writes' },
      body: pull,
    },
  ]);
});
