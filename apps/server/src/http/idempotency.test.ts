import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { type Answer, type Sent, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let ada: Person;
let projectId: string;
beforeAll(async () => {
  server = await startTestServer();
  ada = await addPerson(server, { isAdmin: true });
  projectId = (await addProject(server, ada)).id;
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const call = (sent: Sent): Promise<Answer> => send(server, { token: ada.token, ...sent });
const post = (path: string, body: unknown, key: string, token = ada.token): Promise<Answer> =>
  call({ method: 'POST', path: `/api${path}`, body, token, headers: { 'idempotency-key': key } });
const postTask = (title: string, key: string): Promise<Answer> =>
  post(`/projects/${projectId}/tasks`, { title, type: 'test' }, key);
const countTasks = async (title: string): Promise<number> =>
  (await call({ path: `/api/projects/${projectId}/tasks?q=${encodeURIComponent(title)}` })).json.items.length;

describe('an Idempotency-Key', () => {
  it('repeated with the same body gives the same answer and has one effect', async () => {
    const key = randomUUID();
    const first = await postTask('once', key);
    expect(first.status).toBe(201);
    for (let count = 0; count < 3; count += 1) {
      const again = await postTask('once', key);
      expect([again.status, again.json, again.headers.etag]).toEqual([201, first.json, first.headers.etag]);
    }
    expect(await countTasks('once')).toBe(1);
  });

  it('used at the same time has one effect; the others get the same answer or 409', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => postTask('at once', key)));
    for (const answer of answers) {
      expect(answer.status).toBeOneOf([201, 409]);
      if (answer.status === 409) {
        expect(answer.problem.code).toBe('in_progress');
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
    }
    expect(
      new Set(answers.filter((answer) => answer.status === 201).map((answer) => answer.json.id)).size,
    ).toBe(1);
    expect(await countTasks('at once')).toBe(1);
  });

  it('used for another body or another address is refused, and does nothing', async () => {
    const key = randomUUID();
    await postTask('first', key);
    expect((await postTask('second', key)).status).toBe(422);
    expect((await post('/projects', { name: 'X' }, key)).status).toBe(422);
    const patch = { method: 'PATCH', path: `/api/projects/${projectId}`, body: { name: 'X' } };
    expect((await call({ ...patch, headers: { 'idempotency-key': key } })).status).toBe(422);
    expect(await countTasks('second')).toBe(0);
  });

  it('is its own for each person', async () => {
    const bob = await addPerson(server);
    const key = randomUUID();
    const [mine, theirs] = [
      await post('/projects', { name: 'Mine' }, key),
      await post('/projects', { name: 'Theirs' }, key, bob.token),
    ];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(mine.json.id).not.toBe(theirs.json.id);
  });

  it('whose first call was refused is free for the call that puts it right', async () => {
    const key = randomUUID();
    expect(
      (await post(`/projects/${projectId}/tasks`, { title: 'x', type: 'test', agent: 'nobody' }, key)).status,
    ).toBe(422);
    expect((await postTask('put right', key)).status).toBe(201);
  });

  it('is forgotten after 24 hours', async () => {
    const key = randomUUID();
    const first = await postTask('twice', key);
    const past = new Date(Date.now() - 24.1 * 3_600_000);
    await server.core.db
      .updateTable('idempotency_keys')
      .set({ created_at: past })
      .where('key', '=', key)
      .execute();
    const second = await postTask('twice', key);
    expect(second.json.id).not.toBe(first.json.id);
    expect((await postTask('twice', key)).json.id).toBe(second.json.id);
  });

  it('does not let somebody who lost the right see the answer again', async () => {
    const bob = await addPerson(server);
    const project = await addProject(server, ada, { operator: bob });
    const key = randomUUID();
    const body = { title: 'secret', type: 'test' };
    expect((await post(`/projects/${project.id}/tasks`, body, key, bob.token)).status).toBe(201);
    await call({ method: 'DELETE', path: `/api/projects/${project.id}/members/${bob.id}` });
    expect((await post(`/projects/${project.id}/tasks`, body, key, bob.token)).status).toBe(404);
  });

  it('works for calls that answer nothing', async () => {
    const made = await call({
      method: 'POST',
      path: `/api/projects/${projectId}/agents`,
      body: { name: 'docs', role: 'docs', config: {} },
    });
    const remove = () =>
      call({
        method: 'DELETE',
        path: `/api/agents/${made.json.id}`,
        headers: { 'idempotency-key': 'remove' },
      });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
  });
});

describe('If-Match', () => {
  const patch = (path: string, body: unknown, tag?: string) =>
    call({ method: 'PATCH', path, body, headers: tag === undefined ? {} : { 'if-match': tag } });

  it('lets an edit through at the version it was based on, and refuses it later, changing nothing', async () => {
    const agent = (await call({ path: `/api/projects/${projectId}/agents` })).json.items[0];
    const task = (await postTask('edited', randomUUID())).json;
    const edits: [string, (name: string) => unknown, string][] = [
      [`/api/tasks/${task.id}`, (title) => ({ title }), 'title'],
      [`/api/projects/${projectId}`, (description) => ({ description }), 'description'],
      [`/api/agents/${agent.id}`, (role) => ({ role }), 'role'],
    ];
    for (const [path, bodyOf, field] of edits) {
      const { etag = '' } = (await call({ path })).headers;
      expect(etag).toMatch(/^"\d+"$/);
      const first = await patch(path, bodyOf('first'), etag);
      expect([first.status, first.headers.etag === etag], path).toEqual([200, false]);
      const stale = await patch(path, bodyOf('stale'), etag);
      expect([stale.status, stale.problem.code], path).toEqual([412, 'version_mismatch']);
      expect((await call({ path })).json[field], path).toBe('first');
      expect((await patch(path, bodyOf('any'), '*')).status).toBe(200);
      expect((await patch(path, bodyOf('none'))).status).toBe(200);
    }
  });

  it('lets one of many at the same version win', async () => {
    const { id } = (await postTask('raced', randomUUID())).json;
    const path = `/api/tasks/${id}`;
    const { etag = '' } = (await call({ path })).headers;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => patch(path, { title: `raced ${index}` }, etag)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(11).fill(412)]);
  });

  it('guards the dependencies of a task', async () => {
    const { id } = (await postTask('waits', randomUUID())).json;
    const { etag = '' } = (await call({ path: `/api/tasks/${id}` })).headers;
    await patch(`/api/tasks/${id}`, { title: 'waits more' });
    const put = await call({
      method: 'PUT',
      path: `/api/tasks/${id}/dependencies`,
      body: { depends_on: [] },
      headers: { 'if-match': etag },
    });
    expect(put.status).toBe(412);
  });
});
