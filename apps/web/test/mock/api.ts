import { randomUUID } from 'node:crypto';
import type { Task } from '@overmind/contracts/entities/task';
import * as fixtures from './fixtures.ts';
import type { Feed } from './socket.ts';

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}
export interface Reply {
  status: number;
  body?: unknown;
}

const page = (items: unknown[]) => ({ status: 200, body: { items, next_cursor: null } });
const ok = (body: unknown): Reply => ({ status: 200, body });
const problem = (status: number, code: string, detail: string): Reply => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail, instance: 'mock' },
});

/** Just enough of the API to look at every page; state lives as long as the process. */
export function createMockApi(feed: Feed, options: { isSetUp: boolean }) {
  const view = fixtures.snapshot();
  const state = { isSignedIn: options.isSetUp, isSetUp: options.isSetUp };
  const card = { ...view.project, open_tasks: 9, needs_you: 2, live_runs: 2, last_run_status: 'completed', last_activity_at: fixtures.ago(90) };
  const quiet = { ...card, id: fixtures.uuid(1, 2), key: 'API', name: 'Billing API', default_repo_path: '/srv/billing', needs_you: 0, live_runs: 0, open_tasks: 1, last_run_status: 'failed' };
  const version = (number: number) => ({ ...view.state, id: fixtures.uuid(9, number), version: number, content: fixtures.stateYaml, created_at: fixtures.ago(700 + (42 - number) * 4_000) });

  const move = (id: string, patch: Partial<Task>): Reply => {
    const task = view.tasks.find((each) => each.id === id);
    if (task === undefined) return problem(404, 'not_found', 'There is no such task.');
    Object.assign(task, patch, { version: task.version + 1, updated_at: new Date().toISOString() });
    feed.event('task.updated', id, { ...patch, version: task.version, updated_at: task.updated_at });
    return ok(task);
  };
  const say = (content: string): Reply => {
    const message = { ...fixtures.messages[0], id: randomUUID(), content, created_at: new Date().toISOString() };
    feed.event('conversation.message.created', message.id, message);
    const answer = { ...message, id: randomUUID(), role: 'relayer', content: `Understood: *${content}*`, content_format: 'markdown' };
    setTimeout(() => feed.event('conversation.message.created', answer.id, answer), 900);
    return { status: 201, body: message };
  };
  const cycle = (): Reply => {
    const id = randomUUID();
    const states = ['started', 'loaded_state', 'validated_state', 'ingested_inputs', 'planned_tasks', 'scheduled_runs', 'updated_state', 'completed'];
    states.forEach((name, index) => {
      const type = index === 0 ? 'started' : name === 'completed' ? 'completed' : 'progress';
      setTimeout(() => feed.event(`orchestrator.cycle.${type}`, id, { state: `cycle.${name}` }), 250 * index);
    });
    return { status: 202, body: { accepted: true, cycle_id: id } };
  };
  const logs = (runId: string, query: URLSearchParams): Reply => {
    const total = view.runs.find((run) => run.id === runId)?.log_seq ?? 0;
    const tail = Number(query.get('tail') ?? 0);
    const after = tail > 0 ? Math.max(0, total - tail) : Number(query.get('after_seq') ?? 0);
    const limit = Number(query.get('limit') ?? 2_000);
    const seqs = Array.from({ length: total - after }, (_, index) => after + index + 1);
    const lines = query.has('q') ? seqs.map(fixtures.logLine).filter((line) => line.message.includes(query.get('q') ?? '')) : seqs.slice(0, tail > 0 ? tail : limit).map(fixtures.logLine);
    return ok({ items: lines.slice(0, Math.max(limit, tail)), next_after_seq: total });
  };

  return function answer({ method, path, query, body }: Call): Reply {
    const [, noun, id = '', verb = ''] = path.split('/');
    const key = `${method} ${noun}${verb === '' ? (id === '' ? '' : '/:id') : `/:id/${verb}`}`;
    if (path === '/auth/setup') {
      if (method === 'GET') return ok({ needs_setup: !state.isSetUp });
      Object.assign(state, { isSetUp: true, isSignedIn: true });
      return { status: 201, body: { token: 't', expires_at: fixtures.ago(-9e5), user: fixtures.user } };
    }
    if (path === '/auth/login') {
      if (body['password'] !== 'correct horse') return problem(401, 'unauthenticated', 'The e-mail or the password is wrong.');
      state.isSignedIn = true;
      return ok({ token: 't', expires_at: fixtures.ago(-9e5), user: fixtures.user });
    }
    if (path === '/auth/logout') {
      state.isSignedIn = false;
      return { status: 204 };
    }
    if (!state.isSignedIn) return problem(401, 'unauthenticated', 'Sign in to do this.');
    if (path === '/auth/me') return ok({ user: fixtures.user, session_id: fixtures.uuid(3, 9) });
    if (path === '/auth/sessions') {
      const session = { id: fixtures.uuid(3, 9), created_at: fixtures.ago(9_000), last_seen_at: fixtures.ago(3), expires_at: fixtures.ago(-9e5), user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537', is_current: true };
      return page([session, { ...session, id: fixtures.uuid(3, 8), user_agent: 'Mozilla/5.0 (iPhone) Version/18 Safari/604', is_current: false, last_seen_at: fixtures.ago(86_000) }]);
    }
    if (path === '/auth/tokens' && method === 'GET') return page([{ id: fixtures.uuid(3, 7), name: 'CI', kind: 'personal', scopes: ['read', 'write'], project_id: null, created_at: fixtures.ago(9e5), last_used_at: fixtures.ago(400), expires_at: fixtures.ago(-9e5) }]);
    if (path === '/auth/tokens') return { status: 201, body: { token: `ovm_${'x'.repeat(43)}`, api_token: {} } };
    if (path === '/runners') return method === 'GET' ? page(view.runners) : { status: 201, body: { runner: view.runners[0], token: `ovr_${'y'.repeat(43)}` } };
    if (path === '/repositories/folders') {
      if (query.get('path') === null) return ok({ path: null, entries: [{ name: 'code', path: '/home/ada/code', is_repository: false }] });
      return ok({ path: query.get('path'), entries: ['shop', 'billing', 'notes'].map((name) => ({ name, path: `/home/ada/code/${name}`, is_repository: name !== 'notes' })) });
    }
    if (path === '/repositories/inspect') {
      const wanted = String(body['path']);
      if (!wanted.startsWith('/home/ada/code/')) return ok({ ok: false, reason: 'outside_roots', detail: 'No runner allows this folder.' });
      const command = (name: string, ...run: string[]) => ({ name, run, timeout_s: 600, allow_failure: false, cwd: '.' });
      return ok({ ok: true, repo_path: wanted, name: wanted.split('/').at(-1), default_branch: 'main', detected: { test: [command('unit', 'npm', 'test')], lint: [command('lint', 'npm', 'run', 'lint')], build: [], format: [] } });
    }
    switch (key) {
      case 'GET projects':
        return query.get('archived') === 'true' ? page([]) : page([card, quiet]);
      case 'POST projects':
        return { status: 201, body: { ...view.project, name: body['name'] } };
      case 'GET projects/:id/snapshot':
        return id === fixtures.projectId ? ok({ ...view, seq: feed.seq() }) : problem(404, 'not_found', 'There is no such project.');
      case 'GET projects/:id/agents':
        return page(view.agents);
      case 'PATCH agents/:id':
        return ok({ ...view.agents.find((each) => each.id === id), ...body, version: 2 });
      case 'GET projects/:id/runs':
        return page(view.runs.filter((run) => run.task_id === query.get('task')));
      case 'POST projects/:id/tasks': {
        const task = { ...(view.tasks[0] as Task), ...body, id: randomUUID(), key: `SHOP-${view.tasks.length + 1}`, latest_run_id: null, status_reason: null, status: 'queued' } as Task;
        view.tasks.unshift(task);
        feed.event('task.created', task.id, { ...task });
        return { status: 201, body: task };
      }
      case 'POST projects/:id/orchestrator':
        return cycle();
      case 'GET projects/:id/state':
        return path.endsWith('/state') ? page([42, 41, 40, 39].map(version)) : ok(version(Number(path.split('/').at(-1))));
      case 'GET tasks/:id/events':
        return page([
          { id: randomUUID(), task_id: id, event_type: 'created', payload: {}, actor: `user:${fixtures.user.id}`, created_at: fixtures.ago(8_000) },
          { id: randomUUID(), task_id: id, event_type: 'status_changed', payload: { from: 'queued', to: 'in_progress' }, actor: 'orchestrator', created_at: fixtures.ago(4_000) },
          { id: randomUUID(), task_id: id, event_type: 'status_changed', payload: { from: 'in_progress', to: 'needs_review' }, actor: 'agent:backend', created_at: fixtures.ago(700) },
          { id: randomUUID(), task_id: id, event_type: 'comment', payload: { comment: 'Please keep the old cookie name.' }, actor: `user:${fixtures.user.id}`, created_at: fixtures.ago(600) },
        ]);
      case 'GET tasks/:id/dependencies':
        return ok({ depends_on: [], dependents: [fixtures.uuid(5, 2)] });
      case 'POST tasks/:id/approve':
        return move(id, { status: 'done' });
      case 'POST tasks/:id/reject':
      case 'POST tasks/:id/retry':
        return move(id, { status: 'queued', status_reason: null });
      case 'POST tasks/:id/cancel':
        return move(id, { status: 'canceled' });
      case 'POST tasks/:id/run':
        move(id, { status: 'in_progress' });
        return { status: 202, body: view.runs[0] };
      case 'PATCH tasks/:id':
        return move(id, { status: 'blocked', status_reason: String(body['reason']) });
      case 'GET runs/:id/logs':
        return logs(id, query);
      case 'GET runs/:id/diff':
        return ok({ base_commit: '9f1c2ab', head_commit: 'c0ffee5', diff: fixtures.diff, is_truncated: false, artifact_id: null });
      case 'POST conversations/:id/messages':
        return say(String(body['content']));
      default:
        return problem(404, 'not_found', `The mock has no ${key}.`);
    }
  };
}
