import { hold } from '@overmind/domain/discussions/test-support/driver';
import { sensible } from '@overmind/domain/discussions/test-support/voices';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { decideDiscussion } from './decide.ts';
import { importDiscussion } from './import.ts';
import { doomOf, startWorker } from './test-support/crashing.ts';
import { exportOf } from './test-support/exported.ts';
import { type Room, roomOf } from './test-support/room.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

/** One that came to a decision before. */
async function decided(): Promise<Room> {
  const made = await makeProject(on.core);
  const file = exportOf(hold({ voices: () => sensible }));
  const { id } = await importDiscussion(on.core, made.owner, made.project.id, file);
  return roomOf(on, made, id);
}

async function countsIn({ made }: Room) {
  const { rows } = await on.database.pool.query(
    `select (select count(*)::int from requests where project_id = $1) as requests,
       (select count(*)::int from tasks where project_id = $1) as tasks,
       (select count(*)::int from specs where project_id = $1) as specs`,
    [made.project.id],
  );
  return rows[0];
}

it.each([
  ['within', 0],
  ['before the commit of', 0],
  ['after', 1],
] as const)(
  'a process killed %s making tasks and a spec of a decision makes each once',
  async (where, made) => {
    using worker = startWorker(on);
    const [tasks, spec] = [await decided(), await decided()];
    await worker.dieAt([doomOf(tasks, `${where} tasks`, 'tasks'), doomOf(spec, `${where} spec`, 'spec')]);
    expect([(await countsIn(tasks)).requests, (await countsIn(spec)).specs]).toEqual([made, made]);
    for (const room of [tasks, spec]) {
      const of = (to: 'tasks' | 'spec') => decideDiscussion(on.core, room.made.owner, room.id, { to });
      const [request, goal] = [await of('tasks'), await of('spec')];
      expect([(await of('tasks')).request_id, (await of('spec')).spec]).toEqual([
        request.request_id,
        goal.spec,
      ]);
      await runCycles(on.core, room.made.project.id);
      expect(await countsIn(room)).toEqual({ requests: 1, tasks: 1, specs: 1 });
    }
  },
);
