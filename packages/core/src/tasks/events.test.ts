import { randomUUID } from 'node:crypto';
import type { NewTaskEvent } from '@overmind/contracts/entities/task';
import { listEventsAfter } from '@overmind/db/queries/projects/events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { cancelTask } from './cancel.ts';
import { addTaskEvent } from './events.ts';
import { getTask, listTaskEvents } from './read.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
});
afterAll(() => on.stop());

const add = (id: string, input: NewTaskEvent) => addTaskEvent(on.core, made.owner, id, input);

it('what a person adds to the history of a task names them, is told, and changes no task', async () => {
  const task = await makeTask(on.core, made);
  const inputs: NewTaskEvent[] = [
    { comment: 'Look here.' },
    { event_type: 'comment', payload: { comment: 'And here.' } },
    { event_type: 'log', payload: { line: 'Deployed by hand.' } },
    { event_type: 'error', payload: { what: 'It fell over.', code: 7 } },
    { event_type: 'intervention', payload: { did: ['Restarted it.'] } },
  ];
  const added = [];
  for (const input of inputs) added.push(await add(task.id, input));
  const { items } = await listTaskEvents(on.core, task.id, { limit: 50 });
  expect(items.slice(-5)).toEqual(added);
  expect(items.slice(-5).map(({ event_type, payload, actor }) => ({ event_type, payload, actor }))).toEqual(
    inputs.map((input) => ({
      ...('comment' in input ? { event_type: 'comment', payload: { comment: input.comment } } : input),
      actor: `user:${made.owner.userId}`,
    })),
  );
  const told = await listEventsAfter(on.core.db, made.project.id, 0, 500);
  expect(told.slice(-5).map((event) => event.entity.id)).toEqual(added.map((event) => event.id));
  expect((await getTask(on.core, task.id)).version).toBe(task.version);
});

it('a finished task can still be commented on', async () => {
  const task = await makeTask(on.core, made);
  await cancelTask(on.core, made.owner, task.id, undefined);
  expect(await add(task.id, { comment: 'A pity.' })).toMatchObject({ event_type: 'comment' });
});

/** So many objects in one another, and the one that holds them. */
const nested = (levels: number): Record<string, unknown> => (levels === 0 ? {} : { x: nested(levels - 1) });

it.each<[string, NewTaskEvent, string]>([
  ['too much', { event_type: 'log', payload: { x: 'a'.repeat(16 * 1024) } }, '/payload'],
  ['too deep', { event_type: 'log', payload: nested(16) }, '/payload'],
  ['a comment without words', { event_type: 'comment', payload: { comment: ' ' } }, '/payload/comment'],
  ['a comment that is none', { event_type: 'comment', payload: {} }, '/payload/comment'],
])('%s is refused, and nothing is added', async (_name, input, pointer) => {
  const task = await makeTask(on.core, made);
  await expect(add(task.id, input)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] });
  expect((await listTaskEvents(on.core, task.id, { limit: 50 })).items).toHaveLength(1);
});

it('as much and as deep as allowed is taken', async () => {
  const task = await makeTask(on.core, made);
  const room = 16 * 1024 - JSON.stringify({ x: '' }).length;
  await add(task.id, { event_type: 'log', payload: { x: 'a'.repeat(room) } });
  await add(task.id, { event_type: 'log', payload: nested(15) });
  await expect(
    add(task.id, { event_type: 'log', payload: { x: 'a'.repeat(room + 1) } }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

it('a task that is not there has no history to add to', async () => {
  await expect(add(randomUUID(), { comment: 'Hello?' })).rejects.toMatchObject({ code: 'not_found' });
});
