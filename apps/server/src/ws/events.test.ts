import { createTask, updateTask } from '@overmind/contracts/routes/tasks';
import { findEventRange } from '@overmind/db/queries/projects/events';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { seqsBetween, TestViewer } from '../test-support/viewer.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await addPerson(server, { name: 'ada' });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const addTask = (projectId: string, title = 'x') =>
  ada.api.call(createTask, { params: { id: projectId }, body: { title, type: 'test' } });
const latestOf = async (projectId: string): Promise<number> =>
  (await findEventRange(server.core.db, projectId))?.latest ?? 0;

async function watch(projectId: string, afterSeq?: number): Promise<TestViewer> {
  const options = { token: ada.token, projectId, ...(afterSeq === undefined ? {} : { afterSeq }) };
  const viewer = await TestViewer.open(server, options);
  onTestFinished(() => viewer.close());
  return viewer;
}

const caughtUp = (viewer: TestViewer, seq: number) =>
  waitFor(() => viewer.seqs.at(-1) === seq, { what: `event ${seq}` });

describe('a viewer', () => {
  it('is told hello with the version, the time and the latest number', async () => {
    const { id } = await addProject(server, ada);
    const viewer = await watch(id);
    const hello = viewer.frames[0];
    expect(hello).toMatchObject({ type: 'hello', project_id: id, seq: await latestOf(id) });
    expect(viewer.all('hello')[0]?.server_version).toMatch(/^\d+\.\d+\.\d+/);
    expect(viewer.events).toEqual([]);
  });

  it('gets each event in the envelope, right after it happened', async () => {
    const { id } = await addProject(server, ada);
    const viewer = await watch(id);
    const before = await latestOf(id);
    const task = await addTask(id, 'Blue buttons');
    await waitFor(() => viewer.events.length >= 2, { what: 'two events' });
    expect(viewer.events[0]).toEqual({
      ...{ type: 'task.created', ts: expect.stringMatching(/Z$/), project_id: id, seq: before + 1 },
      ...{ actor: `user:${ada.id}`, entity: { id: task.id, patch: task } },
    });
  });

  it('that resumes from any number gets every later event once, in order', async () => {
    const { id } = await addProject(server, ada);
    for (let count = 0; count < 6; count += 1) await addTask(id);
    const latest = await latestOf(id);
    expect(latest).toBeGreaterThan(15);
    for (const position of [...seqsBetween(0, latest)]) {
      const viewer = await watch(id, position);
      if (position < latest) await caughtUp(viewer, latest);
      expect([position, viewer.seqs]).toEqual([position, seqsBetween(position + 1, latest)]);
      expect(viewer.all('resync.required')).toEqual([]);
      await viewer.close();
    }
  });

  it('loses nothing and sees nothing twice while many write and it comes and goes', async () => {
    const { id } = await addProject(server, ada);
    const start = await latestOf(id);
    const seen: number[] = [];
    const writers = Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let count = 0; count < 15; count += 1) {
          const task = await addTask(id, `${writer} ${count}`);
          await ada.api.call(updateTask, { params: { id: task.id }, body: { priority: 1 } });
        }
      }),
    );
    let isDone = false;
    void writers.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const viewer = await watch(id, seen.at(-1) ?? start);
      await waitFor(() => viewer.events.length >= 7 || isDone, { what: 'some events' });
      seen.push(...viewer.seqs);
      viewer.socket.terminate();
      await viewer.closed;
    }
    await writers;
    const latest = await latestOf(id);
    const last = await watch(id, seen.at(-1) ?? start);
    if ((seen.at(-1) ?? start) < latest) await caughtUp(last, latest);
    expect([...seen, ...last.seqs]).toEqual(seqsBetween(start + 1, latest));
  });

  it('among many that come at once gets the same as all', async () => {
    const { id } = await addProject(server, ada);
    const [viewers] = await Promise.all([
      Promise.all(Array.from({ length: 30 }, (_, index) => watch(id, index % 4))),
      Promise.all(Array.from({ length: 20 }, () => addTask(id))),
    ]);
    const latest = await latestOf(id);
    for (const [index, viewer] of viewers.entries()) {
      await caughtUp(viewer, latest);
      expect(viewer.seqs).toEqual(seqsBetween((index % 4) + 1, latest));
    }
  });

  it('catches up on far more than its buffer holds without being called slow', async () => {
    const { id } = await addProject(server, ada);
    const body = { title: 'big', type: 'test' as const, description: 'x'.repeat(20_000) };
    await Promise.all(Array.from({ length: 150 }, () => ada.api.call(createTask, { params: { id }, body })));
    const latest = await latestOf(id);
    const viewer = await watch(id, 0);
    await caughtUp(viewer, latest);
    const again = await watch(id, 0);
    await caughtUp(again, latest);
    expect(again.seqs).toEqual(seqsBetween(1, latest));
  });
});

describe('a resync', () => {
  it('is asked for when the number is from the future, and live events go on', async () => {
    const { id } = await addProject(server, ada);
    const latest = await latestOf(id);
    const viewer = await watch(id, latest + 100);
    expect((await viewer.waitFor('resync.required')).seq).toBe(latest);
    await addTask(id);
    await waitFor(() => viewer.seqs.length > 0, { what: 'a live event' });
    expect(viewer.seqs[0]).toBe(latest + 1);
  });

  it('is asked for when the events are no longer kept, and only then', async () => {
    const { id } = await addProject(server, ada);
    await addTask(id);
    const latest = await latestOf(id);
    await server.core.db
      .deleteFrom('realtime_events')
      .where('project_id', '=', id)
      .where('seq', '<=', 5)
      .execute();
    const tooOld = await watch(id, 4);
    await tooOld.waitFor('resync.required');
    const kept = await watch(id, 5);
    await caughtUp(kept, latest);
    expect(kept.all('resync.required')).toEqual([]);
    expect(kept.seqs).toEqual(seqsBetween(6, latest));
  });
});

describe('presence', () => {
  it('names who looks at the project, each person once, and who has left', async () => {
    const bob = await addPerson(server, { name: 'bob' });
    const { id } = await addProject(server, ada, { viewer: bob });
    const viewer = await watch(id);
    const theirs = [1, 2].map(() => new TestViewer(server, { token: bob.token, projectId: id }));
    const namesOf = () =>
      viewer
        .all('presence.changed')
        .at(-1)
        ?.users.map((user) => user.display_name)
        .sort()
        .join();
    await waitFor(() => namesOf() === 'ada,bob', { what: 'both names' });
    for (const each of theirs) await each.close();
    await waitFor(() => namesOf() === 'ada', { what: 'one name' });
  });

  it('of another project is not told', async () => {
    const [one, other] = [await addProject(server, ada), await addProject(server, ada)];
    const viewer = await watch(one.id);
    // That it came itself is told behind the hello.
    await viewer.waitFor('presence.changed');
    const before = viewer.all('presence.changed').length;
    await watch(other.id);
    await addTask(one.id);
    await waitFor(() => viewer.events.length > 0, { what: 'an event' });
    expect(viewer.all('presence.changed').length).toBe(before);
    expect(viewer.events.every((event) => event.project_id === one.id)).toBe(true);
  });
});
