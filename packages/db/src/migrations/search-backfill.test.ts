import { createTestDatabase, type TestDatabase } from '@overmind/testing/postgres';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import {
  endRun,
  insert,
  insertAgent,
  insertProject,
  insertRun,
  insertTask,
  startRun,
} from '../test-support/rows.ts';
import { migrations } from './all.ts';

const before = '0006-voice';
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase({ template: 'template0' });
  pool = new Pool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** To what it was before that migration. */
async function migrateUpTo(name: string, url = database.url): Promise<void> {
  const later = Object.entries(migrations).filter(([each]) => each >= name);
  for (const [each] of later) delete migrations[each];
  try {
    await migrate(url);
  } finally {
    Object.assign(migrations, Object.fromEntries(later));
  }
}

/** Something of each kind, by and about agents and by nobody. */
async function work(): Promise<string> {
  const projectId = await insertProject(pool);
  const agentId = await insertAgent(pool, projectId, { name: 'qa' });
  const task = {
    ...{ title: 'Mend the cart', description: 'In Größe 42', assigned_agent_id: agentId },
    acceptance_criteria: JSON.stringify(['It adds UP', 'No crash']),
  };
  const taskId = await insertTask(pool, projectId, task);
  for (const comment of ['First', 'Second'])
    await insert(pool, 'task_events', {
      ...{ task_id: taskId, event_type: 'comment', actor: 'user', payload: JSON.stringify({ comment }) },
    });
  const of = { projectId, agentId, taskId };
  const ended = await insertRun(pool, of, { summary: 'It broke.', status_detail: 'One test.' });
  await startRun(pool, ended);
  await endRun(pool, ended, 'failed', 'check_failed');
  await insertRun(pool, of);
  const talk = { project_id: projectId, kind: 'chat', title: 'Chat', mode: 'text' };
  const conversation_id = await insert(pool, 'conversations', talk);
  const said = { conversation_id, message_type: 'chat', content_format: 'plain' };
  await insert(pool, 'messages', { ...said, role: 'user', content: 'Mend it' });
  await insert(pool, 'messages', { ...said, role: 'user', content: 'This', related_task_id: taskId });
  await insert(pool, 'messages', { ...said, role: 'agent', sender_id: 'qa', content: 'It IS mended' });
  return projectId;
}

/** A database as it was before a migration, for as long as something is done with it. */
async function withOlder(
  name: string,
  work: (rows: Pool, upgrade: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const older = await createTestDatabase({ template: 'template0' });
  const rows = new Pool({ connectionString: older.url });
  try {
    await migrateUpTo(name, older.url);
    await work(rows, () => migrate(older.url));
  } finally {
    await rows.end();
    await older.drop();
  }
}

it('specs that were there before are searched for, with what each phase says now', () =>
  withOlder('0018-lists-and-specs', async (rows, upgrade) => {
    const project_id = await insertProject(rows);
    const goal = { title: 'Invoices', goal: 'Sell by INVOICE', phase: 'explore', status: 'active' };
    const spec_id = await insert(rows, 'specs', { project_id, number: 3, ...goal });
    for (const [phase, version] of [
      ['design', 1],
      ['explore', 2],
    ])
      await rows.query('insert into spec_phases (spec_id, phase, version) values ($1, $2, $3)', [
        ...[spec_id, phase, version],
      ]);
    await rows.query(
      `insert into spec_phase_versions (spec_id, phase, version, output_markdown) values
       ($1, 'design', 1, 'A queue'), ($1, 'explore', 1, 'Old'), ($1, 'explore', 2, 'A ledger')`,
      [spec_id],
    );
    await upgrade();
    expect((await rows.query('select entity_id, kind, words from search_entries')).rows).toEqual([
      {
        ...{ entity_id: spec_id, kind: 'spec' },
        words: 'spec-3 invoices sell by invoice\n\na ledger\n\na queue',
      },
    ]);
  }));

it('what personas said in discussions before is known to be theirs, as what they say later', () =>
  withOlder('0027-search-senders', async (rows, upgrade) => {
    const project_id = await insertProject(rows);
    const talk = async () => {
      for (const kind of ['chat', 'discussion']) {
        const conversation_id = await insert(rows, 'conversations', {
          project_id,
          kind,
          title: kind,
          mode: 'text',
        });
        for (const [role, sender_id] of [
          ['agent', 'critic'],
          ['user', project_id],
          ['relayer', null],
        ])
          await insert(rows, 'messages', {
            ...{ conversation_id, role, sender_id, message_type: 'chat', content_format: 'plain' },
            content: `${kind} ${role}`,
          });
      }
    };
    await talk();
    await upgrade();
    await talk();
    const said = await rows.query('select words, sender from search_entries order by sender, words');
    const nobody = ['chat agent', 'chat relayer', 'chat user', 'discussion relayer', 'discussion user'];
    expect(said.rows).toEqual([
      ...['discussion agent', 'discussion agent'].map((words) => ({ words, sender: 'critic' })),
      ...nobody.flatMap((words) => [
        { words, sender: null },
        { words, sender: null },
      ]),
    ]);
  }));

it('sessions of runs that ended before are read, as those of runs that end later', () =>
  withOlder('0029-session-words', async (rows, upgrade) => {
    const projectId = await insertProject(rows);
    const agentId = await insertAgent(rows, projectId);
    const begin = async (transcript_seq: number) => {
      const taskId = await insertTask(rows, projectId, { assigned_agent_id: agentId });
      const id = await insertRun(rows, { projectId, agentId, taskId }, { transcript_seq });
      await startRun(rows, id);
      return id;
    };
    const unread = async () => (await rows.query('select run_id from unread_transcripts')).rows;
    const [ended, live, silent] = [await begin(3), await begin(3), await begin(0)];
    await endRun(rows, ended, 'completed', 'ok');
    await upgrade();
    expect(await unread()).toEqual([{ run_id: ended }]);
    await endRun(rows, silent, 'completed', 'ok');
    await endRun(rows, live, 'failed', 'check_failed');
    expect(await unread()).toEqual([{ run_id: ended }, { run_id: live }]);
  }));

const entriesOf = async (projectId: string) => {
  const { rows } = await pool.query(
    `select e.kind, regexp_replace(e.words, '^shop-[0-9]+', 'key') as words, a.name as agent
     from search_entries e left join agents a on a.id = e.agent_id where e.project_id = $1 order by 1, 2`,
    [projectId],
  );
  return rows;
};

it('what was there before is searched for as what comes later, by an index that is made once', async () => {
  await migrateUpTo(before);
  const old = await work();
  await migrate(database.url);
  const young = await work();
  expect(await entriesOf(old)).toEqual([
    { kind: 'message', words: 'it is mended', agent: 'qa' },
    { kind: 'message', words: 'mend it', agent: null },
    { kind: 'message', words: 'this', agent: 'qa' },
    { kind: 'run', words: 'it broke. one test. check failed', agent: 'qa' },
    {
      kind: 'task',
      words: 'key mend the cart in grösse 42\nit adds up\nno crash\nsecond\nfirst',
      agent: 'qa',
    },
  ]);
  expect(await entriesOf(young)).toEqual(await entriesOf(old));
  const { rows } = await pool.query(
    `select indisvalid from pg_index where indexrelid = 'search_entries_words'::regclass`,
  );
  expect(rows).toEqual([{ indisvalid: true }]);
});
