import type { Project } from '@overmind/contracts/entities/project';
import { searchProject } from '@overmind/contracts/routes/search';
import { postMessage } from '@overmind/contracts/routes/talk';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addAgent, addTask } from '../test-support/work.ts';

let server: TestServer;
let owner: Person;
let project: Project;
beforeAll(async () => {
  server = await startTestServer();
  owner = await addPerson(server);
  project = await addProject(server, owner);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const ask = (query: string, id = project.id) =>
  send(server, { path: `/api/projects/${id}/search?${query}`, token: owner.token });

it('finds a page at a time, with the marks that a screen draws', async () => {
  const { json: snapshot } = await send(server, {
    path: `/api/projects/${project.id}/conversations`,
    token: owner.token,
  });
  for (const content of ['Mend the cart', 'Empty the cart'])
    await owner.api.call(postMessage, { params: { id: snapshot.items[0].id }, body: { content } });
  const task = await addTask(owner, project, { title: 'Weigh the cart' });
  const find = (query: Parameters<typeof ask>[0]) =>
    owner.api.call(searchProject, {
      params: { id: project.id },
      query: { q: 'cart', ...Object.fromEntries(new URLSearchParams(query)) },
    });
  const first = await find('limit=2');
  expect(first.items).toMatchObject([
    { kind: 'task', id: task.id, title: { text: 'Weigh the cart', matches: [{ start: 10, end: 14 }] } },
    { kind: 'message', snippet: { text: 'Empty the cart', matches: [{ start: 10, end: 14 }] } },
  ]);
  const second = await find(`limit=2&cursor=${first.next_cursor}`);
  expect(second.items).toMatchObject([{ snippet: { text: 'Mend the cart' } }]);
  expect(second.next_cursor).toBeNull();
  expect(await ask('q=cart&limit=101')).toMatchObject({
    ...{
      status: 400,
      json: { errors: [{ detail: 'At most 100 are given at a time. Go on with the cursor.' }] },
    },
  });
  expect((await find('kind=task,run')).items.map(({ kind }) => kind)).toEqual(['task']);
  expect((await find('status=queued,failed')).items.map(({ id }) => id)).toEqual([task.id]);
});

it('keeps to what an agent is to do, to a time and to a phrase', async () => {
  const agent = await addAgent(owner, project, 'feeder');
  const theirs = await addTask(owner, project, { title: 'Feed the old zebra', agent: agent.name });
  const other = await addTask(owner, project, { title: 'Paint the zebra, an old one' });
  const found = async (query: string): Promise<string[]> =>
    (await ask(`q=${query}`)).json.items.map(({ id }: { id: string }) => id);
  expect(await found('old+zebra')).toEqual([other.id, theirs.id]);
  expect(await found('%22old+zebra%22')).toEqual([theirs.id]);
  expect(await found(`zebra&agent=${agent.id}`)).toEqual([theirs.id]);
  expect(await found('zebra&agent=quality_assurance')).toEqual([]);
  expect(await found(`zebra&from=${theirs.created_at}`)).toEqual([other.id, theirs.id]);
  expect(await found(`zebra&to=${theirs.created_at}`)).toEqual([]);
  expect(await found('zebra&kind=message,run,transcript')).toEqual([]);
});

it.each([
  ['no words', 'kind=task'],
  ['words of spaces', 'q=%20%20'],
  ['words without a letter', 'q=%2D%3E'],
  ['a word with a NUL', 'q=a%00b'],
  ['a kind that is none', 'q=cart&kind=spell'],
  ['a status that is none', 'q=cart&status=asleep'],
  ['a time that is none', 'q=cart&from=yesterday'],
  ['an agent that is neither an id nor a key', 'q=cart&agent=Nobody%20else'],
  ['a cursor that no list gave', 'q=cart&cursor=abc'],
  ['words twice', 'q=cart&q=bug'],
  ['words without an end', `q=${'a'.repeat(201)}`],
])('refuses %s', async (_what, query) => {
  const { status, problem } = await ask(query);
  expect(status).toBe(400);
  expect(problem.detail).not.toBe('');
});

it.each(['%25', '_', '%5C', "'", '(', '%5B', '*', '%24%7B', '%22'])(
  'takes %s in a word for what it is',
  async (sign) => {
    const { status, json } = await ask(`q=cart${sign}x`);
    expect(status).toBe(200);
    expect(json.items).toEqual([]);
    expect((await ask(`q=ca${sign}rt`)).status).toBe(200);
    expect((await ask(`q=q${sign}`)).status).toBe(200);
  },
);
