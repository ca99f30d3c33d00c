import { createProject, listProjects } from '@overmind/contracts/routes/projects';
import {
  createConversation,
  listConversations,
  listMessages,
  postMessage,
} from '@overmind/contracts/routes/talk';
import { createTask, listTasks } from '@overmind/contracts/routes/tasks';
import { listUsers } from '@overmind/contracts/routes/users';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

interface Item {
  id: string;
}
type ReadPage = (page: {
  limit: number;
  cursor?: string;
}) => Promise<{ items: Item[]; next_cursor: string | null }>;

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await addPerson(server, { isAdmin: true });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

/** Every page to the end; `between` happens after each. */
async function readAll(
  read: ReadPage,
  limit: number,
  between: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await read({ limit, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map((item) => item.id));
    cursor = page.next_cursor;
    await between();
  }
  return ids;
}

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('a list', () => {
  it('of tasks gives every task once, by priority and age, whatever the size of its pages', async () => {
    const project = await addProject(server, ada);
    const params = { id: project.id };
    await times(40, (index) =>
      ada.api.call(createTask, {
        params,
        body: { title: `t${index}`, type: 'test', priority: 1 + (index % 3) },
      }),
    );
    const read: ReadPage = (query) => ada.api.call(listTasks, { params, query });
    const whole = await readAll(read, 500);
    expect(new Set(whole).size).toBe(40);
    for (const limit of [1, 3, 7, 40]) expect(await readAll(read, limit)).toEqual(whole);
    const { items } = await ada.api.call(listTasks, { params, query: { limit: 500 } });
    const order = items.map((task) => `${task.priority} ${task.created_at}`);
    expect(order).toEqual([...order].sort());
  });

  it('of tasks neither repeats nor misses one while others are added', async () => {
    const project = await addProject(server, ada);
    const params = { id: project.id };
    const add = (priority: number) =>
      ada.api.call(createTask, { params, body: { title: 'x', type: 'test', priority } });
    const before = await times(25, () => add(3));
    const seen = await readAll(
      (query) => ada.api.call(listTasks, { params, query }),
      4,
      async () => {
        await Promise.all([add(1), add(3)]);
      },
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((task) => !seen.includes(task.id))).toEqual([]);
  });

  it('of tasks made in one microsecond is whole', async () => {
    const project = await addProject(server, ada);
    const params = { id: project.id };
    await times(9, () => ada.api.call(createTask, { params, body: { title: 'x', type: 'test' } }));
    const at = '2026-01-16T16:10:00.123456Z';
    await server.core.db
      .updateTable('tasks')
      .set({ created_at: at })
      .where('project_id', '=', project.id)
      .execute();
    const seen = await readAll((query) => ada.api.call(listTasks, { params, query }), 2);
    expect(new Set(seen).size).toBe(9);
    expect(seen).toHaveLength(9);
  });

  it('of projects gives each once, the last active first', async () => {
    const bob = await addPerson(server);
    await times(12, (index) => bob.api.call(createProject, { body: { name: `P${index}` } }));
    const read: ReadPage = (query) => bob.api.call(listProjects, { query });
    const whole = await readAll(read, 500);
    expect(new Set(whole).size).toBe(12);
    for (const limit of [1, 5]) expect(await readAll(read, limit)).toEqual(whole);
    const { items } = await bob.api.call(listProjects, { query: { limit: 500 } });
    const active = items.map((item) => item.last_activity_at ?? '');
    expect(active).toEqual([...active].sort().reverse());
  });

  it('of conversations, messages and users gives each once', async () => {
    const project = await addProject(server, ada);
    const params = { id: project.id };
    const [conversation] = await times(8, () => ada.api.call(createConversation, { params, body: {} }));
    const talk = { id: conversation?.id ?? '' };
    await times(8, (index) =>
      ada.api.call(postMessage, { params: talk, body: { content: `Word ${index}` } }),
    );
    const lists: [ReadPage, number][] = [
      [(query) => ada.api.call(listConversations, { params, query }), 9],
      [(query) => ada.api.call(listMessages, { params: talk, query }), 8],
      [(query) => ada.api.call(listUsers, { query }), 2],
    ];
    for (const [read, count] of lists) {
      const seen = await readAll(read, 3);
      expect([seen.length, new Set(seen).size >= count]).toEqual([new Set(seen).size, true]);
    }
  });

  it('has 50 items unless told otherwise, and filters what it gives', async () => {
    const project = await addProject(server, ada);
    const params = { id: project.id };
    await times(55, (index) =>
      ada.api.call(createTask, {
        params,
        body: { title: index < 3 ? 'Blue %_ button' : 'x', type: index < 2 ? 'doc' : 'test' },
      }),
    );
    const list = async (query: { type?: string; q?: string; status?: string }): Promise<number> =>
      (await ada.api.call(listTasks, { params, query })).items.length;
    expect(await list({})).toBe(50);
    expect(await list({ type: 'doc' })).toBe(2);
    expect(await list({ q: 'bLUE %_', type: 'doc,test' })).toBe(3);
    expect(await list({ status: 'done,failed' })).toBe(0);
    expect(await list({ q: `${project.key}-1` })).toBeGreaterThan(0);
  });
});
