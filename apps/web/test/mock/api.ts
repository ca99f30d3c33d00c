import { randomUUID } from 'node:crypto';
import type { Task } from '@overmind/contracts/entities/task';
import { ago, command, projectId, user, uuid } from './fixtures/ids.ts';
import { messages } from './fixtures/messages.ts';
import { snapshot } from './fixtures/snapshot.ts';
import { taskEvents } from './fixtures/tasks.ts';
import { diff, logLine, stateYaml } from './fixtures/texts.ts';
import type { Feed } from './socket.ts';

export interface Call {
  id: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}
export interface Reply {
  status: number;
  body?: unknown;
}
type Answers = Record<string, (call: Call) => Reply>;

const page = (items: unknown[]): Reply => ({ status: 200, body: { items, next_cursor: null } });
const ok = (body: unknown): Reply => ({ status: 200, body });
const made = (body: unknown): Reply => ({ status: 201, body });
export const problem = (status: number, code: string, detail: string): Reply => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail, instance: 'mock' },
});
const unknown = problem(404, 'not_found', 'There is no such thing here.');

const signedIn = { token: 't', expires_at: ago(-9e5), user: user };
const session = {
  id: uuid(3, 9),
  created_at: ago(9_000),
  last_seen_at: ago(3),
  expires_at: ago(-9e5),
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537',
  is_current: true,
};
const phone = {
  ...session,
  id: uuid(3, 8),
  user_agent: 'Mozilla/5.0 (iPhone) Version/18 Safari/604',
  is_current: false,
};
const token = {
  id: uuid(3, 7),
  name: 'CI',
  kind: 'personal',
  scopes: ['read', 'write'],
  project_id: null,
  created_at: ago(9e5),
  last_used_at: ago(400),
  expires_at: ago(-9e5),
};

/** Just enough of the API to look at every page; state lives as long as the process. */
export class MockApi {
  readonly #feed: Feed;
  readonly #view = snapshot();
  readonly #answers: Answers;
  #isSetUp: boolean;
  #isSignedIn: boolean;

  constructor(feed: Feed, isSetUp: boolean) {
    this.#feed = feed;
    this.#isSetUp = isSetUp;
    this.#isSignedIn = isSetUp;
    this.#answers = {
      ...this.#account(),
      ...this.#places(),
      ...this.#project(),
      ...this.#tasks(),
      ...this.#runs(),
    };
  }

  /** `GET /projects/123/state` is looked up as `GET /projects/:id/state`. */
  answer(method: string, url: URL, body: Record<string, unknown>): Reply {
    const path = url.pathname.slice('/api'.length);
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0] ?? '';
    const pattern = path.replace(id === '' ? /$^/ : id, ':id').replace(/\/state\/\d+$/, '/state/:version');
    const isOpen = pattern === '/auth/login' || pattern === '/auth/setup';
    if (!isOpen && !this.#isSignedIn) return problem(401, 'unauthenticated', 'Sign in to do this.');
    return this.#answers[`${method} ${pattern}`]?.({ id, path, query: url.searchParams, body }) ?? unknown;
  }

  #account(): Answers {
    const enter = (): Reply => {
      this.#isSetUp = true;
      this.#isSignedIn = true;
      return ok(signedIn);
    };
    return {
      'GET /auth/setup': () => ok({ needs_setup: !this.#isSetUp }),
      'POST /auth/setup': enter,
      'POST /auth/login': ({ body }) =>
        body['password'] === 'correct horse'
          ? enter()
          : problem(401, 'unauthenticated', 'The e-mail or the password is wrong.'),
      'POST /auth/logout': () => {
        this.#isSignedIn = false;
        return { status: 204 };
      },
      'GET /auth/me': () => ok({ user: user, session_id: session.id }),
      'GET /auth/sessions': () => page([session, phone]),
      'GET /auth/tokens': () => page([token]),
      'POST /auth/tokens': () => made({ token: `ovm_${'x'.repeat(43)}`, api_token: token }),
    };
  }

  #places(): Answers {
    const folder = (name: string, path: string, isRepository: boolean) => ({
      name,
      path,
      is_repository: isRepository,
    });
    return {
      'GET /runners': () => page(this.#view.runners),
      'POST /runners': () => made({ runner: this.#view.runners[0], token: `ovr_${'y'.repeat(43)}` }),
      'GET /repositories/folders': ({ query }) => {
        const path = query.get('path');
        if (path === null) return ok({ path, entries: [folder('code', '/home/ada/code', false)] });
        return ok({
          path,
          entries: ['shop', 'billing', 'notes'].map((name) =>
            folder(name, `/home/ada/code/${name}`, name !== 'notes'),
          ),
        });
      },
      'POST /repositories/inspect': ({ body }) => {
        const path = String(body['path']);
        if (!path.startsWith('/home/ada/code/'))
          return ok({ ok: false, reason: 'outside_roots', detail: 'No runner allows this folder.' });
        const detected = {
          test: [command('unit', 'npm', 'test')],
          lint: [command('lint', 'npm', 'run', 'lint')],
          build: [],
          format: [],
        };
        return ok({
          ok: true,
          repo_path: path,
          name: path.split('/').at(-1),
          default_branch: 'main',
          detected,
        });
      },
    };
  }

  #project(): Answers {
    const view = this.#view;
    const card = {
      ...view.project,
      open_tasks: 9,
      needs_you: 2,
      live_runs: 2,
      last_run_status: 'completed',
      last_activity_at: ago(90),
    };
    const quiet = {
      ...card,
      id: uuid(1, 2),
      key: 'API',
      name: 'Billing API',
      needs_you: 0,
      live_runs: 0,
      open_tasks: 1,
      last_run_status: 'failed',
    };
    const version = (number: number) => ({
      ...view.state,
      id: uuid(9, number),
      version: number,
      content: stateYaml,
    });
    return {
      'GET /projects': ({ query }) => page(query.get('archived') === 'true' ? [] : [card, quiet]),
      'POST /projects': ({ body }) => made({ ...view.project, name: body['name'] }),
      'GET /projects/:id/snapshot': ({ id }) =>
        id === projectId ? ok({ ...view, seq: this.#feed.seq() }) : unknown,
      'GET /projects/:id/agents': () => page(view.agents),
      'PATCH /agents/:id': ({ id, body }) =>
        ok({ ...view.agents.find((agent) => agent.id === id), ...body, version: 2 }),
      'GET /projects/:id/state': () => page([42, 41, 40, 39].map(version)),
      'GET /projects/:id/state/:version': ({ path }) => ok(version(Number(path.split('/').at(-1)))),
      'POST /projects/:id/orchestrator/run': () => this.#cycle(),
      'POST /conversations/:id/messages': ({ body }) => this.#say(String(body['content'])),
    };
  }

  #tasks(): Answers {
    const move = (patch: Partial<Task>) => (call: Call) => this.#move(call.id, patch);
    return {
      'POST /projects/:id/tasks': ({ body }) => {
        const key = `SHOP-${this.#view.tasks.length + 1}`;
        const task = {
          ...this.#view.tasks[0],
          ...body,
          id: randomUUID(),
          key,
          latest_run_id: null,
          status: 'queued',
        } as Task;
        this.#view.tasks.unshift(task);
        this.#feed.event('task.created', task.id, { ...task });
        return made(task);
      },
      'GET /tasks/:id/events': ({ id }) => page(taskEvents(id)),
      'GET /tasks/:id/dependencies': () => ok({ depends_on: [], dependents: [uuid(5, 2)] }),
      'POST /tasks/:id/approve': move({ status: 'done' }),
      'POST /tasks/:id/reject': move({ status: 'queued', status_reason: null }),
      'POST /tasks/:id/retry': move({ status: 'queued', status_reason: null }),
      'POST /tasks/:id/cancel': move({ status: 'canceled' }),
      'POST /tasks/:id/run': move({ status: 'in_progress' }),
      'PATCH /tasks/:id': ({ id, body }) =>
        this.#move(id, { status: 'blocked', status_reason: String(body['reason']) }),
    };
  }

  #runs(): Answers {
    return {
      'GET /projects/:id/runs': ({ query }) =>
        page(this.#view.runs.filter((run) => run.task_id === query.get('task'))),
      'GET /runs/:id/logs': ({ id, query }) => this.#logs(id, query),
      'GET /runs/:id/diff': () =>
        ok({
          base_commit: '9f1c2ab',
          head_commit: 'c0ffee5',
          diff: diff,
          is_truncated: false,
          artifact_id: null,
        }),
    };
  }

  #move(id: string, patch: Partial<Task>): Reply {
    const task = this.#view.tasks.find((each) => each.id === id);
    if (task === undefined) return unknown;
    Object.assign(task, patch, { version: task.version + 1, updated_at: new Date().toISOString() });
    this.#feed.event('task.updated', id, { ...patch, version: task.version, updated_at: task.updated_at });
    return ok(task);
  }

  #say(content: string): Reply {
    const message = {
      ...messages[0],
      id: randomUUID(),
      content,
      created_at: new Date().toISOString(),
    };
    this.#feed.event('conversation.message.created', message.id, message);
    const answer = {
      ...message,
      id: randomUUID(),
      role: 'relayer',
      content: `Understood: *${content}*`,
      content_format: 'markdown',
    };
    setTimeout(() => this.#feed.event('conversation.message.created', answer.id, answer), 900);
    return made(message);
  }

  #cycle(): Reply {
    const id = randomUUID();
    const states = [
      'started',
      'loaded_state',
      'validated_state',
      'ingested_inputs',
      'planned_tasks',
      'scheduled_runs',
      'updated_state',
      'completed',
    ];
    for (const [index, name] of states.entries()) {
      const type = name === 'started' || name === 'completed' ? name : 'progress';
      setTimeout(
        () => this.#feed.event(`orchestrator.cycle.${type}`, id, { state: `cycle.${name}` }),
        250 * index,
      );
    }
    return { status: 202, body: { accepted: true, cycle_id: id } };
  }

  #logs(runId: string, query: URLSearchParams): Reply {
    const total = this.#view.runs.find((run) => run.id === runId)?.log_seq ?? 0;
    const tail = Number(query.get('tail') ?? 0);
    const limit = tail > 0 ? tail : Number(query.get('limit') ?? 2_000);
    const after = tail > 0 ? Math.max(0, total - tail) : Number(query.get('after_seq') ?? 0);
    const wanted = query.get('q');
    const items = [];
    for (let seq = after + 1; seq <= total && items.length < limit; seq += 1) {
      const line = logLine(seq);
      if (wanted === null || line.message.includes(wanted)) items.push(line);
    }
    return ok({ items, next_after_seq: items.at(-1)?.seq ?? after });
  }
}
