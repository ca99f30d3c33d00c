import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

const inline = 'self.__next_f.push([1,"a"])';
const page = (name: string): string =>
  `<!doctype html><title>${name}</title><script src="/_next/static/a.js"></script><script>${inline}</script><script id="x">${inline}</script>`;
const files: Record<string, string> = {
  'index.html': page('home'),
  'index.txt': 'home payload',
  '404.html': page('missing'),
  'login.html': page('login'),
  'projects/_.html': page('project'),
  'projects/_.txt': 'project payload',
  'projects/new.html': page('new project'),
  'projects/_/tasks/_.html': page('task'),
  'projects/_/tasks/_.txt': 'task payload',
  'projects/_/settings.html': page('settings'),
  '_next/static/a.js': 'console.log(1)',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

let folder: TempFolder;
let server: TestServer;
beforeAll(async () => {
  folder = await createTempFolder();
  const siteFolder = join(folder.path, 'out');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(siteFolder, name)), { recursive: true });
    await writeFile(join(siteFolder, name), text);
  }
  await writeFile(join(folder.path, 'secret.txt'), 'a secret');
  server = await startTestServer({ siteFolder });
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const get = (path: string, method = 'GET'): Promise<Answer> => send(server, { path, method });
const titleOf = (answer: Answer): string => /<title>(.*)<\/title>/.exec(answer.text)?.[1] ?? answer.text;

describe('the site', () => {
  it.each([
    ['/', 'home'],
    ['/?q=1', 'home'],
    ['/login', 'login'],
    ['/projects/0198-a', 'project'],
    ['/projects/new', 'new project'],
    ['/projects/0198-a/tasks/0198-b', 'task'],
    ['/projects/0198-a/settings', 'settings'],
    ['/projects/new/tasks/0198-b', 'task'],
    ['/projects/0198-a.txt?_rsc=x', 'project payload'],
    ['/projects/0198-a/tasks/0198-b.txt', 'task payload'],
    ['/projects/%30198-a', 'project'],
  ])('answers %s with the page of %s', async (path, title) => {
    const answer = await get(path);
    expect([answer.status, titleOf(answer)]).toEqual([200, title]);
  });

  it.each(['/nothing', '/projects', '/projects/a/b/c', '/login.txt', '/projects/a/nothing', '/favicon.ico'])(
    'answers %s with its page for what is missing',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, titleOf(answer)]).toEqual([404, 'missing']);
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
    },
  );

  it('lets a page run its own scripts and nothing else', async () => {
    const hash = createHash('sha256').update(inline).digest('base64');
    for (const path of ['/', '/projects/x', '/nothing']) {
      const csp = String((await get(path)).headers['content-security-policy']);
      const scripts = csp.split('; ').find((part) => part.startsWith('script-src'));
      expect(scripts).toBe(`script-src 'self' 'sha256-${hash}'`);
      for (const part of [
        "default-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
      ])
        expect(csp).toContain(part);
    }
  });

  it('answers HEAD as GET, without the body', async () => {
    for (const path of ['/', '/projects/x', '/_next/static/a.js', '/nothing']) {
      const [whole, head] = [await get(path), await get(path, 'HEAD')];
      expect([head.status, head.text]).toEqual([whole.status, '']);
      for (const name of ['content-type', 'content-length', 'content-security-policy', 'cache-control'])
        expect([path, name, head.headers[name]]).toEqual([path, name, whole.headers[name]]);
    }
  });

  it('lets browsers keep what never changes, and ask for the rest', async () => {
    expect((await get('/_next/static/a.js')).headers['cache-control']).toContain('immutable');
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
    expect((await get('/nothing')).headers['cache-control']).toBe('no-cache');
    expect((await get('/icon.svg')).headers['content-type']).toMatch(/^image\/svg/);
  });

  it('gives no file from outside of its folder', async () => {
    const paths = [
      ...[
        '/../secret.txt',
        '/..%2fsecret.txt',
        '/%2e%2e/secret.txt',
        '/%2e%2e%2fsecret.txt',
        '/..\\secret.txt',
        '/..%5csecret.txt',
      ],
      ...[
        '/projects/../../secret.txt',
        '/projects/..%2f..%2fsecret.txt',
        '/_next/static/..%2f..%2f..%2fsecret.txt',
        '//secret.txt',
      ],
      ...[
        '/%00',
        '/secret.txt%00.html',
        '/projects/%00',
        '/projects/_/%2e%2e/%2e%2e/%2e%2e/secret.txt',
        '/....//secret.txt',
        '//',
        '///',
        '/%ff',
      ],
    ];
    for (const path of paths) {
      const answer = await get(path);
      expect(answer.text, path).not.toContain('a secret');
      expect(answer.status, path).toBeOneOf([200, 400, 403, 404]);
    }
  });

  it('is no place for writes', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await get('/login', method)).status).toBeOneOf([404, 405]);
  });
});

describe('the API beside the site', () => {
  it('keeps its own answers', async () => {
    expect((await get('/api/health')).json.status).toBe('ok');
    const missing = await get('/api/nothing');
    expect([missing.status, missing.problem.code]).toEqual([404, 'not_found']);
    expect((await get('/ws')).status).toBe(404);
    expect((await get('/api')).status).toBe(404);
  });

  it('still says that a change is not made by GET', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    for (const path of [`/api/tasks/${id}/run`, '/api/auth/login', `/api/projects/${id}/archive`]) {
      const answer = await get(path);
      expect([answer.status, answer.headers.allow, answer.problem.code]).toEqual([
        405,
        'POST',
        'method_not_allowed',
      ]);
    }
  });
});
