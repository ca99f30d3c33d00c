import { randomUUID } from 'node:crypto';
import type { Project } from '@overmind/contracts/entities/project';
import { allRoutes } from '@overmind/contracts/routes/all';
import { listModels } from '@overmind/contracts/routes/models';
import { listProjects } from '@overmind/contracts/routes/projects';
import { listProviders } from '@overmind/contracts/routes/providers';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import { listRunners } from '@overmind/contracts/routes/runners';
import { updateTask } from '@overmind/contracts/routes/tasks';
import { removeMember, updateUser } from '@overmind/contracts/routes/users';
import { systemCall } from '@overmind/core/call';
import { updateRunner } from '@overmind/core/runners/register';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addMember, addPerson, makeToken, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { makeShop, type Shop } from '../test-support/shop.ts';
import { startAgent } from '../test-support/start-agent.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';
import { addTask, addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let shop: Shop;
let owner: Person;
/** Of the shop's project, and of an owner of both who is an administrator. */
let bound: string;
/** What tells of the other project. */
let marks: string[];
let zebra: Project;

beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  shop = await makeShop(server);
  ({ owner } = shop.people);
  zebra = await addWorkingProject(owner, 'Zebra');
  const { job } = await startAgent(server, shop.runner, owner, zebra);
  const waiting = await addTask(owner, zebra, { title: 'Count the stripes' });
  await owner.api.call(updateTask, {
    params: { id: waiting.id },
    body: { status: 'blocked', reason: 'No stripes.' },
  });
  const admin = await addPerson(server, { isAdmin: true });
  await admin.api.call(updateUser, { params: { id: owner.id }, body: { is_admin: true } });
  bound = (await makeToken(owner, ['read', 'write', 'admin'], shop.project.id)).token;
  marks = [zebra.id, zebra.key, 'Zebra', 'stripes', job.run.id, job.task.id, waiting.id];
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const get = (path: string, token: string) => send(server, { path: `/api${path}`, token });
const api = () => server.nobody.withToken(bound);
const marksIn = (text: string): string[] => marks.filter((mark) => text.includes(mark));

describe('the list of projects', () => {
  it('is its own project alone, whatever is asked for', async () => {
    const keys = (await owner.api.call(listProjects, {})).items.map(({ key }) => key);
    expect(keys.sort()).toEqual([shop.project.key, zebra.key].sort());
    const isAlike = async () => {
      const { items } = await owner.api.call(listProjects, {});
      const own = items.filter(({ id }) => id === shop.project.id);
      expect(await api().call(listProjects, {})).toEqual({ items: own, next_cursor: null });
      return true;
    };
    // What a worker still does there may come between the two.
    await waitFor(isAlike, { what: 'the same of it by either' });
    expect((await api().call(listProjects, { query: { limit: 1 } })).next_cursor).toBeNull();
    expect((await api().call(listProjects, { query: { q: 'zebra' } })).items).toEqual([]);
    expect((await api().call(listProjects, { query: { archived: 'true' } })).items).toEqual([]);
    const { next_cursor: cursor } = await owner.api.call(listProjects, { query: { limit: 1 } });
    const after = await api().call(listProjects, { query: { cursor: cursor ?? '' } });
    expect(after.items.filter(({ id }) => id !== shop.project.id)).toEqual([]);
  });

  it('is empty for who has left the project', async () => {
    const leaver = await addPerson(server);
    await addMember(server, shop.project.id, leaver, 'viewer');
    const { token } = await makeToken(leaver, ['read'], shop.project.id);
    await owner.api.call(removeMember, { params: { id: shop.project.id, user_id: leaver.id } });
    expect((await get('/projects', token)).json.items).toEqual([]);
    expect((await get('/status', token)).problem.detail).toBe('This token is for one project only.');
  });

  it('is closed to the agent of a run, and to a token that may not read', async () => {
    const agent = await startAgent(server, shop.runner, owner, shop.project);
    expect((await get('/projects', agent.token)).status).toBe(403);
    const { token } = await makeToken(owner, ['write'], shop.project.id);
    expect((await get('/projects', token)).status).toBe(403);
  });
});

/** What a route needs to be asked for. */
const queries: Record<string, string> = {
  'search.project': '?q=stripes',
  'recordings.list': '?q=stripes',
  'models.usage': '?group_by=project',
  'state.diff': '?from=1&to=1',
};

async function readAll(token: string, ids: Record<string, string>): Promise<Map<string, string>> {
  const answered = new Map<string, string>();
  const isAsked = ({ method, path, responseKind }: AnyRoute): boolean =>
    method === 'GET' && responseKind === 'json' && /^[^:]*(:id[^:]*)?$/.test(path);
  for (const { id, path, policy } of allRoutes.filter(isAsked)) {
    if (policy.kind === 'public') continue;
    const entity = policy.kind === 'project' ? policy.of : 'project';
    const answer = await get(path.replace(':id', ids[entity] ?? '') + (queries[id] ?? ''), token);
    if (answer.status === 200) answered.set(id, answer.text);
  }
  return answered;
}

describe('what a token of one project reads', () => {
  it('tells nothing of another project, in any list or search', async () => {
    const answered = await readAll(bound, shop.ids);
    for (const [id, text] of answered) expect(marksIn(text), id).toEqual([]);
    const lists = ['projects.list', 'projects.snapshot', 'inbox.list', 'search.project', 'runs.list'];
    expect([...answered.keys()]).toEqual(expect.arrayContaining([...lists, 'models.usage']));
    const open = await readAll(owner.token, { ...shop.ids, project: zebra.id });
    for (const id of lists) expect(marksIn(open.get(id) ?? ''), id).not.toEqual([]);
  });

  it('counts the live runs of its project alone, in lists and over the socket', async () => {
    const runs = async (of: Person['api']) =>
      (await of.call(listRunners, {})).items.find(({ id }) => id === shop.runner.id)?.live_runs;
    const all = (await runs(owner.api)) ?? 0;
    const own = (await runs(api())) ?? 0;
    expect(all - own).toBe(1);
    const { project } = shop;
    const snapshot = await get(`/projects/${project.id}/snapshot`, bound);
    expect(snapshot.json.runners).toMatchObject([{ id: shop.runner.id, live_runs: own }]);
    const [mine, whole] = await Promise.all(
      [bound, owner.token].map((token) => TestViewer.open(server, { token, projectId: project.id })),
    );
    onTestFinished(async () => void (await Promise.all([mine?.close(), whole?.close()])));
    await updateRunner(server.core, systemCall, shop.runner.id, { name: 'renamed' });
    const told = async (viewer: TestViewer | undefined) =>
      (await viewer?.waitFor('runner.updated', ({ entity }) => entity.patch.name === 'renamed'))?.entity.patch
        .live_runs;
    expect([await told(mine), await told(whole)]).toEqual([own, all]);
    expect(marksIn(JSON.stringify(mine?.frames))).toEqual([]);
  });

  it('is what any member may see of models, whoever the token is of', async () => {
    const provider = (await owner.api.call(listProviders, {})).items.find(({ key }) => key !== null);
    expect(provider).toMatchObject({ base_url: expect.any(String) });
    for (const { base_url, key } of (await api().call(listProviders, {})).items)
      expect([base_url, key]).toEqual([null, null]);
    for (const model of (await api().call(listModels, {})).items)
      expect(model).toMatchObject({ measured_calls: 0, latency_ms: null, error_rate: null });
  });
});

describe('what a token of one project is refused', () => {
  it('names the project that it is for', async () => {
    const only = `This token is for project ${shop.project.key} only.`;
    const refused = [
      { path: '/api/projects', method: 'POST', body: { name: 'Mine' } },
      { path: '/api/status' },
      { path: '/api/models/budgets' },
    ];
    for (const each of refused) {
      const { status, problem } = await send(server, { ...each, token: bound });
      expect([status, problem.detail]).toEqual([403, only]);
    }
    for (const id of [zebra.id, randomUUID()]) {
      const { status, problem } = await get(`/projects/${id}/tasks`, bound);
      expect([status, problem.detail]).toEqual([404, `There is no such project. ${only}`]);
    }
  });

  it('is a socket of another project, as of one that is not there', async () => {
    const ends = [zebra.id, randomUUID()].map(
      (projectId) => new TestViewer(server, { token: bound, projectId }).closed,
    );
    const [foreign, unknown] = await Promise.all(ends);
    expect(foreign).toMatchObject({ code: 4403 });
    expect(foreign).toEqual(unknown);
  });
});
