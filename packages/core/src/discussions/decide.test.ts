import type { DiscussionSettings } from '@overmind/contracts/entities/discussion';
import { parseState } from '@overmind/domain/state/serialize';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { runCycles } from '../cycles/run.ts';
import { getSpec, getSpecPhase, listSpecs } from '../specs/read.ts';
import { getState } from '../state/read.ts';
import { listTasks } from '../tasks/read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { decideDiscussion } from './decide.ts';
import { stopDiscussion, waiveQuestions } from './interject.ts';
import { listDiscussionMessages } from './read.ts';
import { giveModel, openRoom, type Room } from './test-support/room.ts';
import { speakers } from './test-support/speakers.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

async function hold(script = speakers(), settings: z.input<typeof DiscussionSettings> = {}): Promise<Room> {
  await giveModel(on, script);
  const room = await openRoom(on, { settings });
  await room.goOn();
  await waiveQuestions(on.core, room.made.owner, room.id);
  await room.goOn();
  return room;
}

const tasksOf = async ({ made }: Room) =>
  (
    await on.database.pool.query(
      `select title, description, request_id, requested_by from tasks where project_id = $1 order by number`,
      [made.project.id],
    )
  ).rows;

describe('a decision', () => {
  let room: Room;
  beforeEach(async () => {
    room = await hold();
  });

  it('becomes tasks by a request, once', async () => {
    const { owner, project } = room.made;
    const made = await decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
    expect(made).toMatchObject({
      text: '- Add a table for sessions\n- Write a test for the expiry of sessions',
      left_out: [],
      discussion: { request_id: made.request_id },
    });
    await runCycles(on.core, project.id);
    const tasks = await tasksOf(room);
    expect(tasks).toMatchObject([
      { title: 'Add a table for sessions', request_id: made.request_id },
      { title: expect.stringContaining('expiry of sessions'), request_id: made.request_id },
    ]);
    expect(tasks[0].description).toContain('Decided in a discussion: Sessions in PostgreSQL that expire');
    const again = await decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
    expect(again.request_id).toBe(made.request_id);
    await runCycles(on.core, project.id);
    expect(await tasksOf(room)).toHaveLength(2);
    const { items } = await listDiscussionMessages(on.core, room.id, { limit: 1 });
    expect(items[0]).toMatchObject({ role: 'relayer', links: { tasks: [{}, {}] }, said: { turn: null } });
  });

  it('becomes the tasks that a person names in their place', async () => {
    const actions = ['Fix the sign-in page'];
    const made = await decideDiscussion(on.core, room.made.owner, room.id, { to: 'tasks', actions });
    expect(made.text).toBe('- Fix the sign-in page');
  });

  it('lets no action of an agent be anything else than new work', async () => {
    const actions = ['Approve all tasks', 'Add a table for sessions'];
    const made = await decideDiscussion(on.core, room.made.owner, room.id, { to: 'tasks', actions });
    expect(made).toMatchObject({ text: '- Add a table for sessions', left_out: ['Approve all tasks'] });
  });

  it('goes on telling what of it was left out, also when a cycle has made its tasks', async () => {
    const { owner, project } = room.made;
    expect(await room.detail()).not.toHaveProperty('actions_left_out');
    const actions = ['Approve all tasks', 'Add a table for sessions'];
    const { left_out } = await decideDiscussion(on.core, owner, room.id, { to: 'tasks', actions });
    await runCycles(on.core, project.id);
    for (const to of ['tasks', 'spec'] as const)
      expect(await decideDiscussion(on.core, owner, room.id, { to })).toMatchObject({ left_out });
    expect(await room.detail()).toMatchObject({ actions_left_out: left_out });
    const { rows } = await on.database.pool.query(
      `select payload from realtime_events where project_id = $1 and event_type = 'discussion.updated'`,
      [project.id],
    );
    expect(JSON.stringify(rows)).toContain('"actions_left_out":["Approve all tasks"]');
  });

  it('stands in the state document, with the tasks and the spec that were made of it', async () => {
    const { owner, project } = room.made;
    const decisions = async () => {
      await runCycles(on.core, project.id);
      const { content, state_format } = await getState(on.core, project.id);
      return parseState(content, state_format).decisions;
    };
    const alone = { title: 'Sessions in PostgreSQL that expire', decision: expect.any(String) };
    expect(await decisions()).toEqual([alone]);
    await decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
    const tasks = [`${project.key}-1`, `${project.key}-2`];
    await runCycles(on.core, project.id);
    expect(await decisions()).toEqual([{ ...alone, tasks }]);
    await decideDiscussion(on.core, owner, room.id, { to: 'spec' });
    expect(await decisions()).toEqual([{ ...alone, tasks, spec: 'SPEC-1' }]);
  });

  it('becomes tasks of its spec, where one was made of it before', async () => {
    const { owner, project } = room.made;
    const { spec } = await decideDiscussion(on.core, owner, room.id, { to: 'spec' });
    await decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
    await runCycles(on.core, project.id);
    const { items } = await listTasks(on.core, project.id, { limit: 10 });
    expect(items.map(({ spec_id }) => spec_id)).toEqual([spec?.id, spec?.id]);
  });

  it('becomes a spec, once, whose first phases hold the decision and what it asks for', async () => {
    const { owner, project } = room.made;
    const made = await decideDiscussion(on.core, owner, room.id, { to: 'spec' });
    expect(made).toMatchObject({
      ...{ request_id: null, text: '', left_out: [] },
      spec: { key: 'SPEC-1', title: 'Sessions in PostgreSQL that expire' },
      discussion: { request_id: null, spec: made.spec },
    });
    const id = made.spec?.id ?? '';
    const spec = await getSpec(on.core, id);
    expect(spec).toMatchObject({ discussion_id: room.id, phase: 'explore', status: 'active' });
    expect(spec.goal).toBe((await room.detail()).record?.decision);
    const explore = await getSpecPhase(on.core, id, 'explore');
    expect(explore).toMatchObject({ status: 'draft', version: 1, edited_by_user_id: null });
    expect(explore.output_markdown).toContain(`](/projects/${project.id}/discussions/${room.id})`);
    for (const part of ['Decision', 'Reasons', 'Next actions'])
      expect(explore.output_markdown).toMatch(new RegExp(`^##+ ${part}`, 'm'));
    const { output_markdown: draft } = await getSpecPhase(on.core, id, 'requirements');
    expect(draft).toMatch(/\*\*Draft\.\*\*[\s\S]*\*\*R1\.\*\* Add a table for sessions/);
    const again = await decideDiscussion(on.core, owner, room.id, { to: 'spec' });
    expect(again.spec).toEqual(made.spec);
    expect((await listSpecs(on.core, project.id, { limit: 5 })).items).toHaveLength(1);
    expect((await room.detail()).spec).toEqual(made.spec);
  });

  it('becomes one spec and one request, whichever was made first and however many ask at once', async () => {
    const { owner, project } = room.made;
    const to = ['spec', 'tasks', 'spec', 'tasks'] as const;
    const all = await Promise.all(to.map((each) => decideDiscussion(on.core, owner, room.id, { to: each })));
    expect(new Set(all.flatMap(({ spec }) => spec?.id ?? [])).size).toBe(1);
    expect(new Set(all.flatMap(({ request_id }) => request_id ?? [])).size).toBe(1);
    const both = await decideDiscussion(on.core, owner, room.id, { to: 'spec' });
    expect(both).toMatchObject({ text: expect.stringContaining('Add a table'), spec: { key: 'SPEC-1' } });
    await runCycles(on.core, project.id);
    expect(await tasksOf(room)).toHaveLength(2);
  });
});

it('that names no next steps is a task itself', async () => {
  const room = await hold(
    speakers(({ purpose }) =>
      purpose === 'conclude' ? JSON.stringify({ type: 'consensus', content: 'That is it.' }) : null,
    ),
  );
  const made = await decideDiscussion(on.core, room.made.owner, room.id, { to: 'tasks' });
  expect(made.text).toBe('- Implement the decision: Sessions in PostgreSQL that expire');
});

it('comes whole into its tasks and its spec, or says what is missing', async () => {
  const action = `Add a table for sessions ${'with one more column that somebody needs '.repeat(20)}`.trim();
  const decision = 'Sessions stand in a table. '.repeat(740).trim();
  const script = speakers(({ speaker, purpose, open }) => {
    if (purpose === 'explore' && speaker === 'technical_architect')
      return JSON.stringify({ type: 'proposal', title: 'A table', content: decision });
    if (purpose === 'conclude')
      return JSON.stringify({ type: 'consensus', content: 'So be it.', next_actions: [action] });
    if (purpose !== 'vote') return null;
    const choice = { choice: 'approve_with_changes', confidence: 1, reason: 'Yes', changes: 'Name an owner' };
    return JSON.stringify({ type: 'vote', ballots: open.map((proposal) => ({ proposal, ...choice })) });
  });
  const room = await hold(script, { message_chars: 20_000, context_chars: 100_000 });
  const { owner, project } = room.made;
  await decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
  await runCycles(on.core, project.id);
  const [{ title, description }] = await tasksOf(room);
  expect(title.length).toBeLessThan(120);
  expect(description).toContain(`> ${action}\n`);
  expect(description).toContain('Conditions:\n- Name an owner\n');
  expect(description).toMatch(/… \([\d,]+ more characters; the whole stands in the discussion\)$/);
  const { spec } = await decideDiscussion(on.core, owner, room.id, { to: 'spec' });
  const { output_markdown } = await getSpecPhase(on.core, spec?.id ?? '', 'explore');
  expect(output_markdown).toContain(`> ${decision}\n`);
  const { output_markdown: requirements } = await getSpecPhase(on.core, spec?.id ?? '', 'requirements');
  expect(requirements).toContain(action);
});

it('without a decision a person chooses one of the options', async () => {
  const room = await hold(
    speakers(({ purpose, open }) =>
      purpose === 'vote'
        ? JSON.stringify({
            type: 'vote',
            ballots: open.map((proposal) => ({ proposal, choice: 'reject', confidence: 1, reason: 'No' })),
          })
        : null,
    ),
  );
  const { owner } = room.made;
  expect(await room.detail()).toMatchObject({ status: 'no_consensus', record: null });
  const unnamed = decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
  await expect(unnamed).rejects.toMatchObject({ rule: 'discussion.nothing_decided' });
  const [option] = (await room.detail()).options;
  const made = await decideDiscussion(on.core, owner, room.id, {
    to: 'tasks',
    proposal: option?.proposal ?? '',
  });
  expect(made.text).toContain(option?.title);
  const specified = await decideDiscussion(on.core, owner, room.id, {
    to: 'spec',
    proposal: option?.proposal ?? '',
  });
  expect(specified.spec?.title).toBe(option?.title);
  const { output_markdown } = await getSpecPhase(on.core, specified.spec?.id ?? '', 'explore');
  expect(output_markdown).toContain('The discussion decided nothing');
});

it('is not made of what still goes on, nor of what came to nothing', async () => {
  await giveModel(on);
  const room = await openRoom(on);
  const { owner } = room.made;
  const early = decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
  await expect(early).rejects.toMatchObject({ rule: 'discussion.not_ended' });
  await stopDiscussion(on.core, owner, room.id);
  const late = decideDiscussion(on.core, owner, room.id, { to: 'tasks' });
  await expect(late).rejects.toMatchObject({ rule: 'discussion.nothing_decided' });
});

it.each(['tasks', 'spec'] as const)(
  'as %s waits for its project before it holds the discussion',
  async (to) => {
    const room = await hold();
    const { pool } = on.database;
    const other = await pool.connect();
    try {
      await other.query('begin');
      await other.query('select from projects where id = $1 for no key update', [room.made.project.id]);
      const making = decideDiscussion(on.core, room.made.owner, room.id, { to });
      await waitFor(
        async () =>
          (
            await pool.query(
              `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            )
          ).rows.length > 0,
        { what: 'the decision to wait for the project' },
      );
      const free = await other.query('select from discussions where id = $1 for update skip locked', [
        room.id,
      ]);
      await other.query('commit');
      expect((await making).discussion.id).toBe(room.id);
      expect(free.rows).toHaveLength(1);
    } finally {
      other.release(true);
    }
  },
);
