import { type Answers, made, ok, page, problem, type Reply, staleFor, unknown } from './answers/answer.ts';
import { cycleAnswers } from './answers/cycles.ts';
import { discussionAnswers } from './answers/discussions.ts';
import { inboxAnswers } from './answers/inbox.ts';
import { mergeAnswers } from './answers/merges.ts';
import { modelAnswers } from './answers/models.ts';
import { personaAnswers } from './answers/personas.ts';
import { placeAnswers } from './answers/places.ts';
import { promptAnswers } from './answers/prompts.ts';
import { recordingAnswers } from './answers/recordings.ts';
import { reviewAnswers } from './answers/review.ts';
import { runnerAnswers } from './answers/runners.ts';
import { newTalk, runAnswers } from './answers/runs.ts';
import { searchAnswers } from './answers/search.ts';
import { specAnswers } from './answers/specs.ts';
import { stateAnswers } from './answers/state.ts';
import { talkAnswers } from './answers/talk.ts';
import { taskAnswers } from './answers/tasks.ts';
import { usageAnswers } from './answers/usage.ts';
import { ago, projectId, user, uuid } from './fixtures/ids.ts';
import { snapshot } from './fixtures/snapshot.ts';
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

const members = [
  { user_id: user.id, email: user.email, display_name: user.display_name, role: 'owner' },
  { user_id: uuid(3, 2), email: 'grace@example.com', display_name: 'Grace Hopper', role: 'operator' },
];

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
    const talk = newTalk();
    const chats = talkAnswers(this.#view, feed);
    this.#answers = {
      ...this.#account(),
      ...placeAnswers(),
      ...this.#project(),
      ...taskAnswers(this.#view, feed),
      ...stateAnswers(feed),
      ...inboxAnswers(this.#view, talk),
      ...cycleAnswers(this.#view, feed),
      ...chats,
      ...runnerAnswers(this.#view),
      ...runAnswers(this.#view, feed, talk),
      ...reviewAnswers(this.#view),
      ...mergeAnswers(this.#view, feed),
      ...recordingAnswers(feed),
      ...modelAnswers(),
      ...usageAnswers(),
      ...promptAnswers(),
      ...discussionAnswers(feed, chats['DELETE /conversations/:id']),
      ...personaAnswers(),
      ...specAnswers(feed),
      ...searchAnswers(),
    };
  }

  /** `GET /projects/123/state` is looked up as `GET /projects/:id/state`. */
  answer(method: string, url: URL, body: Record<string, unknown>, tag?: string): Reply {
    const path = url.pathname.slice('/api'.length);
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0] ?? '';
    const pattern = path
      .replace(id === '' ? /$^/ : id, ':id')
      .replace(/\/state\/\d+/, '/state/:version')
      .replace(/\/personas\/[^/]+/, '/personas/:key')
      .replace(/\/phases\/[a-z]+/, '/phases/:phase')
      .replace(/(\/phases\/:phase\/versions)\/\d+/, '$1/:version')
      .replace(/\/proposals\/[^/]+/, '/proposals/:proposal')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':other');
    const isOpen = pattern === '/auth/login' || pattern === '/auth/setup';
    if (!isOpen && !this.#isSignedIn) return problem(401, 'unauthenticated', 'Sign in to do this.');
    const ifMatch = tag === undefined ? null : Number(tag.replaceAll('"', ''));
    const call = { id, path, query: url.searchParams, body, ifMatch };
    return this.#answers[`${method} ${pattern}`]?.(call) ?? unknown;
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
      'GET /projects/:id/members': () => page(members),
      'GET /projects/:id/agents': () => page(view.agents),
      'POST /projects/:id/agents': ({ id, body }) => {
        const [first] = view.agents;
        if (first === undefined) return unknown;
        const agent = { ...first, ...body, id: uuid(4, 90 + view.agents.length), project_id: id };
        view.agents.push(agent);
        return made(agent);
      },
      'POST /agents/:id/test': () =>
        ok({
          runner_id: uuid(8, 1),
          steps: [
            { name: 'Repository', ok: true, detail: '/home/ada/shop can be worked in.' },
            { name: 'unit', ok: false, detail: 'The program "pnpm" was not found on this runner.' },
          ],
        }),
      'PATCH /agents/:id': ({ id, body }) => {
        const agent = view.agents.find((each) => each.id === id);
        if (agent === undefined) return unknown;
        return ok(Object.assign(agent, body, { version: agent.version + 1 }));
      },
      'GET /projects/:id': () => ok(view.project),
      'PATCH /projects/:id': (call) => {
        const stale = staleFor(call, view.project.version);
        if (stale !== null) return stale;
        const { settings, ...rest } = call.body;
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
}
