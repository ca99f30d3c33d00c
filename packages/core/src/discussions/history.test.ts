import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveConversation } from '../conversations/talk.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { readAnalytics } from './analytics.ts';
import { dropOldDiscussions, setDiscussionArchived } from './archive.ts';
import { decideDiscussion } from './decide.ts';
import { stopDiscussion, waiveQuestions } from './interject.ts';
import { type ListDiscussions, listDiscussions, listSimilar } from './list.ts';
import { openModel, openRoom, type Room } from './test-support/room.ts';

let on: TestCore;
let closeModel: () => Promise<void>;
let made: MadeProject;
let decided: Room;
let stopped: Room;
let going: Room;
beforeAll(async () => {
  on = await startTestCore();
  const model = await openModel(on);
  closeModel = () => model.close();
  made = await makeProject(on.core);
  decided = await openRoom(on, { goal: 'Choose where sessions are stored' }, made);
  await decided.goOn();
  await waiveQuestions(on.core, made.owner, decided.id);
  await decided.goOn();
  const agents = ['project_manager', 'quality_assurance'];
  stopped = await openRoom(on, { goal: 'Choose how sessions are stored', agents }, made);
  await stopDiscussion(on.core, made.owner, stopped.id);
  going = await openRoom(on, { goal: 'Name the new product' }, made);
  await openRoom(on, { goal: 'Choose where sessions are stored' });
});
afterAll(async () => {
  await on.stop();
  await closeModel();
});

const list = async (query: Partial<ListDiscussions> = {}) =>
  (await listDiscussions(on.core, made.project.id, { limit: 50, archived: 'false', ...query })).items;
const ids = async (query: Partial<ListDiscussions> = {}) => (await list(query)).map(({ id }) => id);

describe('the discussions of a project', () => {
  it('are listed the newest first, in pages', async () => {
    expect(await ids()).toEqual([going.id, stopped.id, decided.id]);
    const first = await listDiscussions(on.core, made.project.id, { limit: 2, archived: 'false' });
    const cursor = first.next_cursor ?? '';
    const rest = await listDiscussions(on.core, made.project.id, { limit: 2, archived: 'false', cursor });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(await ids());
    expect(rest.next_cursor).toBeNull();
  });

  it('are found by speaker, status, phase and time', async () => {
    expect(await ids({ agent: 'technical_architect' })).toEqual([going.id, decided.id]);
    expect(await ids({ status: ['stopped', 'completed'] })).toEqual([stopped.id, decided.id]);
    expect(await ids({ phase: ['consensus'] })).toEqual([decided.id]);
    const { created_at } = await stopped.detail();
    expect(await ids({ from: created_at })).toEqual([going.id, stopped.id]);
    expect(await ids({ to: created_at })).toEqual([decided.id]);
  });

  it('are found by what was said in them, words and phrases', async () => {
    const [found] = await list({ q: 'postgresql expire' });
    expect(found).toMatchObject({ id: decided.id, decision: 'Sessions in PostgreSQL that expire' });
    expect(found?.found?.snippet.matches.length).toBeGreaterThan(0);
    expect(await ids({ q: '"where sessions are"' })).toEqual([decided.id]);
    expect(await ids({ q: 'sessions' })).toEqual([stopped.id, decided.id]);
    expect(await ids({ q: 'sessions', status: ['completed'] })).toEqual([decided.id]);
    expect(await ids({ q: 'nothing like it' })).toEqual([]);
  });

  it('are found by what one speaker said in them, wherever that one took part', async () => {
    const proposed = { q: '"one table"' };
    expect(await ids({ ...proposed, agent: 'technical_architect' })).toEqual([decided.id]);
    expect(await ids({ ...proposed, agent: 'quality_assurance' })).toEqual([]);
    expect(await ids({ q: '"where sessions are"', agent: 'project_manager' })).toEqual([]);
    const [found] = await list({ q: 'understood', agent: 'quality_assurance' });
    expect(found?.found?.snippet.text).toContain('quality_assuranceclarify');
  });

  it('are looked for by a word at least', async () => {
    await expect(list({ q: '?' })).rejects.toMatchObject({ code: 'malformed' });
  });

  it('are known to be alike by their goals', async () => {
    const alike = await listSimilar(on.core, decided.id, 5);
    expect(alike.map(({ discussion }) => discussion.id)).toEqual([stopped.id]);
    expect(alike[0]?.likeness).toBeGreaterThan(0.5);
  });

  it('are counted and measured', async () => {
    const { used } = await decided.detail();
    const all = await readAnalytics(on.core, made.project.id, {});
    expect(all).toMatchObject({
      ...{ discussions: 3, decided: 1, with_dissent: 1, became_tasks: 0, tokens: used.tokens },
      by_status: { completed: 1, stopped: 1, active: 1 },
      turns: { most: used.turns },
      rounds: { average: 2, median: 2, most: 2 },
      by_day: [{ started: 3, decided: 1 }],
    });
    expect(all.by_speaker.find(({ key }) => key === 'technical_architect')).toMatchObject({
      ...{ discussions: 2, proposals: 2, accepted: 1, votes: 2, dissent: 0, skipped: 0 },
    });
    expect(all.by_speaker.find(({ key }) => key === 'resource_coordinator')).toMatchObject({ dissent: 1 });
    const none = await readAnalytics(on.core, made.project.id, {
      from: '2020-01-01T00:00:00Z',
      to: '2020-02-01T00:00:00Z',
    });
    expect(none).toMatchObject({ discussions: 0, turns: null, rounds: null, by_speaker: [], by_day: [] });
  });

  it('are put away when they have ended, and taken back out', async () => {
    const early = setDiscussionArchived(on.core, made.owner, going.id, true);
    await expect(early).rejects.toMatchObject({ rule: 'discussion.not_ended' });
    // Also by the way that chats are put away.
    const asChat = archiveConversation(on.core, made.owner, going.id);
    await expect(asChat).rejects.toMatchObject({ rule: 'discussion.not_ended' });
    expect(await setDiscussionArchived(on.core, made.owner, stopped.id, true)).toMatchObject({
      archived_at: expect.any(String),
    });
    expect(await ids()).not.toContain(stopped.id);
    expect(await ids({ archived: 'true' })).toEqual([stopped.id]);
    await setDiscussionArchived(on.core, made.owner, stopped.id, false);
    expect(await ids()).toContain(stopped.id);
  });

  it('go when they are past their time, but for those that tasks or a spec came from', async () => {
    await decideDiscussion(on.core, made.owner, decided.id, { to: 'tasks' });
    await dropOldDiscussions(on.core);
    expect(await ids()).toEqual([going.id, stopped.id, decided.id]);
    await on.database.pool.query(`update discussions set ended_at = ended_at - interval '366 days'
      where ended_at is not null`);
    // As one that came in from elsewhere just now: it stays as long as others.
    await dropOldDiscussions(on.core);
    expect(await ids()).toEqual([going.id, stopped.id, decided.id]);
    await on.database.pool.query(`update discussions set here_since = here_since - interval '366 days'`);
    await dropOldDiscussions(on.core);
    expect(await ids()).toEqual([going.id, decided.id]);
    await decideDiscussion(on.core, made.owner, decided.id, { to: 'spec' });
    await on.database.pool.query('update discussions set request_id = null');
    await dropOldDiscussions(on.core);
    expect(await ids()).toEqual([going.id, decided.id]);
    await on.database.pool.query('update specs set discussion_id = null');
    await dropOldDiscussions(on.core);
    expect(await ids()).toEqual([going.id]);
  });
});
