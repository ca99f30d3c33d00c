import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListDiscussions, listDiscussions, listSimilar } from '../discussions/list.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { rowsReadBy } from '../test-support/rows-read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { type Search, searchProject } from './search.ts';
import { plansOf } from './test-support/plans.ts';

const count = 200_000;
const talks = 2_000;
let on: TestCore;
let made: MadeProject;
const agent = newId();

/** Ids in the order in which they were made. */
const idOf = (of: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${of}), 12, '0'))::uuid`;

/** Talks of years, every second one a discussion. */
const conversations = `
  insert into conversations (id, project_id, kind, title, mode, created_at, archived_at)
  select ${idOf('n')}, $1, case when n % 2 = 0 then 'discussion' else 'chat' end, 'Talk ' || n, 'text',
    now() - (${talks} - n) * interval '1 hour', case when n % 400 = 8 then now() end
  from generate_series(1, ${talks}) n`;
const discussions = `
  insert into discussions (id, project_id, goal, phase, status, settings, facilitator, personas, created_at, ended_at)
  select id, project_id, 'Choose where page ' || n || ' is kept',
    case when n % 200 = 2 then 'exploration' else 'consensus' end,
    case when n % 500 = 0 then 'failed' when n % 200 = 2 then 'active' else 'completed' end, '{}', 'lead', '[]',
    created_at, case when n % 200 = 2 then null else created_at end
  from (select *, row_number() over (order by id)::int * 2 as n from conversations
    where project_id = $1 and kind = 'discussion') c`;
/** A hundred in each talk, a few in discussions by a guest; some words are frequent, some are rare, some are said in chats only. */
const messages = `
  insert into messages (id, conversation_id, role, message_type, content, content_format, created_at)
  select ${idOf(`${talks} + n`)}, ${idOf('1 + (n - 1) / 100')}, 'agent', 'chat', 'Mend the page ' || n
      || case when n % 25 = 0 then ' gently' else '' end
      || case when n % 400 = 150 then ' seldom' else '' end
      || case when (n - 1) / 100 % 2 = 0 then ' chatter' else '' end
      || case when n % 40000 = 150 then ' Приветствие グリーン日本語' else '' end,
    'plain', now() - (${count} - n) * interval '1 minute'
  from generate_series(1, ${count}) n`;
const said = `
  insert into discussion_messages (message_id, discussion_id, seq, said)
  select m.id, m.conversation_id, row_number() over (partition by m.conversation_id order by m.id)::int, '{}'
  from messages m join discussions d on d.id = m.conversation_id where d.project_id = $1`;
const entries = `
  insert into search_entries (entity_id, project_id, kind, agent_id, happened_at, words, is_discussed, sender)
  select m.id, c.project_id, 'message', case when right(m.id::text, 3) = '777' then $2::uuid end, m.created_at,
    search_folded(m.content), c.kind = 'discussion',
    case when c.kind = 'discussion' then case right(m.id::text, 3) when '555' then 'guest' else 'lead' end end
  from messages m join conversations c on c.id = m.conversation_id where c.project_id = $1`;
/** Whoever said something, and one who never does. */
const speakers = `
  insert into discussion_speakers (discussion_id, project_id, key)
  select distinct m.conversation_id, e.project_id, e.sender
  from search_entries e join messages m on m.id = e.entity_id where e.project_id = $1 and e.sender is not null
  union select id, project_id, 'mute' from discussions where project_id = $1`;

async function fill(): Promise<void> {
  const client = await on.database.pool.connect();
  const indexes = ['search_entries_words', 'search_entries_discussed'];
  const { rows } = await client.query(
    'select pg_get_indexdef(name::regclass) as definition from unnest($1::text[]) name',
    [indexes],
  );
  await client.query(`set session_replication_role = replica; drop index ${indexes.join(', ')}`);
  const { id } = made.project;
  for (const table of [conversations, discussions]) await client.query(table, [id]);
  await client.query(messages);
  await client.query(said, [id]);
  await client.query(entries, [id, agent]);
  await client.query(speakers, [id]);
  for (const { definition } of rows) await client.query(definition);
  await client.query('set session_replication_role = default; analyze');
  client.release();
}

beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
  await fill();
});
afterAll(() => on.stop());

/** What is found, having read no more than a tenth of what there is. */
async function foundBy(look: () => Promise<{ items: unknown[] }>): Promise<number> {
  const items: unknown[] = [];
  const read = await rowsReadBy(on, async () => {
    items.push(...(await look()).items);
  });
  expect(read).toBeLessThan(count / 10);
  return items.length;
}

describe('a search over 200,000 messages of chats and discussions', () => {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  it.each<[string, Partial<Search>, number]>([
    ['a frequent word', { q: 'page' }, 50],
    ['a frequent word of one kind', { q: 'page', kind: ['message'] }, 50],
    ['a frequent word of a kind that is not there', { q: 'page', kind: ['task', 'run'] }, 0],
    ['a word seldom met', { q: 'seldom', kind: ['message'] }, 50],
    ['a rare word', { q: '"page 123456"' }, 1],
    ['a rare word of no ASCII', { q: 'привет', kind: ['message'] }, 5],
    ['two signs', { q: '日本' }, 5],
    ['an absent word', { q: 'zebra', kind: ['message'] }, 0],
    ['a frequent word of a rare agent', { q: 'page', agent }, 48],
    ['an absent word of a rare agent', { q: 'zebra', agent }, 0],
    ['a frequent word of a persona', { q: 'page', agent: 'lead' }, 50],
    ['a frequent word of a persona that seldom speaks', { q: 'page', agent: 'guest' }, 25],
    ['a frequent word of a persona that never speaks', { q: 'page', agent: 'mute' }, 0],
    ['a rare word of a persona', { q: '"page 123356"', agent: 'lead' }, 1],
    ['a rare word of another persona', { q: '"page 123356"', agent: 'guest' }, 0],
    ['a word that no persona said', { q: 'chatter', agent: 'lead' }, 0],
    ['a frequent word of a time', { q: 'gently', from: day(60), to: day(59) }, 50],
    ['a word seldom met in a time', { q: 'seldom', from: day(60), to: day(30) }, 50],
    ['a frequent word of a time in which nothing was said', { q: 'page', from: day(900), to: day(800) }, 0],
  ])('finds %s without reading more than a tenth', async (_what, search, found) => {
    const look = () => searchProject(on.core, made.project.id, { q: '', limit: 50, ...search });
    expect(await foundBy(look)).toBe(found);
  });

  it.each<[string, Partial<Search>, string[]]>([
    ['a frequent word', { q: 'page' }, ['time']],
    ['a rare word', { q: '"page 123456"' }, ['time', 'words']],
    ['a rare word of no ASCII', { q: 'привет' }, ['time', 'words']],
    ['an absent word', { q: 'zebra' }, ['time', 'words']],
    ['a frequent word of an agent', { q: 'page', agent }, ['agent']],
    ['an absent word of an agent', { q: 'zebra', agent }, ['agent']],
    ['a frequent word of a time', { q: 'gently', from: day(60), to: day(59) }, ['time']],
    ['a frequent word of a persona', { q: 'page', agent: 'lead' }, ['sender']],
    ['a frequent word of a persona that seldom speaks', { q: 'page', agent: 'guest' }, ['sender']],
    ['an absent word of a persona', { q: 'zebra', agent: 'lead' }, ['discussed', 'sender']],
  ])('looks %s up by the indexes that are made for it', async (_what, search, asked) => {
    const { indexes, scans } = await plansOf(on, (core) =>
      searchProject(core, made.project.id, { q: '', limit: 50, ...search }),
    );
    expect(scans).toEqual([]);
    const own = indexes.filter((name) => name.startsWith('search_entries_'));
    expect([...new Set(own)].sort()).toEqual(asked.map((name) => `search_entries_${name}`));
  });
});

describe('the list of 1,000 discussions', () => {
  const list = (query: Partial<ListDiscussions>) => () =>
    listDiscussions(on.core, made.project.id, { limit: 30, archived: 'false', ...query });

  it.each<[string, Partial<ListDiscussions>, number]>([
    ['the latest', {}, 30],
    ['a rare status', { status: ['failed'] }, 4],
    ['two statuses', { status: ['failed', 'active'] }, 14],
    ['a frequent status', { status: ['completed'] }, 30],
    ['a rare phase', { phase: ['exploration'] }, 10],
    ['a rare phase of a status that it never has', { phase: ['exploration'], status: ['failed'] }, 0],
    ['what was put away', { archived: 'true' }, 5],
    ['what was put away of a rare status', { archived: 'true', status: ['failed'] }, 0],
    ['a frequent word', { q: 'page' }, 30],
    ['a word now and then', { q: 'gently' }, 30],
    ['a word seldom met', { q: 'seldom' }, 30],
    ['a frequent word of a rare status', { q: 'page', status: ['failed'] }, 4],
    ['a rare word', { q: '"page 123356"' }, 1],
    ['a rare word of no ASCII', { q: 'привет' }, 5],
    ['two signs', { q: '日本' }, 5],
    ['an absent word', { q: 'zebra' }, 0],
    ['a word that is frequent in chats alone', { q: 'chatter' }, 0],
    ['a frequent word of a speaker', { q: 'page', agent: 'lead' }, 30],
    ['a frequent word of a speaker who seldom says something', { q: 'page', agent: 'guest' }, 25],
    ['a frequent word of a speaker who says nothing', { q: 'page', agent: 'mute' }, 0],
    ['a rare word of a speaker', { q: '"page 123356"', agent: 'lead' }, 1],
    ['a rare word of another speaker', { q: '"page 123356"', agent: 'guest' }, 0],
  ])('finds %s without reading more than a tenth of the messages', async (_what, query, found) => {
    expect(await foundBy(list(query))).toBe(found);
  });

  it.each<[string, Partial<ListDiscussions>, number]>([
    ['the latest', {}, 500],
    ['a rare status', { status: ['failed'] }, 100],
    ['a rare phase', { phase: ['exploration'] }, 150],
    ['what was put away', { archived: 'true' }, 100],
  ])('reads of %s hardly more than it shows', async (_what, query, most) => {
    expect(await rowsReadBy(on, list(query))).toBeLessThan(most);
  });

  it.each<[string, Partial<ListDiscussions>]>([
    ['the latest', {}],
    ['a rare status', { status: ['failed'] }],
    ['what was put away', { archived: 'true' }],
    ['a frequent word', { q: 'page' }],
    ['a rare word', { q: '"page 123356"' }],
    ['an absent word', { q: 'zebra' }],
    ['a rare word of a speaker', { q: '"page 123356"', agent: 'lead' }],
    ['a frequent word of a speaker who says nothing', { q: 'page', agent: 'mute' }],
  ])('looks %s up by indexes', async (_what, query) => {
    const look = (core: TestCore['core']) =>
      listDiscussions(core, made.project.id, { limit: 30, archived: 'false', ...query });
    expect((await plansOf(on, look)).scans.filter((table) => table !== 'specs')).toEqual([]);
  });

  it('goes on from a page by what is searched for', async () => {
    const first = await list({ q: 'seldom' })();
    const rest = await list({ q: 'seldom', cursor: first.next_cursor ?? '' })();
    const ids = [...first.items, ...rest.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(60);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it('knows what is like one of them without reading what was said', async () => {
    const [one] = (await list({})()).items;
    const alike: unknown[] = [];
    const read = await rowsReadBy(on, async () => {
      alike.push(...(await listSimilar(on.core, one?.id ?? '', 5)));
    });
    expect(alike).toHaveLength(5);
    expect(read).toBeLessThan(count / 40);
  });
});
