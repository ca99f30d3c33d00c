import { randomUUID } from 'node:crypto';
import type { Project } from '@overmind/contracts/entities/project';
import { roles } from '@overmind/contracts/entities/user';
import { allRoutes } from '@overmind/contracts/routes/all';
import type { AnyRoute, ProjectEntity } from '@overmind/contracts/routes/route';
import Fastify from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { on } from '../http/handle.ts';
import { registerHandlers } from '../http/register.ts';
import { addPerson, addProject, makeToken, type Person } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { makeShop, type Shop } from '../test-support/shop.ts';
import { startAgent } from '../test-support/start-agent.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addWorkingProject } from '../test-support/work.ts';
import { SessionCookie } from './credentials.ts';

const callers = [
  ...(['nobody', 'stranger', 'viewer', 'operator', 'maintainer', 'owner'] as const),
  ...(['admin', 'runner', 'read token', 'token of another project'] as const),
  ...(['agent', 'agent of another project'] as const),
];
type Caller = (typeof callers)[number];

let server: TestServer;
let shop: Shop;
let stranger: Person;
let other: Project;
/** Of the run that the agent works at; that of the shop itself has ended. */
let own: Partial<Record<ProjectEntity, string>>;
const tokens = new Map<Caller, string>();

beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  shop = await makeShop(server);
  stranger = await addPerson(server, { name: 'stranger' });
  const { owner } = shop.people;
  other = await addProject(server, owner, {}, 'Other');
  for (const role of roles) tokens.set(role, shop.people[role].token);
  tokens.set('stranger', stranger.token);
  tokens.set('admin', (await addPerson(server, { isAdmin: true })).token);
  tokens.set('runner', shop.runner.token);
  tokens.set('read token', (await makeToken(owner, ['read'])).token);
  tokens.set(
    'token of another project',
    (await makeToken(owner, ['read', 'write', 'admin'], other.id)).token,
  );
  const agent = await startAgent(server, shop.runner, owner, shop.project);
  own = { run: agent.job.run.id, task: agent.job.task.id };
  tokens.set('agent', agent.token);
  const elsewhere = await addWorkingProject(owner, 'Elsewhere');
  tokens.set('agent of another project', (await startAgent(server, shop.runner, owner, elsewhere)).token);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

/** With a query that no route knows: whoever is let through gets no further, and nothing is changed. */
function knock(
  route: AnyRoute,
  caller: Caller,
  ids: Partial<Record<ProjectEntity, string>>,
): Promise<Answer> {
  const entity = route.policy.kind === 'project' ? route.policy.of : 'project';
  const values: Record<string, string> = {
    user_id: stranger.id,
    version: '1',
    request_id: randomUUID(),
    call_id: randomUUID(),
    turn_id: randomUUID(),
    input_id: randomUUID(),
    provider: 'ollama',
    experiment: randomUUID(),
    pull: randomUUID(),
    name: 'Task',
    key: 'quality_assurance',
    phase: 'explore',
    proposal: 'P1',
    id: ids[entity] ?? randomUUID(),
  };
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '');
  const token = tokens.get(caller);
  return send(server, {
    ...{ method: route.method, path: `/api${path}?matrix=1` },
    ...(token === undefined ? {} : { token }),
    ...(route.bodyKind === 'bytes' ? { body: Buffer.from('x') } : {}),
  });
}

/** What the declaration says, in words of its own: null is to be let through. */
function expected(route: AnyRoute, caller: Caller): 401 | 403 | 404 | null {
  const { policy } = route;
  if (policy.kind === 'public') return null;
  if (caller === 'nobody') return 401;
  if (policy.kind === 'runner' || caller === 'runner')
    return policy.kind === 'runner' && caller === 'runner' ? null : 403;
  if (policy.kind === 'admin') return caller === 'admin' ? null : 403;
  if (caller === 'agent' || caller === 'agent of another project') {
    if (policy.kind !== 'project' || policy.isForAgents !== true) return 403;
    return caller === 'agent' ? null : 404;
  }
  if (policy.kind === 'project') {
    if (['stranger', 'admin', 'token of another project'].includes(caller)) return 404;
    const rank = (roles as readonly string[]).indexOf(caller);
    if (rank !== -1) return rank >= roles.indexOf(policy.role) ? null : 403;
  }
  if (caller === 'read token') return route.scope === 'read' ? null : 403;
  if (caller === 'token of another project')
    return policy.kind === 'signed_in' && policy.isForProjectTokens === true ? null : 403;
  return null;
}

describe('who may call', () => {
  it.each(allRoutes.map((route) => [route.id, route] as const))('%s is as declared', async (_id, route) => {
    const seen = [];
    const wanted = [];
    for (const caller of callers) {
      const { status } = await knock(route, caller, caller === 'agent' ? { ...shop.ids, ...own } : shop.ids);
      seen.push(`${caller}: ${[401, 403, 404].includes(status) ? status : 'through'}`);
      wanted.push(`${caller}: ${expected(route, caller) ?? 'through'}`);
    }
    expect(seen).toEqual(wanted);
  });

  it('changes something only as an operator or above, in every project route but two that change nothing and one that marks for oneself', () => {
    const open = allRoutes.filter(
      ({ policy, method }) => policy.kind === 'project' && policy.role === 'viewer' && method !== 'GET',
    );
    expect(open.map((route) => route.id).sort()).toEqual([
      'orchestrator.preview',
      'requests.understand',
      'runs.viewed.put',
    ]);
  });

  it('is for the agent of a run where it reads what it works at, and comments on it', () => {
    const open = allRoutes.filter(({ policy }) => policy.kind === 'project' && policy.isForAgents === true);
    expect(open.map((route) => route.id).sort()).toEqual([
      ...['runs.get', 'state.latest', 'tasks.dependencies.get', 'tasks.events.create', 'tasks.events.list'],
      ...['tasks.get', 'tasks.list'],
    ]);
  });

  it('is for a token of one project beyond that project where it tells nothing of others', () => {
    const open = allRoutes.filter(
      ({ policy }) => policy.kind === 'signed_in' && policy.isForProjectTokens === true,
    );
    expect(open.map((route) => route.id).sort()).toEqual([
      ...['agents.presets', 'auth.me', 'inbox.list', 'models.list', 'models.providers.list', 'models.usage'],
      ...['projects.list', 'runners.list', 'speech.get', 'speech.speak'],
    ]);
  });

  it('is decided in public by few routes', () => {
    const open = allRoutes.filter(({ policy }) => policy.kind === 'public').map((route) => route.id);
    expect(open.sort()).toEqual([
      ...['auth.login', 'auth.setup.complete', 'auth.setup.get', 'runners.program', 'system.health'],
      ...['system.openapi', 'system.ready', 'system.schema'],
    ]);
  });
});

/** Another run and task of its own project count as foreign, too. */
const foreignToAgent = () => ({ ...shop.ids, project: other.id });

const withoutInstance = ({ status, headers, json }: Answer) => ({
  status,
  type: headers['content-type'],
  names: Object.keys(headers).sort(),
  body: { ...json, instance: '' },
});

describe('a foreign id', () => {
  const routes = allRoutes.filter((route) => route.policy.kind === 'project');
  it.each(routes.map((route) => [route.id, route] as const))(
    'of %s is told from an unknown one by nothing',
    async (_id, route) => {
      for (const caller of ['stranger', 'admin', 'token of another project', 'agent'] as const) {
        const foreign = await knock(route, caller, caller === 'agent' ? foreignToAgent() : shop.ids);
        const unknown = await knock(route, caller, {});
        expect(withoutInstance(foreign)).toEqual(withoutInstance(unknown));
      }
    },
  );

  it('of a session or a token is told from an unknown one by nothing', async () => {
    const { owner } = shop.people;
    const session = (await send(server, { path: '/api/auth/me', token: owner.token })).json.session_id;
    const token = await makeToken(owner, ['read']);
    for (const [kind, id] of [
      ['sessions', session],
      ['tokens', token.id],
    ] as const) {
      const remove = (each: string) =>
        send(server, { method: 'DELETE', path: `/api/auth/${kind}/${each}`, token: stranger.token });
      const foreign = await remove(id);
      expect(foreign.status).toBe(404);
      expect(withoutInstance(foreign)).toEqual(withoutInstance(await remove(randomUUID())));
    }
    expect((await send(server, { path: '/api/auth/me', token: owner.token })).status).toBe(200);
    expect((await send(server, { path: '/api/auth/me', token: token.token })).status).toBe(200);
  });

  it('in a body is told from an unknown one by nothing', async () => {
    const own = await addProject(server, stranger, {}, 'Own');
    const bodies: [string, (id: string) => unknown, string][] = [
      [`/projects/${own.id}/tasks`, (id) => ({ title: 'x', type: 'test', depends_on: [id] }), shop.ids.task],
      [
        `/projects/${own.id}/understand`,
        (id) => ({ text: 'approve it', conversation_id: id }),
        shop.ids.conversation,
      ],
      ['/auth/tokens', (id) => ({ name: 'x', project_id: id }), shop.ids.project],
    ];
    for (const [path, bodyOf, foreignId] of bodies) {
      const post = (id: string) =>
        send(server, { method: 'POST', path: `/api${path}`, token: stranger.token, body: bodyOf(id) });
      const foreign = await post(foreignId);
      expect(foreign.status, path).toBeOneOf([404, 422]);
      expect(withoutInstance(foreign)).toEqual(withoutInstance(await post(randomUUID())));
    }
  });

  it('shows in no list', async () => {
    for (const caller of ['stranger', 'admin'] as const) {
      const answer = await send(server, { path: '/api/projects?limit=500', token: tokens.get(caller) ?? '' });
      expect(answer.text).not.toContain(shop.project.id);
    }
    const own = await addProject(server, stranger, {}, 'Lists');
    for (const query of [`tasks?agent=${shop.ids.agent}`, `runs?task=${shop.ids.task}`])
      expect(
        (await send(server, { path: `/api/projects/${own.id}/${query}`, token: stranger.token })).json.items,
      ).toEqual([]);
  });
});

it('refuses to start with a route that says nothing of who may call it', () => {
  const { policy: _policy, ...silent } = allRoutes[0] as AnyRoute;
  const handler = on({ ...silent, id: 'silent.route' } as AnyRoute, () => null);
  const register = () =>
    registerHandlers(
      Fastify(),
      server.core,
      new SessionCookie({ PUBLIC_URL: undefined, HOST: '127.0.0.1', TRUST_PROXY: false }),
      [handler],
    );
  expect(register).toThrow('without a policy: [silent.route]');
});
