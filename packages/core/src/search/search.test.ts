import type { SearchResult } from '@overmind/contracts/entities/search';
import {
  deleteConversationRow,
  insertConversation,
  insertMessage,
} from '@overmind/db/queries/talk/conversations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putSpecPhase, setSpecArchived, updateSpec } from '../specs/change.ts';
import { createSpec } from '../specs/create.ts';
import { addTaskEvent } from '../tasks/events.ts';
import { updateTask } from '../tasks/update.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeAgent,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { searchProject } from './search.ts';
import { Searched } from './test-support/searched.ts';

let on: TestCore;
let made: MadeProject;
let place: Searched;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  place = await Searched.open(on);
  made = place.made;
});

const say: Searched['say'] = (...said) => place.say(...said);
const record: Searched['record'] = (...heard) => place.record(...heard);
const search: Searched['search'] = (...asked) => place.search(...asked);
const idsOf: Searched['idsOf'] = (...asked) => place.idsOf(...asked);

const marksOf = ({ snippet }: SearchResult): string[] =>
  snippet.matches.map(({ start, end }) => snippet.text.slice(start, end));

/** A run that failed, with what it says of itself. */
async function failRun(summary: string) {
  const task = await makeTask(on.core, made, { title: 'Try it' });
  const { call } = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  const [job] = await startRuns(on.core, made, call);
  if (!job) throw new Error('nothing was claimed');
  await finish(on.core, call, job, { ...failure, summary });
  return { task, run: job.run };
}

it('finds what was said, asked for, done, heard and specified, newest first, with what a link needs', async () => {
  const message = await say('Please mend the LOGIN page');
  const { run, task: tried } = await failRun('The login test broke.');
  const task = await makeTask(on.core, made, { title: 'Mend it', description: 'The login fails at noon.' });
  const recording = await record('On the way', 'and then the login again');
  const { items } = await search('login');
  const shown = items.map(({ kind, id, title, status, conversation_id, task: of, agent_id }) => ({
    ...{ kind, id, title: title.text, status, conversation_id, task: of?.id ?? null, agent_id },
  }));
  const none = { conversation_id: null, task: null, agent_id: null };
  const agent_id = made.agent.id;
  expect(shown).toEqual([
    {
      ...{ ...none, kind: 'transcript', id: recording.id, title: 'On the way', status: 'transcribed' },
      conversation_id: place.conversationId,
    },
    { ...none, agent_id, kind: 'task', id: task.id, title: 'Mend it', status: 'queued', task: task.id },
    { ...none, agent_id, kind: 'run', id: run.id, title: 'Try it', status: 'failed', task: tried.id },
    {
      ...{ ...none, kind: 'message', id: message.id, title: 'Login talk', status: null },
      conversation_id: place.conversationId,
    },
  ]);
  expect(items.map(marksOf)).toEqual([['login'], ['login'], ['login'], ['LOGIN']]);
  expect(items[3]?.title.matches).toEqual([{ start: 0, end: 5 }]);
  expect(items[1]?.task?.key).toBe(task.key);
});

it('finds a spec by its key, its goal and what its phases say now, until it is gone', async () => {
  const begin = (goal: string) => createSpec(on.core, made.owner, made.project.id, { goal });
  const write = (id: string, phase: 'explore' | 'design', output_markdown: string) =>
    putSpecPhase(on.core, made.owner, { id, phase }, { output_markdown });
  const spec = await begin('Sell by invoice');
  await begin('Ship by sea');
  await write(spec.id, 'explore', 'There is a **ledger** of orders.');
  await write(spec.id, 'design', 'A queue of letters.');
  const [found] = (await search('ledger letters')).items;
  expect(found).toMatchObject({ kind: 'spec', id: spec.id, status: 'active', task: null });
  expect(found?.spec).toEqual({ id: spec.id, key: spec.key });
  expect(found && marksOf(found)).toEqual(['ledger', 'letters']);
  await write(spec.id, 'explore', 'There is a book of orders.');
  expect(await idsOf('ledger')).toEqual([]);
  expect(await idsOf(`${spec.key} book invoice`)).toEqual([spec.id]);
  await updateSpec(on.core, made.owner, spec.id, { title: 'Bills' });
  expect(await idsOf('bills')).toEqual([spec.id]);
  await setSpecArchived(on.core, made.owner, spec.id, true);
  const of = { kind: ['spec'], status: ['active'] } as const;
  expect(await idsOf('bills', of)).toEqual([spec.id]);
  expect(await idsOf('bills', { ...of, status: ['completed'] })).toEqual([]);
  expect(await idsOf('bills', { kind: ['task'] })).toEqual([]);
  await on.database.pool.query('delete from specs where id = $1', [spec.id]);
  expect(await idsOf('bills')).toEqual([]);
});

it('finds what holds all the words, phrases as they stand, and short words where words begin', async () => {
  const one = await say('Fix src/cart.ts for QA, 100% of it');
  const other = await say('Fix the aqua_cart.ts');
  expect(await idsOf('cart fix')).toEqual([other.id, one.id]);
  expect(await idsOf('"src/cart"')).toEqual([one.id]);
  expect(await idsOf('qa')).toEqual([one.id]);
  expect(await idsOf('aqua_cart')).toEqual([other.id]);
  expect(await idsOf('srcXcart')).toEqual([]);
  expect(await idsOf('100%')).toEqual([one.id]);
  expect(await idsOf('fix zebra')).toEqual([]);
  await expect(search('->')).rejects.toMatchObject({ code: 'malformed' });
});

it('shows the part of a long text in which the word stands', async () => {
  await say(`${'Before it. '.repeat(200)} Here is the needle in it. ${'After it. '.repeat(200)}`);
  const [item] = (await search('needle')).items;
  expect(item?.snippet.text).toMatch(/^….* Here is the needle in it\. .*…$/);
  expect(item && marksOf(item)).toEqual(['needle']);
  expect(item?.snippet.text.length).toBeLessThan(330);
});

describe('filters', () => {
  it('keep to kinds, to statuses and to what an agent did', async () => {
    const qa = await makeAgent(on.core, made.owner, made.project.id, 'checks');
    const { run, task } = await failRun('The cart broke');
    const theirs = await makeTask(on.core, made, { title: 'Check the cart', agent: 'checks' });
    const message = await say('The cart, please', task.id);
    expect(await idsOf('cart')).toEqual([message.id, theirs.id, run.id]);
    expect(await idsOf('cart', { kind: ['run', 'task'] })).toEqual([theirs.id, run.id]);
    expect(await idsOf('cart', { kind: ['message'] })).toEqual([message.id]);
    expect(await idsOf('cart', { agent: qa.id })).toEqual([theirs.id]);
    expect(await idsOf('cart', { agent: made.agent.id })).toEqual([message.id, run.id]);
    expect(await idsOf('cart', { status: ['failed', 'done'] })).toEqual([run.id]);
    expect(await idsOf('cart', { status: ['queued'], agent: qa.id })).toEqual([theirs.id]);
    expect(await idsOf('cart', { status: ['queued'], kind: ['message'] })).toEqual([]);
  });

  it('keep to what a persona said in discussions', async () => {
    const talk = {
      project_id: made.project.id,
      title: 'Talk',
      mode: 'text',
      created_by_user_id: null,
    } as const;
    const discussed = await on.core.db.transaction().execute(async (tx) => {
      const { id: conversation_id } = await insertConversation(tx, { ...talk, kind: 'discussion' });
      const say = (sender_id: string) =>
        insertMessage(tx, { conversation_id, role: 'agent', sender_id, content: 'The cart rolls away' });
      return { critic: await say('critic'), lead: await say('lead') };
    });
    const task = await makeTask(on.core, made, { title: 'Mend the cart' });
    expect(await idsOf('cart')).toEqual([task.id, discussed.lead.id, discussed.critic.id]);
    expect(await idsOf('cart', { agent: 'critic' })).toEqual([discussed.critic.id]);
    expect(await idsOf('rolls', { agent: 'lead', kind: ['message', 'task'] })).toEqual([discussed.lead.id]);
    expect(await idsOf('cart', { agent: 'critic', kind: ['task'] })).toEqual([]);
    expect(await idsOf('cart', { agent: 'critic', status: ['queued'] })).toEqual([]);
    expect(await idsOf('cart', { agent: 'nobody' })).toEqual([]);
  });

  it('keep to a time', async () => {
    const [old, young] = [await say('old cart'), await say('young cart')];
    await on.database.pool.query(
      `update search_entries set happened_at = '2026-03-01T12:00:00Z' where entity_id = $1`,
      [old.id],
    );
    expect(await idsOf('cart', { to: '2026-03-01T12:00:00.001Z' })).toEqual([old.id]);
    expect(await idsOf('cart', { to: '2026-03-01T12:00:00Z' })).toEqual([]);
    expect(await idsOf('cart', { from: '2026-03-01T13:00:00+01:00' })).toEqual([young.id, old.id]);
    expect(await idsOf('cart', { from: '2026-03-01T12:00:00.001Z' })).toEqual([young.id]);
  });
});

it('finds a task by its criteria and what was said of it, and a run by why it ended', async () => {
  const { owner } = made;
  const task = await makeTask(on.core, made, { title: 'Mend it', acceptance_criteria: ['The otter swims'] });
  await makeTask(on.core, made, { title: 'Another' });
  await addTaskEvent(on.core, owner, task.id, { comment: 'A zebra was seen.' });
  await addTaskEvent(on.core, owner, task.id, { comment: 'It had stripes.' });
  const [found] = (await search('otter zebra stripes')).items;
  expect(found).toMatchObject({ kind: 'task', id: task.id });
  expect(found && marksOf(found)).toEqual(['otter', 'stripes', 'zebra']);
  await updateTask(on.core, owner, task.id, { acceptance_criteria: ['The seal swims'] });
  expect(await idsOf('otter')).toEqual([]);
  expect(await idsOf('seal zebra')).toEqual([task.id]);
  const { run } = await failRun('The login test broke.');
  const [failed] = (await search(`login ${failure.reason?.split('_').join(' ')}`)).items;
  expect(failed).toMatchObject({ kind: 'run', id: run.id });
});

it('gives nothing of another project', async () => {
  await say('the cart');
  const other = await makeProject(on.core);
  expect((await searchProject(on.core, other.project.id, { q: 'cart', limit: 50 })).items).toEqual([]);
});

it('gives as many at a time as are asked for', async () => {
  await on.database.pool.query(
    `insert into messages (id, conversation_id, role, message_type, content, content_format)
     select gen_random_uuid(), $1, 'user', 'chat', 'a cart', 'plain' from generate_series(1, 101)`,
    [place.conversationId],
  );
  const page = await search('cart', { limit: 100 });
  expect(page.items).toHaveLength(100);
  const rest = await search('cart', { limit: 100, cursor: page.next_cursor ?? '' });
  expect([rest.items.length, rest.next_cursor]).toEqual([1, null]);
});

it('gives what is put in anew its new time', async () => {
  const [moved, other] = [await say('the cart'), await say('the cart too')];
  expect(await idsOf('cart')).toEqual([other.id, moved.id]);
  await on.database.pool.query(
    `select put_search_entry($1, $2, 'message', null, now() + interval '1 hour', 'the cart')`,
    [moved.id, made.project.id],
  );
  expect(await idsOf('cart')).toEqual([moved.id, other.id]);
});

it('follows what is changed and forgets what is deleted', async () => {
  const message = await say('the cart');
  const recording = await record('Talk', 'nothing');
  const task = await makeTask(on.core, made, { title: 'The basket' });
  await on.database.pool.query(`update recordings set transcript_text = 'the cart too' where id = $1`, [
    recording.id,
  ]);
  await on.database.pool.query(`update tasks set title = 'The cart' where id = $1`, [task.id]);
  expect(await idsOf('cart')).toEqual([task.id, recording.id, message.id]);
  expect(await idsOf('basket')).toEqual([]);
  await on.core.db.transaction().execute((tx) => deleteConversationRow(tx, place.conversationId));
  await on.database.pool.query('delete from recordings where id = $1', [recording.id]);
  expect(await idsOf('cart')).toEqual([task.id]);
  const { rows } = await on.database.pool.query('select 1 from search_entries where entity_id = any($1)', [
    [message.id, recording.id],
  ]);
  expect(rows).toEqual([]);
});
