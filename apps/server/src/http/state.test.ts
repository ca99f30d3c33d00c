import { randomUUID } from 'node:crypto';
import type { Role } from '@overmind/contracts/entities/user';
import * as routes from '@overmind/contracts/routes/state';
import { runCycles } from '@overmind/core/cycles/run';
import { copyState } from '@overmind/core/state/copy-state';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let people: Record<Role, Person>;
let stranger: Person;
let projectId: string;
beforeAll(async () => {
  server = await startTestServer();
  people = {
    ...{ owner: await addPerson(server), maintainer: await addPerson(server) },
    ...{ operator: await addPerson(server), viewer: await addPerson(server) },
  };
  stranger = await addPerson(server);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));
beforeEach(async () => {
  projectId = (await addProject(server, people.owner, people)).id;
  await runCycles(server.core, projectId);
});

const call = (
  person: Person,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  send(server, {
    ...{ method: body === undefined ? 'GET' : 'POST', path: `/api/projects/${projectId}/state${path}` },
    ...{ token: person.token, body, headers },
  });
const latest = async () => people.viewer.api.call(routes.getLatestState, { params: { id: projectId } });
const withNotes = async (notes: string) => ({
  content: (await latest()).content.replace(/^notes: .*$/m, `notes: ${JSON.stringify(notes)}`),
});
const edit = async (notes: string, headers = {}) =>
  call(people.maintainer, '', await withNotes(notes), headers);

describe('the state document', () => {
  it('is read by a viewer in all its forms', async () => {
    await edit('More.');
    await copyState(server.core, projectId);
    for (const path of ['', '/latest', '/1', '/2/blame', '/diff?from=1&to=2', '/copy'])
      expect((await call(people.viewer, path)).status).toBe(200);
    expect((await call(people.viewer, '/copy')).json).toMatchObject({ status: 'in_step', version: 2 });
    const diff = (await call(people.viewer, '/diff?from=1&to=2')).json;
    expect(diff.changes).toEqual([{ path: '/notes', kind: 'changed', before: '', after: 'More.' }]);
    expect(
      (await call(people.viewer, '')).json.items.map((line: { version: number }) => line.version),
    ).toEqual([2, 1]);
  });

  it('has no copy before one is made', async () => {
    expect((await call(people.viewer, '/copy')).json).toEqual({
      ...{ status: 'none', version: null, head: null, problem: null, checked_at: null },
    });
  });

  it.each<[string, unknown]>([
    ['', { content: 'a: 1' }],
    ['/rollback', { version: 1 }],
  ])('is changed by maintainers and owners only, at %j', async (path, body) => {
    expect((await call(people.viewer, path, body)).status).toBe(403);
    expect((await call(people.operator, path, body)).status).toBe(403);
    expect((await call(stranger, path, body)).status).toBe(404);
    for (const role of ['maintainer', 'owner'] as const)
      expect((await call(people[role], path, body)).status).toBe(path === '' ? 422 : 201);
  });

  it('is hidden from strangers', async () => {
    for (const path of ['', '/latest', '/1', '/1/blame', '/diff?from=1&to=1', '/copy'])
      expect((await call(stranger, path)).status).toBe(404);
  });

  it('has its version as its ETag, and an edit of an older one is refused', async () => {
    const before = await call(people.viewer, '/latest');
    expect(before.headers.etag).toBe('"1"');
    const first = await edit('One.', { 'if-match': '"1"' });
    expect([first.status, first.headers.etag]).toEqual([201, '"2"']);
    expect((await edit('Two.', { 'if-match': '"1"' })).status).toBe(412);
    expect((await call(people.maintainer, '/rollback', { version: 1 }, { 'if-match': '"1"' })).status).toBe(
      412,
    );
    expect((await latest()).version).toBe(2);
  });

  it('is edited once for one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = await withNotes('Once.');
    const first = await call(people.maintainer, '', body, headers);
    const again = await call(people.maintainer, '', body, headers);
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect((await latest()).version).toBe(2);
  });

  it('keeps its generated sections: the edit is refused with each field and what is stored', async () => {
    const content = (await latest()).content.replace('total: 0', 'total: 7');
    const answer = await call(people.maintainer, '', { content });
    expect(answer.status).toBe(409);
    expect(answer.problem).toMatchObject({
      rule: 'state.generated_section',
      errors: [{ pointer: '/summary/progress/total' }],
    });
  });

  it.each([
    ['an alias', 'a: &x 1\nb: *x\n'],
    ['a duplicate key', 'notes: a\nnotes: b\n'],
    ['a custom tag', 'notes: !!js/function a\n'],
    ['deep nesting', '['.repeat(10_000)],
  ])('is refused as 422 when it holds %s', async (_name, content) => {
    const answer = await call(people.maintainer, '', { content });
    expect(answer.status).toBe(422);
    expect(answer.problem.errors?.length).toBeGreaterThan(0);
  });

  it('is refused as 400 when the body holds what no text can', async () => {
    expect((await call(people.maintainer, '', { content: 'notes: a\0' })).status).toBe(400);
    const bytes = Buffer.concat([Buffer.from('{"content": "'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const headers = { 'content-type': 'application/json' };
    expect((await call(people.maintainer, '', bytes, headers)).status).toBe(400);
  });

  it('goes back to the notes of an old version in a new one', async () => {
    await edit('Then.');
    await edit('Now.');
    const answer = await call(people.maintainer, '/rollback', { version: 2, reason: 'Ada asked' });
    expect(answer.json).toMatchObject({
      ...{ version: 4, kind: 'rolled_back', reason: 'Rolled back to version 2: Ada asked' },
    });
    expect(answer.json.content).toBe((await call(people.viewer, '/2')).json.content);
  });
});
