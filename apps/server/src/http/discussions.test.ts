import { DiscussionExport } from '@overmind/contracts/entities/discussion-export';
import {
  DiscussionChange,
  DiscussionDetail,
  DiscussionMessage,
} from '@overmind/contracts/entities/discussion-room';
import type { Project } from '@overmind/contracts/entities/project';
import * as routes from '@overmind/contracts/routes/discussions';
import { listInbox } from '@overmind/contracts/routes/inbox';
import * as personaRoutes from '@overmind/contracts/routes/personas';
import { putProvider } from '@overmind/contracts/routes/providers';
import { listConversations, postMessage } from '@overmind/contracts/routes/talk';
import { listTasks } from '@overmind/contracts/routes/tasks';
import { speakers } from '@overmind/core/discussions/test-support/speakers';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';

let server: TestServer;
let model: ModelServer;
let owner: Person;
let project: Project;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true });
  model = await startModelServer(speakers());
  owner = await addPerson(server, { isAdmin: true });
  const body = {
    kind: 'openai_compatible' as const,
    base_url: model.openAiUrl,
    is_local: true,
    serves_itself: true,
  };
  await owner.api.call(putProvider, { params: { provider: 'scripted' }, body });
});
afterAll(async () => {
  await server.stop();
  await model.close();
});
beforeEach(async () => {
  project = await addProject(server, owner);
});
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const ofProject = () => ({ params: { id: project.id } });
const start = (goal = 'Choose where sessions are stored') =>
  owner.api.call(routes.startDiscussion, { ...ofProject(), body: { goal } });
const detailOf = (id: string) => owner.api.call(routes.getDiscussion, { params: { id } });

/** The discussion once it is no longer on its way. */
const rested = (id: string): Promise<DiscussionDetail> =>
  waitFor(
    async () => {
      const detail = await detailOf(id);
      return detail.status === 'active' ? null : detail;
    },
    { what: 'the discussion to rest' },
  );
const waiting = (id: string): Promise<DiscussionDetail> =>
  waitFor(
    async () => {
      const detail = await detailOf(id);
      return detail.waits_for === 'user' || detail.ended_at !== null ? detail : null;
    },
    { what: 'the discussion to wait or end' },
  );

/** As a screen keeps it: the change that is one step later, laid over what was there. */
function follow(detail: DiscussionDetail, change: DiscussionChange): DiscussionDetail {
  const {
    turns = [],
    proposals = [],
    concerns = [],
    questions = [],
    rounds = [],
    votes = [],
    notes = [],
  } = change;
  const put = <T>(known: readonly T[], changed: readonly T[], keyOf: (each: T) => unknown): T[] => {
    const all = new Map(known.map((each) => [keyOf(each), each]));
    for (const each of changed) all.set(keyOf(each), each);
    return [...all.values()];
  };
  return DiscussionDetail.parse({
    ...{ ...detail, ...change },
    turns: put(detail.turns, turns, ({ turn }) => turn),
    proposals: put(detail.proposals, proposals, ({ ref }) => ref),
    concerns: put(detail.concerns, concerns, ({ ref }) => ref),
    questions: put(detail.questions, questions, ({ ref }) => ref),
    rounds: put(detail.rounds, rounds, ({ number }) => number),
    votes: [...detail.votes, ...votes],
    notes: [...detail.notes, ...notes],
  });
}

describe('a discussion over the wire', () => {
  it('goes from its goal over a question in the inbox to tasks', async () => {
    const { id } = await start();
    const asked = await waiting(id);
    expect(asked.asked).toMatchObject([{ question: 'How many users sign in at once?' }]);
    const { items: inbox } = await owner.api.call(listInbox, {});
    const question = inbox.find(({ kind }) => kind === 'question');
    expect(question).toMatchObject({ message: { conversation_id: id } });
    // As the inbox and the microphone say it.
    await owner.api.call(postMessage, { params: { id }, body: { content: 'A thousand' } });
    const ended = await rested(id);
    expect(ended).toMatchObject({
      status: 'completed',
      record: { title: 'Sessions in PostgreSQL that expire' },
    });
    const made = await owner.api.call(routes.decideDiscussion, { params: { id }, body: { to: 'tasks' } });
    const tasks = await waitFor(
      async () => {
        const { items } = await owner.api.call(listTasks, { ...ofProject() });
        return items.length === 2 ? items : null;
      },
      { what: 'the tasks' },
    );
    expect(tasks.every(({ request_id }) => request_id === made.request_id)).toBe(true);
    const { items: after } = await owner.api.call(listInbox, {});
    expect(after.filter(({ kind }) => kind === 'question')).toEqual([]);
  });

  it('is told by its changes just as it stands', async () => {
    const viewer = await TestViewer.open(server, { token: owner.token, projectId: project.id, afterSeq: 0 });
    const { id } = await start();
    const begun = await detailOf(id);
    await waiting(id);
    await owner.api.call(routes.waiveQuestions, { params: { id } });
    const ended = await rested(id);
    const changes = () =>
      viewer.events
        .filter(({ type, entity }) => type === 'discussion.updated' && entity.id === id)
        .map(({ entity }) => DiscussionChange.parse(entity.patch));
    await waitFor(() => changes().some(({ seq }) => seq === ended.seq), { what: 'the last change' });
    const told = changes()
      .filter(({ seq }) => seq > begun.seq)
      .reduce(follow, begun);
    const byVoter = ({ votes, ...rest }: DiscussionDetail) => ({
      ...rest,
      votes: votes.map(({ round, by, proposal, choice }) => [round, by, proposal, choice].join(' ')).sort(),
      updated_at: '',
    });
    expect(byVoter(told)).toEqual(byVoter(ended));
    const said = viewer.events.filter(({ type }) => type === 'conversation.message.created');
    for (const { entity } of said) DiscussionMessage.parse(entity.patch);
    for (const type of [
      'conversation.phase.changed',
      'conversation.consensus.reached',
      'conversation.status.changed',
    ])
      await waitFor(() => viewer.events.some((event) => event.type === type), { what: type });
    for (const type of ['agent.typing', 'agent.response.delta', 'agent.response.complete'] as const)
      await waitFor(() => viewer.all(type).length > 0, { what: type });
    await viewer.close();
  });

  it('does once what is asked for with one key', async () => {
    const twice = [1, 2].map(() =>
      send(server, {
        ...{ method: 'POST', path: `/api/projects/${project.id}/discussions`, token: owner.token },
        headers: { 'idempotency-key': `once-${project.id}` },
        body: { goal: 'Once' },
      }),
    );
    const answers = await Promise.all(twice);
    const ids = answers.filter(({ status }) => status === 201).map(({ json }) => json.id);
    expect(new Set(ids).size).toBe(1);
    const { items } = await owner.api.call(routes.listDiscussions, ofProject());
    expect(items).toHaveLength(1);
    await rested(items[0]?.id ?? '');
  });

  it('is no chat', async () => {
    const { id } = await start();
    const { items } = await owner.api.call(listConversations, ofProject());
    expect(items.map((each) => each.id)).not.toContain(id);
    const chat = items[0]?.id ?? '';
    const foreign = await send(server, { path: `/api/discussions/${chat}`, token: owner.token });
    expect(foreign.status).toBe(404);
    await rested(id);
  });

  it('leaves as a file and comes in from one', async () => {
    const { id } = await start();
    await waiting(id);
    await owner.api.call(routes.stopDiscussion, { params: { id }, body: {} });
    const path = `/api/discussions/${id}/export`;
    const file = await send(server, { path, token: owner.token });
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="discussion-[\w-]+\.json"$/);
    const body = DiscussionExport.parse(JSON.parse(file.text));
    const brought = await owner.api.call(routes.importDiscussion, { ...ofProject(), body });
    expect(brought).toMatchObject({ status: 'stopped', goal: 'Choose where sessions are stored' });
    expect((await send(server, { path: `${path}?format=markdown`, token: owner.token })).text).toContain(
      '# No decision',
    );
    const hostile = await send(server, {
      ...{ method: 'POST', path: `/api/projects/${project.id}/discussions/import`, token: owner.token },
      body: { ...body, events: body.events.slice(1) },
    });
    expect(hostile).toMatchObject({ status: 422, json: { errors: [{ pointer: '/events/0' }] } });
  });
});

describe('personas over the wire', () => {
  const one = () => ({ params: { id: project.id, key: 'quality_assurance' } });

  it('are edited with a version, and reset', async () => {
    const { items } = await owner.api.call(personaRoutes.listPersonas, ofProject());
    expect(items).toHaveLength(5);
    const { persona } = await owner.api.call(personaRoutes.getPersona, one());
    const { key: _key, ...body } = persona;
    const edited = await owner.api.call(personaRoutes.putPersona, {
      ...one(),
      body: { ...body, role: 'Doubts' },
    });
    expect(edited).toMatchObject({ version: 1, is_changed: true, persona: { role: 'Doubts' } });
    const stale = await send(server, {
      ...{
        method: 'PUT',
        path: `/api/projects/${project.id}/personas/quality_assurance`,
        token: owner.token,
      },
      ...{ headers: { 'if-match': '"0"' }, body },
    });
    expect(stale.status).toBe(412);
    expect(await owner.api.call(personaRoutes.resetPersona, one())).toMatchObject({
      version: 2,
      is_changed: false,
    });
  });

  it('with no name that a persona can have are refused', async () => {
    const path = `/api/projects/${project.id}/personas/No%20Name`;
    const { persona } = await owner.api.call(personaRoutes.getPersona, one());
    const { key: _key, ...body } = persona;
    expect((await send(server, { method: 'PUT', path, token: owner.token, body })).status).toBe(404);
  });
});
