import { builtInPersonas, PersonaEdit } from '@overmind/contracts/entities/persona';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listConversations, listMessages, listPending } from '../conversations/talk.ts';
import { dropOldDiscussions } from '../discussions/archive.ts';
import { decideDiscussion } from '../discussions/decide.ts';
import { waiveQuestions } from '../discussions/interject.ts';
import { listDiscussions } from '../discussions/list.ts';
import { getPersona, putPersona } from '../discussions/personas.ts';
import { getDiscussion } from '../discussions/read.ts';
import { openModel, openRoom, roomOf } from '../discussions/test-support/room.ts';
import { openChat, say } from '../requests/test-support/chat.ts';
import { getSpec, getSpecPhase } from '../specs/read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import {
  exportBytes,
  importBytes,
  openArchive,
  packAgain,
  putRows,
  rowsOf,
} from './test-support/archives.ts';

let on: TestCore;
let closeModel: () => Promise<void>;
let bytes: Buffer;
let owner: Awaited<ReturnType<typeof openRoom>>['made']['owner'];
beforeAll(async () => {
  on = await startTestCore();
  const model = await openModel(on);
  closeModel = () => model.close();
  const room = await openRoom(on);
  ({ owner } = room.made);
  await room.goOn();
  await waiveQuestions(on.core, owner, room.id);
  await room.goOn();
  await decideDiscussion(on.core, owner, room.id, { to: 'spec' });
  const { key: _key, ...persona } = builtInPersonas[0] ?? { key: '' };
  const edit = PersonaEdit.parse({ ...persona, role: 'Leads' });
  await putPersona(on.core, owner, room.made.project.id, 'project_manager', edit);
  await openRoom(on, { goal: 'Still open' }, room.made);
  bytes = await exportBytes(on.core, owner, room.made.project.id);
});
afterAll(async () => {
  await on.stop();
  await closeModel();
});

test('discussions and personas come along with their project; what goes on comes paused', async () => {
  const { project } = await importBytes(on.core, owner, bytes, { ids: 'remap' });
  const { items } = await listDiscussions(on.core, project.id, { limit: 50, archived: 'false' });
  expect(items).toMatchObject([
    { goal: 'Still open', status: 'paused', waits_for: 'resume' },
    { status: 'completed', decision: 'Sessions in PostgreSQL that expire' },
  ]);
  const detail = await getDiscussion(on.core, items[1]?.id ?? '');
  expect(detail.votes).toHaveLength(10);
  expect(detail.record).toMatchObject({ proposal: 'P2' });
  const found = await listDiscussions(on.core, project.id, { limit: 50, archived: 'false', q: 'postgresql' });
  expect(found.items.map(({ id }) => id)).toEqual([detail.id]);
  const { persona, version } = await getPersona(on.core, project.id, 'project_manager');
  expect({ role: persona.role, version }).toEqual({ role: 'Leads', version: 1 });
});

test('a discussion that ended long ago is kept from when it came here', async () => {
  const archive = await openArchive(bytes);
  const threeYearsMs = 3 * 365 * 86_400_000;
  const before = (at: unknown) => new Date(Date.parse(String(at)) - threeYearsMs).toISOString();
  const earlier = (table: string, change: (row: Record<string, unknown>) => object) =>
    putRows(
      archive,
      table,
      rowsOf(archive, table).map((row) => ({ ...row, ...change(row) })),
    );
  const created = (row: Record<string, unknown>) => ({ created_at: before(row['created_at']) });
  earlier('conversations', created);
  earlier('discussions', created);
  earlier('discussion_events', ({ event }) => {
    const happened = event as { at_ms: number; record?: { decided_at: string } | null };
    const record = happened.record && { ...happened.record, decided_at: before(happened.record.decided_at) };
    return { event: { ...happened, at_ms: happened.at_ms - threeYearsMs, ...(record ? { record } : {}) } };
  });
  const { project } = await importBytes(on.core, owner, await packAgain(archive), { ids: 'remap' });
  const ended = async () =>
    (await listDiscussions(on.core, project.id, { limit: 50, archived: 'false', status: ['completed'] }))
      .items;
  expect(await ended()).toHaveLength(1);
  const [{ ended_at: endedAt } = { ended_at: null }] = await ended();
  expect(Date.parse(endedAt ?? '')).toBeLessThan(Date.now() - 2 * 365 * 86_400_000);
  await dropOldDiscussions(on.core);
  expect(await ended()).toHaveLength(1);
  await on.database.pool.query(
    `update discussions set here_since = here_since - interval '366 days' where project_id = $1`,
    [project.id],
  );
  // Nothing is explained by it any more.
  await on.database.pool.query('update specs set discussion_id = null where project_id = $1', [project.id]);
  await dropOldDiscussions(on.core);
  expect(await ended()).toEqual([]);
});

test('what a discussion asked in a chat asks nobody where no discussion can answer it', async () => {
  const chat = await openChat(on);
  await say(chat, 'discuss where sessions are stored');
  const { items } = await listDiscussions(on.core, chat.made.project.id, { limit: 1, archived: 'false' });
  await roomOf(on, chat.made, items[0]?.id ?? '').goOn();
  expect(await listPending(on.core, chat.id)).toMatchObject([{ links: { relays: 'question' } }]);
  const archive = await exportBytes(on.core, chat.made.owner, chat.made.project.id);
  const { project } = await importBytes(on.core, chat.made.owner, archive, { ids: 'remap' });
  const { items: chats } = await listConversations(on.core, project.id, { limit: 10 });
  const copy = chats.find(({ title }) => title === 'Chat');
  const relayed = (await listMessages(on.core, copy?.id ?? '', { limit: 10 })).items;
  expect(relayed[0]).toMatchObject({ links: { relays: 'question' }, requires_user_response: false });
});

test('the spec that was made of a decision comes along with what its phases say', async () => {
  const { project } = await importBytes(on.core, owner, bytes, { ids: 'remap' });
  const { items } = await listDiscussions(on.core, project.id, { limit: 50, archived: 'false' });
  const made = items[1]?.spec;
  expect(made).toMatchObject({ key: 'SPEC-1', title: 'Sessions in PostgreSQL that expire' });
  const spec = await getSpec(on.core, made?.id ?? '');
  expect(spec).toMatchObject({ discussion_id: items[1]?.id, project_id: project.id, phase: 'explore' });
  expect((await getSpecPhase(on.core, spec.id, 'explore')).output_markdown).toContain('## Decision');
});

test.each<[string, (row: Record<string, unknown>) => object, RegExp]>([
  ['spec_phases', (row) => (row['phase'] === 'requirements' ? { version: 2 } : {}), /without the texts/],
  [
    'spec_phases',
    (row) => (row['phase'] === 'requirements' ? { status: 'approved' } : {}),
    /approved before an earlier/,
  ],
  ['specs', () => ({ phase: 'design' }), /first phase that is not approved/],
  ['specs', () => ({ status: 'completed' }), /first phase that is not approved/],
])('an archive with %s that could not have come to be is refused (%#)', async (table, change, why) => {
  const archive = await openArchive(bytes);
  putRows(
    archive,
    table,
    rowsOf(archive, table).map((row) => ({ ...row, ...change(row) })),
  );
  const refused = importBytes(on.core, owner, await packAgain(archive), { ids: 'remap' });
  await expect(refused).rejects.toThrow(why);
});

test('an archive with a decision that nobody voted for is refused', async () => {
  const archive = await openArchive(bytes);
  const rows = rowsOf(archive, 'discussion_events').map((row) => {
    const event = row['event'] as { type: string; winner?: string };
    return event.type === 'vote_counted' ? { ...row, event: { ...event, winner: 'P1' } } : row;
  });
  putRows(archive, 'discussion_events', rows);
  const refused = importBytes(on.core, owner, await packAgain(archive), { ids: 'remap' });
  await expect(refused).rejects.toThrow(/did not come out as it says/);
});
