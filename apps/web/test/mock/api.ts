import { type Answers, made, ok, page, problem, type Reply, unknown } from './answers/answer.ts';
import { cycleAnswers } from './answers/cycles.ts';
import { inboxAnswers } from './answers/inbox.ts';
import { placeAnswers } from './answers/places.ts';
import { stateAnswers } from './answers/state.ts';
import { talkAnswers } from './answers/talk.ts';
import { taskAnswers } from './answers/tasks.ts';
import { ago, projectId, user, uuid } from './fixtures/ids.ts';
import { snapshot } from './fixtures/snapshot.ts';
import { diff, logLine } from './fixtures/texts.ts';
import type { Feed } from './socket.ts';

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
  /** Of its own, but for the runs: the socket's log grows with them. */
  readonly #view = { ...structuredClone(snapshot()), runs: snapshot().runs };
  readonly #answers: Answers;
  #isSetUp: boolean;
  #isSignedIn: boolean;

  constructor(feed: Feed, isSetUp: boolean) {
    this.#feed = feed;
    this.#isSetUp = isSetUp;
    this.#isSignedIn = isSetUp;
    this.#answers = {
      ...this.#account(),
      ...placeAnswers(this.#view),
      ...this.#project(),
      ...taskAnswers(this.#view, feed),
      ...stateAnswers(feed),
      ...inboxAnswers(this.#view),
      ...cycleAnswers(this.#view, feed),
      ...talkAnswers(this.#view, feed),
      ...this.#runs(),
    };
  }

  /** `GET /projects/123/state` is looked up as `GET /projects/:id/state`. */
  answer(method: string, url: URL, body: Record<string, unknown>): Reply {
    const path = url.pathname.slice('/api'.length);
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0] ?? '';
    const pattern = path.replace(id === '' ? /$^/ : id, ':id').replace(/\/state\/\d+/, '/state/:version');
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
    return {
      'GET /projects': ({ query }) => page(query.get('archived') === 'true' ? [] : [card, quiet]),
      'POST /projects': ({ body }) => made({ ...view.project, name: body['name'] }),
      'GET /projects/:id/snapshot': ({ id }) =>
        id === projectId ? ok({ ...view, seq: this.#feed.seq() }) : unknown,
      'GET /projects/:id/agents': () => page(view.agents),
      'PATCH /agents/:id': ({ id, body }) =>
        ok({ ...view.agents.find((agent) => agent.id === id), ...body, version: 2 }),
      'PATCH /projects/:id': ({ body }) => {
        const { settings, ...rest } = body;
        Object.assign(view.project, rest, { version: view.project.version + 1 });
        Object.assign(view.project.settings, settings);
        return ok(view.project);
      },
      'POST /projects/import': ({ query }) =>
        query.get('name') === 'broken'
          ? problem(422, 'invalid', 'This is not an archive of a project.')
          : made({
              ...{ project: { ...view.project, id: uuid(1, 3), name: 'Imported shop' }, ids: 'remapped' },
              ...{ rows: { tasks: 12, agent_runs: 31, messages: 88, project_state_versions: 42 }, files: 57 },
              warnings: [
                '2 members are not known here and were left out.',
                'The repository /home/ada/code/shop is not offered by any runner.',
              ],
            }),
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
