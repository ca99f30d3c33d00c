import { createTask, updateTask } from '@overmind/contracts/routes/tasks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { type Answer, type Sent, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let ada: Person;
let projectId: string;
let taskId: string;
let conversationId: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await addPerson(server, { name: 'ada', isAdmin: true });
  projectId = (await addProject(server, ada)).id;
  const task = { title: 'Look', type: 'test' as const };
  taskId = (await ada.api.call(createTask, { params: { id: projectId }, body: task })).id;
  const { json } = await call({ path: `/api/projects/${projectId}/conversations` });
  conversationId = json.items[0].id;
});
afterAll(() => server.stop());
/** Whatever was sent, it was no fault of the server. */
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const call = (sent: Sent): Promise<Answer> => send(server, { token: ada.token, ...sent });
const postTask = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  call({ method: 'POST', path: `/api/projects/${projectId}/tasks`, body, headers });
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const titled = (json: string): string => `{"type":"test","title":${json}}`;

describe('a body', () => {
  it.each<[string, string, string]>([
    ['nested too deep', `{"title":"x","type":"test","depends_on":${nested(70)}}`, '/depends_on'],
    ['nested as deep as a body can be', nested(500_000), '/0/0'],
    ['a prototype key', '{"title":"x","type":"test","__proto__":{"is_admin":true}}', '/__proto__'],
    ['a constructor key', '{"title":"x","type":"test","constructor":{"prototype":{}}}', '/constructor'],
    ['NUL in text', titled('"a\\u0000b"'), '/title'],
    ['NUL in a key', '{"title":"x","type":"test","a\\u0000":1}', '/a\0'],
    ['a lone surrogate', titled('"a\\ud800b"'), '/title'],
    ['a number that overflows', '{"title":"x","type":"test","priority":1e400}', '/priority'],
    ['a number that loses digits', '{"title":"x","type":"test","priority":9007199254740993}', '/priority'],
    ['an unknown field', '{"title":"x","type":"test","is_done":true}', '/is_done'],
    ['an unknown field with a slash', '{"title":"x","type":"test","a/b~c":1}', '/a~1b~0c'],
  ])('with %s is malformed, and the answer points to it', async (_name, body, pointer) => {
    const { status, problem } = await postTask(body);
    expect(status).toBe(400);
    expect(problem.code).toBe('malformed');
    expect(problem.errors?.[0]?.pointer.startsWith(pointer)).toBe(true);
  });

  it.each(['{"title":', '{title:1}', "{'a':1}", 'NaN', '\u0000', '{"a":1}}', '\ufeff{}x'])(
    'that is not JSON (%j) is malformed',
    async (body) => {
      expect(await postTask(body)).toMatchObject({ status: 400 });
    },
  );

  it.each(['null', '[]', '"text"', '12', 'true', ''])(
    'of another kind (%s) breaks the schema',
    async (body) => {
      const { status, problem } = await postTask(body);
      expect([status, problem.code]).toEqual([422, 'invalid']);
    },
  );

  it('that breaks a rule points to each broken field', async () => {
    const { status, problem } = await postTask({ title: ' ', type: 'magic', priority: 6, depends_on: ['x'] });
    expect(status).toBe(422);
    expect(problem.errors?.map((error) => error.pointer).sort()).toEqual([
      ...['/depends_on/0', '/priority', '/title', '/type'],
    ]);
  });

  it('of bytes that are not UTF-8 is refused', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"type":"test","title":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    const headers = { 'content-type': 'application/json' };
    expect((await postTask(bytes, headers)).status).toBe(400);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/octet-stream',
    'nonsense',
  ])('of type %s is unsupported', async (type) => {
    const { status, problem } = await postTask('{"title":"x","type":"test"}', { 'content-type': type });
    expect([status, problem.code]).toEqual([415, 'unsupported_media_type']);
  });

  it('of another type is unsupported under an idempotency key, too', async () => {
    const headers = { 'content-type': 'application/octet-stream', 'idempotency-key': 'octets' };
    expect((await postTask('{}', headers)).status).toBe(415);
  });

  it('over 1 MiB is too large, announced or not', async () => {
    const body = JSON.stringify({ title: 'x', type: 'test', description: 'y'.repeat(1024 * 1024) });
    expect((await postTask(body)).status).toBe(413);
    expect((await postTask(body, { 'transfer-encoding': 'chunked' })).status).toBe(413);
  });

  it('with parameters in its type is fine, and so is an empty object where none is needed', async () => {
    const made = await postTask(
      { title: 'x', type: 'test' },
      { 'content-type': 'application/json; charset=utf-8' },
    );
    expect(made.status).toBe(201);
    const path = `/api/projects/${projectId}/orchestrator/preview`;
    expect((await call({ method: 'POST', path, body: {} })).status).toBe(200);
    expect((await call({ method: 'POST', path, body: { a: 1 } })).status).not.toBe(200);
  });
});

describe('an address', () => {
  it.each([
    ['a repeated key', 'limit=1&limit=2'],
    ['an unknown key', 'sort=title'],
    ['a limit out of range', 'limit=501'],
    ['a limit that is no number', 'limit=many'],
    ['a status that does not exist', 'status=queued,asleep'],
    ['an agent that is no id', 'agent=qa'],
    ['NUL in a search', 'q=a%00b'],
    ['an array', 'limit[]=1'],
    ['a prototype key', '__proto__=1'],
    ['a cursor that is no base64', 'cursor=%F0%9F%92%A9'],
    ['a cursor of nothing', 'cursor='],
  ])('with %s in its query is malformed', async (_name, query) => {
    const { status, problem } = await call({ path: `/api/projects/${projectId}/tasks?${query}` });
    expect([status, problem.code]).toEqual([400, 'malformed']);
  });

  const cursor = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');
  const forged = [
    ...['x', 1, null, {}, [], [1], ['x'], [null], [1e99], ['a\0'], [[1]]],
    ...[
      [1, 'x', 'y'],
      ['x', 'y', 'z'],
      [1e9, '2026-01-01', 'z'],
      [1, 'infinity', 'x'],
      [1, 2, 3],
      ['x', 'y'],
      [1, 2],
    ],
  ].map(cursor);
  it('never takes a forged cursor for one of its own', async () => {
    const lists = [
      ...['tasks', 'runs', 'conversations', 'state', 'orchestrator/runs'].map(
        (list) => `/api/projects/${projectId}/${list}`,
      ),
      ...[
        '/api/projects',
        '/api/users',
        `/api/tasks/${taskId}/events`,
        `/api/conversations/${conversationId}/messages`,
      ],
      `/api/conversations/${conversationId}/requests`,
    ];
    const answers = await Promise.all(
      lists.flatMap((list) =>
        forged.map(async (each) => [list, each, (await call({ path: `${list}?cursor=${each}` })).status]),
      ),
    );
    const wrong = answers.filter(
      ([list, each, status]) => status !== 400 && !(String(list).endsWith('/state') && each === cursor([1])),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    'not-a-uuid',
    '%00',
    '..%2f..',
    "'%20or%201=1",
    'a'.repeat(300),
    '00000000-0000-0000-0000-00000000000g',
    '%F0%9F%92%A9',
  ])('with %s for an id is not found', async (id) => {
    const { status, problem } = await call({ path: `/api/tasks/${id}` });
    expect([status, problem.code]).toEqual([404, 'not_found']);
  });

  it('with a number that no column holds is answered like any other', async () => {
    const huge = '99999999999';
    expect((await call({ path: `/api/projects/${projectId}/state/${huge}` })).status).toBe(404);
    for (const version of ['0', '-1', '1.5', '1e3', 'x', '9'.repeat(200)])
      expect((await call({ path: `/api/projects/${projectId}/state/${version}` })).status).toBe(404);
  });

  it('that is no URL, or far too long, is refused', async () => {
    expect((await call({ path: '/api/%zz' })).status).toBe(400);
    expect((await call({ path: '/api/tasks/%E0%A4%A' })).status).toBe(400);
    expect((await call({ path: `/api/projects?q=${'x'.repeat(12_000)}` })).status).toBe(400);
    expect((await call({ path: `/api/projects?q=${'x'.repeat(20_000)}` })).status).toBe(431);
    for (const path of ['//', '///', '//x', '/\\', '/api//', '/api/../api', '/%2e%2e', '*'])
      expect((await call({ path })).status, path).toBeOneOf([400, 404]);
  });

  it('that nobody serves is not found, and a known one called otherwise says what it allows', async () => {
    expect((await call({ path: '/api/nothing' })).status).toBe(404);
    const wrong = await call({ path: `/api/tasks/${taskId}/run` });
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'POST']);
    const put = await call({ method: 'PUT', path: `/api/tasks/${taskId}` });
    expect([put.status, put.headers.allow]).toEqual([405, 'GET, PATCH']);
    for (const method of ['TRACE', 'OPTIONS', 'PROPFIND'])
      expect((await call({ method, path: '/api/projects' })).status, method).toBeOneOf([404, 405]);
  });
});

describe('a value', () => {
  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2026-01-01T00:00:00+23:00'])(
    'of time at the edge (%s) is stored or refused',
    async (due) => {
      const body = { due_at: due };
      const patched = await call({ method: 'PATCH', path: `/api/tasks/${taskId}`, body });
      expect(patched.status).toBeOneOf([200, 422]);
      expect((await postTask({ title: 'x', type: 'test', due_at: due })).status).toBeOneOf([201, 422]);
      await ada.api.call(updateTask, { params: { id: taskId }, body: { due_at: null } });
    },
  );

  it('in a header is checked', async () => {
    const task = { title: 'x', type: 'test' };
    for (const key of ['', 'has space', 'x'.repeat(201), '\u00e9'])
      expect((await postTask(task, { 'idempotency-key': key })).status, key).toBe(400);
    for (const tag of ['3', '"x"', '"1", "2"', '"99999999999"']) {
      const headers = { 'if-match': tag };
      const path = `/api/tasks/${taskId}`;
      expect((await call({ method: 'PATCH', path, body: {}, headers })).status, tag).toBe(400);
    }
    for (const authorization of [
      'Bearer',
      'Bearer ',
      'Basic eDp5',
      `Bearer ${'x'.repeat(5_000)}`,
      'Bearer oms_',
      '\u00ff',
    ])
      expect((await call({ path: '/api/auth/me', headers: { authorization } })).status, authorization).toBe(
        401,
      );
  });
});
