import type { Project } from '@overmind/contracts/entities/project';
import { Spec } from '@overmind/contracts/entities/spec';
import { searchProject } from '@overmind/contracts/routes/search';
import * as routes from '@overmind/contracts/routes/specs';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';

let server: TestServer;
let owner: Person;
let viewer: Person;
let project: Project;
beforeAll(async () => {
  server = await startTestServer();
  owner = await addPerson(server, { name: 'owner' });
  viewer = await addPerson(server, { name: 'viewer' });
  project = await addProject(server, owner, { viewer });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const begin = (goal = 'Sell by invoice'): Promise<Spec> =>
  owner.api.call(routes.createSpec, { params: { id: project.id }, body: { goal } });
const at = ({ id }: Spec) => ({ params: { id, phase: 'explore' as const } });
const put = (spec: Spec, text: string, ifMatch?: number) =>
  owner.api.call(routes.putSpecPhase, {
    ...{ ...at(spec), body: { output_markdown: text } },
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });

describe('a spec over the wire', () => {
  it('is begun, written, approved, sent back and read, and those who watch see each step', async () => {
    const watcher = await TestViewer.open(server, {
      token: viewer.token,
      projectId: project.id,
      afterSeq: 0,
    });
    const spec = await begin();
    await put(spec, '# What there is');
    await owner.api.call(routes.approveSpecPhase, at(spec));
    const back = await owner.api.call(routes.rejectSpecPhase, { ...at(spec), body: { note: 'More' } });
    expect(back).toMatchObject({ phase: { status: 'rejected', note: 'More', version: 1 }, reopened: [] });
    const told = () => watcher.events.filter(({ entity }) => entity.id === spec.id);
    await waitFor(() => told().length === 4, { what: 'the steps' });
    expect(told().map(({ type }) => type)).toEqual(['spec.created', ...Array(3).fill('spec.updated')]);
    const changed = Spec.partial().parse(told().at(-1)?.entity.patch);
    expect(changed).not.toHaveProperty('goal');
    expect({ ...spec, ...changed }).toEqual(back.spec);
    expect(await viewer.api.call(routes.getSpec, { params: { id: spec.id } })).toEqual(back.spec);
    const { items } = await viewer.api.call(routes.listSpecPhaseVersions, at(spec));
    expect(items).toMatchObject([{ version: 1, chars: 15, edited_by_user_id: owner.id }]);
  });

  it('is not written over what came since', async () => {
    const spec = await begin();
    const path = `/api/specs/${spec.id}/phases/explore`;
    const headers = async () => (await send(server, { path, token: owner.token })).headers;
    expect((await headers()).etag).toBe('"0"');
    await put(spec, 'One', 0);
    expect((await headers()).etag).toBe('"1"');
    await expect(put(spec, 'Two', 0)).rejects.toMatchObject({ code: 'version_mismatch' });
    const stale = owner.api.call(routes.approveSpecPhase, { ...at(spec), ifMatch: 0 });
    await expect(stale).rejects.toMatchObject({ code: 'version_mismatch' });
    expect((await owner.api.call(routes.getSpecPhase, at(spec))).output_markdown).toBe('One');
  });

  it('is put away and taken back, listed apart, and found by search', async () => {
    const spec = await begin('Sell by marmalade');
    const params = { id: project.id };
    const ids = async (archived: 'true' | 'false') =>
      (await viewer.api.call(routes.listSpecs, { params, query: { archived } })).items.map(({ id }) => id);
    const away = await owner.api.call(routes.archiveSpec, { params: { id: spec.id } });
    expect(away.archived_at).toEqual(expect.any(String));
    await expect(put(spec, 'x')).rejects.toMatchObject({ rule: 'spec.archived' });
    expect([await ids('true'), (await ids('false')).includes(spec.id)]).toEqual([[spec.id], false]);
    const query = { q: 'marmalade', kind: 'spec', status: 'active' };
    const { items } = await viewer.api.call(searchProject, { params, query });
    expect(items).toMatchObject([{ kind: 'spec', spec: { id: spec.id, key: spec.key } }]);
    await owner.api.call(routes.unarchiveSpec, { params: { id: spec.id } });
    expect(await ids('true')).toEqual([]);
  });

  it('of another project is none, and a viewer only reads', async () => {
    const spec = await begin();
    const stranger = await addPerson(server);
    await addProject(server, stranger, {}, 'Elsewhere');
    const foreign = stranger.api.call(routes.getSpec, { params: { id: spec.id } });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    const written = viewer.api.call(routes.putSpecPhase, { ...at(spec), body: { output_markdown: 'x' } });
    await expect(written).rejects.toMatchObject({ code: 'forbidden' });
    const archived = viewer.api.call(routes.archiveSpec, { params: { id: spec.id } });
    await expect(archived).rejects.toMatchObject({ code: 'forbidden' });
    const taken = stranger.api.call(routes.archiveSpec, { params: { id: spec.id } });
    await expect(taken).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([
    ['no goal', 'POST', `/projects/:project/specs`, { goal: '  ' }, 422],
    ['an unknown field', 'POST', `/projects/:project/specs`, { goal: 'x', phase: 'design' }, 400],
    [
      'a text that is too long',
      'PUT',
      '/specs/:spec/phases/explore',
      { output_markdown: 'x'.repeat(200_001) },
      422,
    ],
    ['a text with NUL', 'PUT', '/specs/:spec/phases/explore', { output_markdown: 'a\u0000b' }, 400],
    ['an unknown phase', 'PUT', '/specs/:spec/phases/review', { output_markdown: 'x' }, 404],
    ['approving nothing', 'POST', '/specs/:spec/phases/design/approve', undefined, 409],
    ['sending nothing back', 'POST', '/specs/:spec/phases/design/reject', { note: 'x' }, 409],
    ['a version that is none', 'GET', '/specs/:spec/phases/explore/versions/9', undefined, 404],
    ['an unknown status', 'GET', '/projects/:project/specs?status=lost', undefined, 400],
    ['a forged cursor', 'GET', '/projects/:project/specs?cursor=xx', undefined, 400],
  ] as const)('refuses %s', async (_what, method, path, body, status) => {
    const { id } = await begin();
    const answer = await send(server, {
      ...{ method, token: owner.token },
      path: `/api${path.replace(':project', project.id).replace(':spec', id)}`,
      ...(body === undefined ? {} : { body }),
    });
    expect([answer.status, answer.problem.detail]).toEqual([status, expect.any(String)]);
  });
});
