import { builtInPersonas, PersonaEdit } from '@overmind/contracts/entities/persona';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waiveQuestions } from '../discussions/interject.ts';
import { listDiscussions } from '../discussions/list.ts';
import { getPersona, putPersona } from '../discussions/personas.ts';
import { getDiscussion } from '../discussions/read.ts';
import { openModel, openRoom } from '../discussions/test-support/room.ts';
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
