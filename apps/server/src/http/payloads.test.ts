import { Project } from '@overmind/contracts/entities/project';
import { Task } from '@overmind/contracts/entities/task';
import { Problem } from '@overmind/contracts/errors';
import { allRoutes } from '@overmind/contracts/routes/all';
import { Snapshot } from '@overmind/contracts/routes/projects';
import { recordCall } from '@overmind/core/model-calls/record';
import { makeCall } from '@overmind/core/model-calls/test-support/calls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../test-support/fake-runner.ts';
import { addProject } from '../test-support/people.ts';
import { type Answer, type Sent, send } from '../test-support/send.ts';
import { makeShop, type Shop } from '../test-support/shop.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  shop = await makeShop(server);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const call = (sent: Sent): Promise<Answer> => send(server, { token: shop.people.owner.token, ...sent });
const post = (path: string, body: unknown): Promise<Answer> =>
  call({ method: 'POST', path: `/api${path}`, body });
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('the payloads that outside programs rely on', () => {
  it('make a project, with its preset agents', async () => {
    const { status, json } = await post('/projects', {
      ...{
        name: 'Shop',
        description: '',
        default_repo_path: repository,
        settings: { auto_accept: ['test'] },
      },
    });
    expect(status).toBe(201);
    expect(Project.parse(json)).toMatchObject({
      ...{
        name: 'Shop',
        default_repo_path: repository,
        my_role: 'owner',
        settings: { auto_accept: ['test'] },
      },
    });
    const agents = (await call({ path: `/api/projects/${json.id}/agents` })).json.items;
    expect(
      agents.map((agent: { name: string; is_enabled: boolean }) => [agent.name, agent.is_enabled]),
    ).toEqual([
      ...[
        ['frontend', true],
        ['backend', true],
        ['qa', true],
        ['infra', true],
      ],
    ]);
  });

  it('make and change an agent', async () => {
    const config = {
      ...{
        executor: 'commands',
        repo_path: '/repos/api',
        handles: ['test', 'review'],
        max_attempts: 1,
        concurrency: 1,
      },
      commands: [{ name: 'unit', run: ['npm', 'test'], timeout_s: 600, allow_failure: false, cwd: '.' }],
      checks: [{ name: 'lint', run: ['npm', 'run', 'lint'] }],
      ...{ env: ['CI'], network: 'none' },
    };
    const agent = { name: 'tester', role: 'qa', type: 'local', is_enabled: true, config };
    const made = await post(`/projects/${shop.project.id}/agents`, agent);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      ...agent,
      config: { ...config, checks: [{ name: 'lint', timeout_s: 600 }] },
    });
    const changed = await call({
      method: 'PATCH',
      path: `/api/agents/${made.json.id}`,
      body: { is_enabled: false },
    });
    expect([changed.status, changed.json.is_enabled]).toEqual([200, false]);
  });

  it('refuse what would let an agent be taken over', async () => {
    const change = async (config: unknown) =>
      (await call({ method: 'PATCH', path: `/api/agents/${shop.ids.agent}`, body: { config } })).status;
    for (const name of ['LD_PRELOAD', 'NODE_OPTIONS', 'GIT_SSH_COMMAND', 'DYLD_INSERT_LIBRARIES', 'A=B', ''])
      expect(await change({ env: [name] }), name).toBe(422);
    const step = (more: object) => ({ commands: [{ name: 'x', run: ['ls'], ...more }] });
    for (const more of [
      { run: 'rm -rf /' },
      { run: [] },
      { cwd: '/etc' },
      { cwd: '../..' },
      { cwd: 'a/../../b' },
    ])
      expect(await change(step(more)), JSON.stringify(more)).toBe(422);
  });

  it('make a task', async () => {
    const { status, json, headers } = await post(`/projects/${shop.project.id}/tasks`, {
      ...{
        title: 'Make all buttons blue',
        description: '…',
        acceptance_criteria: ['…'],
        type: 'code_change',
      },
      ...{ priority: 2, agent: 'frontend', depends_on: [shop.ids.task], requested_by: 'api' },
    });
    expect([status, headers.etag]).toEqual([201, '"1"']);
    expect(Object.keys(json).sort()).toEqual(Object.keys(Task.shape).sort());
    expect(Task.parse(json)).toMatchObject({
      ...{
        id: uuid,
        key: expect.stringMatching(/^SHOP-\d+$/),
        project_id: shop.project.id,
        status: 'queued',
      },
      ...{ depends_on: [shop.ids.task], priority: 2, requested_by: 'api', created_at: utc, updated_at: utc },
      ...{ spec_id: null, latest_run_id: null, phase: null, request_id: null },
    });
  });

  it('talk: a conversation, a message, and the answer in it', async () => {
    const conversation = await post(`/projects/${shop.project.id}/conversations`, {
      title: 'Drive notes',
      mode: 'voice',
    });
    expect([conversation.status, conversation.json.title]).toEqual([201, 'Drive notes']);
    const content = 'Run the tests, then fix the login bug (urgent)';
    const message = await post(`/conversations/${conversation.json.id}/messages`, { role: 'user', content });
    expect([message.status, message.json.content, message.json.role]).toEqual([201, content, 'user']);
    const role = { role: 'relayer', content };
    expect((await post(`/conversations/${conversation.json.id}/messages`, role)).status).toBe(422);
  });

  it('ask for a cycle, and read the state', async () => {
    const cycle = await post(`/projects/${shop.project.id}/orchestrator/run`, { mode: 'incremental' });
    expect([cycle.status, cycle.json]).toEqual([202, { accepted: true, cycle_id: uuid }]);
    expect((await call({ path: `/api/orchestrator/runs/${cycle.json.cycle_id}` })).status).toBe(200);
    const { json } = await call({ path: `/api/projects/${shop.project.id}/state/latest` });
    expect(json).toMatchObject({
      version: expect.any(Number),
      state_format: 'yaml',
      content: expect.any(String),
      created_at: utc,
    });
    expect(json.content_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(json.reason).not.toBe('');
  });

  it('read a log, a page at a time', async () => {
    const read = async (query: string) =>
      (await call({ path: `/api/runs/${shop.ids.run}/logs?${query}` })).json;
    expect(await read('after_seq=0&limit=2000')).toEqual({
      items: ['one', 'two'].map((message, index) => ({
        seq: index + 1,
        stream: 'stdout',
        message,
        created_at: utc,
      })),
      next_after_seq: 2,
    });
    expect(await read('limit=1')).toMatchObject({ items: [{ seq: 1 }], next_after_seq: 1 });
    expect(await read('after_seq=2')).toEqual({ items: [], next_after_seq: 2 });
    expect((await read('tail=1')).items).toMatchObject([{ seq: 2 }]);
    expect((await read('q=TW')).items).toMatchObject([{ seq: 2 }]);
    expect((await read('stream=stderr')).items).toEqual([]);
    expect((await read('after_seq=9007199254740991')).items).toEqual([]);
  });

  it('understand a text and change nothing', async () => {
    const { status, json } = await post(`/projects/${shop.project.id}/understand`, {
      ...{ text: 'Run the tests, then fix the login bug (urgent)', source: 'chat', conversation_id: null },
    });
    expect(status).toBe(200);
    expect(json.requests[0]).toMatchObject({
      kind: 'work',
      intent: 'create_tasks',
      needs_clarification: null,
    });
    const tasks = json.requests.flatMap((request: { tasks: unknown[] }) => request.tasks);
    expect(tasks).toMatchObject([{ type: 'test' }, { type: 'code_change', priority: 1 }]);
  });

  it('show the whole dashboard at one event number', async () => {
    const { json } = await call({ path: `/api/projects/${shop.project.id}/snapshot` });
    expect(Snapshot.parse(json).seq).toBeGreaterThan(0);
    expect(json.tasks.map((task: Task) => task.id)).toContain(shop.ids.task);
  });
});

/** What a route cannot be asked without. */
const queries: Record<string, string> = {
  'state.diff': '?from=1&to=1',
  'provenance.line': '?path=src/a.ts&line=1',
  'search.project': '?q=tests',
};

describe('every answer of data', () => {
  it('fits its declared schema', async () => {
    const made = makeCall({ project_id: shop.project.id });
    await recordCall(server.core, made);
    const ofPeople = allRoutes.filter(({ policy }) => policy.kind !== 'runner');
    const reads = ofPeople.filter((route) => route.method === 'GET' && route.responseKind === 'json');
    for (const route of reads) {
      const entity = route.policy.kind === 'project' ? route.policy.of : 'project';
      const values: Record<string, string> = {
        ...{ id: shop.ids[entity], version: '1', name: 'Task', provider: 'ollama' },
        ...{ key: 'quality_assurance', phase: 'explore' },
        ...{ proposal: 'P1', call_id: made.id },
      };
      const path = route.path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '');
      const { status, json, headers } = await call({ path: `/api${path}${queries[route.id] ?? ''}` });
      if (route.policy.kind === 'admin') continue;
      expect([route.id, status, headers['content-type']]).toEqual([
        route.id,
        200,
        'application/json; charset=utf-8',
      ]);
      expect(route.response.safeParse(json).error, route.id).toBeUndefined();
    }
  });

  it('that is a problem has its shape and the id of its request, and tells nothing of our insides', async () => {
    const problems = [
      await call({ path: '/api/tasks/x' }),
      await call({ path: '/api/auth/me', token: 'wrong' }),
      await post('/projects', {}),
      await post(`/tasks/${shop.ids.task}/run`, undefined),
      await call({ path: '/api/nothing' }),
      await call({ path: '/api/%zz' }),
      await call({
        method: 'POST',
        path: '/api/projects',
        body: '{',
        headers: { 'content-type': 'text/xml' },
      }),
    ];
    expect(problems.map((answer) => answer.status)).toEqual([404, 401, 422, 409, 404, 400, 415]);
    for (const { problem, headers, status } of problems) {
      expect(Problem.strict().parse(problem).status).toBe(status);
      expect(headers['content-type']).toMatch(/^application\/problem\+json(;|$)/);
      expect(problem.type).toBe(`urn:overmind:problem:${problem.code}`);
      expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:|select .* from/);
    }
    const [first] = problems;
    expect(first?.problem.instance).toBe(first?.headers['x-request-id']);
    expect(problems[3]?.problem.rule).toMatch(/^task\./);
  });

  it('says when there were too many requests, in the same shape', async () => {
    const limited = await startTestServer({ env: { RATE_LIMIT_PER_MIN: '3' } });
    try {
      const answers = [];
      for (let count = 0; count < 5; count += 1)
        answers.push(await send(limited, { path: '/api/auth/setup' }));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429, 429]);
      expect(Number(answers[4]?.headers['retry-after'])).toBeGreaterThan(0);
      expect(answers[4]?.problem.code).toBe('rate_limited');
      expect((await send(limited, { path: '/api/health' })).status).toBe(200);
    } finally {
      await limited.stop();
    }
  });

  it('deletes a project with all that it holds', async () => {
    const { owner } = shop.people;
    const project = await addProject(server, owner, {}, 'Gone');
    await post(`/projects/${project.id}/tasks`, { title: 'x', type: 'test' });
    expect((await call({ method: 'DELETE', path: `/api/projects/${project.id}` })).status).toBe(204);
    expect((await call({ path: `/api/projects/${project.id}` })).status).toBe(404);
  });
});
