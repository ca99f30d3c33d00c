import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ProjectSettings } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { Task, TaskPatch } from '@overmind/contracts/entities/task';
import { listLiveRuns } from '@overmind/db/queries/execution/run-lists';
import { hasWaitingCycle } from '@overmind/db/queries/work/cycles';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import type { Call } from '../call.ts';
import { previewCycle } from '../cycles/preview.ts';
import { requestDueCycle } from '../cycles/request.ts';
import { runCycles } from '../cycles/run.ts';
import { setArchived, updateProject } from '../projects/update.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { getTask } from '../tasks/read.ts';
import { updateTask } from '../tasks/update.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { claimRuns } from './claim.ts';
import { runTaskNow } from './run-now.ts';

let on: TestCore;
let root: string;
let runner: Call;
let madeRoots = 0;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  madeRoots += 1;
  root = `/roots/${madeRoots}`;
  runner = (await makeRunner(on.core, { roots: [root] })).call;
});

const make = (settings: Partial<ProjectSettings> = {}, agent: Partial<AgentConfig> = {}) =>
  makeProject(on.core, { settings, agent, repoPath: `${root}/shop` });
const cycle = ({ project }: MadeProject) => runCycles(on.core, project.id);
const live = ({ project }: MadeProject) => listLiveRuns(on.core.db, project.id);
const reasonOf = async (task: Task) => (await getTask(on.core, task.id)).status_reason;

async function makeTasks(made: MadeProject, count: number): Promise<Task[]> {
  const tasks = [];
  for (let index = 0; index < count; index += 1) tasks.push(await makeTask(on.core, made));
  return tasks;
}

describe('a cycle', () => {
  it.each<[string, Partial<ProjectSettings>, Partial<AgentConfig>, number | null, RegExp]>([
    ['the project', { concurrency: 2 }, {}, null, /the project is busy \(2 of 2 runs\)/],
    ['the agent', {}, { concurrency: 2 }, null, /backend is busy \(2 of 2 runs\)/],
    ['the runner', {}, {}, 2, /the runner is busy \(2 of 2 runs\)/],
  ])(
    'starts no more than %s can take, and says what the others wait for',
    async (_who, settings, agent, capacity, reason) => {
      const made = await make(settings, agent);
      if (capacity !== null)
        await on.database.pool.query('update runners set capacity = $1 where allowed_roots = $2', [
          capacity,
          [root],
        ]);
      const tasks = await makeTasks(made, 4);
      await cycle(made);
      expect(await live(made)).toHaveLength(2);
      expect(await reasonOf(tasks[0] as Task)).toBeNull();
      expect(await reasonOf(tasks[3] as Task)).toMatch(reason);
      const [job] = await claimRuns(on.core, runner, 1);
      if (!job) throw new Error('nothing was claimed');
      await finish(on.core, runner, job);
      await cycle(made);
      expect(await live(made)).toHaveLength(2);
      expect(await reasonOf(tasks[2] as Task)).toBeNull();
    },
  );

  it.each<[string, (made: MadeProject) => Promise<unknown>, RegExp]>([
    [
      'its agent is disabled',
      ({ agent, owner }) => updateAgent(on.core, owner, agent.id, { is_enabled: false }),
      /agent "backend" is disabled/,
    ],
    [
      'the project is paused',
      ({ project, owner }) =>
        updateProject(on.core, owner, project.id, { settings: { orchestration: 'paused' } }),
      /the project is paused/,
    ],
    [
      'the project is archived',
      ({ project, owner }) => setArchived(on.core, owner, project.id, true),
      /the project is archived/,
    ],
    [
      'no runner offers it',
      () =>
        on.database.pool.query(`update runners set allowed_roots = '{}' where allowed_roots = $1`, [[root]]),
      /no runner offers|no runner is online/,
    ],
    [
      'the runner drains',
      () =>
        on.database.pool.query('update runners set is_draining = true where allowed_roots = $1', [[root]]),
      /no runner/,
    ],
    [
      'the runner went silent',
      () =>
        on.database.pool.query(
          `update runners set last_heartbeat_at = now() - interval '31 seconds' where allowed_roots = $1`,
          [[root]],
        ),
      /no runner/,
    ],
  ])('starts nothing while %s, and says so on the card', async (_name, change, reason) => {
    const made = await make();
    await change(made);
    const task = await makeTask(on.core, made);
    await cycle(made);
    expect(await live(made)).toEqual([]);
    expect(await reasonOf(task)).toMatch(reason);
    await expect(runTaskNow(on.core, made.owner, task.id)).rejects.toMatchObject({
      rule: 'task.not_eligible',
    });
    expect((await previewCycle(on.core, made.project.id)).waiting).toEqual([
      { task_id: task.id, key: task.key, title: task.title, reason: expect.stringMatching(reason) },
    ]);
  });

  it('starts a task when the one it waits for is done, not before', async () => {
    const made = await make({ auto_accept: [] });
    const first = await makeTask(on.core, made);
    const second = await makeTask(on.core, made, { depends_on: [first.id] });
    const [job] = await startRuns(on.core, made, runner);
    expect(await reasonOf(second)).toBe(`waits for ${first.key}`);
    if (job) await finish(on.core, runner, job);
    await cycle(made);
    expect(await live(made)).toEqual([]);
    await updateTask(on.core, made.owner, first.id, { status: 'done' });
    await cycle(made);
    expect((await live(made)).map((run) => run.task_id)).toEqual([second.id]);
  });

  it('leaves no reason of before on a task that moved behind many others', async () => {
    const made = await make({ concurrency: 1, orchestration: 'paused' });
    await makeTasks(made, 51);
    const moved = await makeTask(on.core, made, { priority: 5 });
    await cycle(made);
    expect(await reasonOf(moved)).toBe('the project is paused');
    await updateTask(on.core, made.owner, moved.id, { priority: 3 });
    await updateProject(on.core, made.owner, made.project.id, { settings: { orchestration: 'running' } });
    await cycle(made);
    expect(await reasonOf(moved)).toBeNull();
  });

  it('starts the most urgent first', async () => {
    const made = await make({ concurrency: 1 });
    await makeTask(on.core, made, { priority: 4 });
    const urgent = await makeTask(on.core, made, { priority: 1 });
    await cycle(made);
    expect((await live(made)).map((run) => run.task_id)).toEqual([urgent.id]);
  });
});

const blocked = { status: 'blocked', reason: 'It waits for a key.' } as const;
const attemptsOf = async ({ id }: Task): Promise<number> =>
  (await on.database.pool.query('select attempts from tasks where id = $1', [id])).rows[0].attempts;

describe('a place on a runner', () => {
  /** A project whose only task waits because a run of another one takes the runner's one place. */
  async function makeWaiting(): Promise<{ busy: MadeProject; job: RunJob; waiting: MadeProject }> {
    await on.database.pool.query('update runners set capacity = 1 where allowed_roots = $1', [[root]]);
    const [busy, waiting] = [await make(), await make()];
    await makeTasks(busy, 2);
    const [job] = await startRuns(on.core, busy, runner);
    if (!job) throw new Error('nothing was claimed');
    const task = await makeTask(on.core, waiting);
    await cycle(waiting);
    expect(await reasonOf(task)).toMatch(/the runner is busy/);
    return { busy, job, waiting };
  }

  it('that a run leaves goes to another project that waits for one, too', async () => {
    const { job, waiting } = await makeWaiting();
    await finish(on.core, runner, job);
    expect(await hasWaitingCycle(on.core.db, waiting.project.id)).toBe(true);
    await cycle(waiting);
    expect(await live(waiting)).toHaveLength(1);
  });

  it('that is left while a project is just finding none goes to it all the same', async () => {
    const { job, waiting } = await makeWaiting();
    on.core.crashPoint = async (name, id) => {
      if (name !== 'within cycle.scheduled_runs' || id !== waiting.project.id) return;
      delete on.core.crashPoint;
      await finish(on.core, runner, job);
    };
    await requestDueCycle(on.core, waiting.project.id);
    await cycle(waiting);
    expect(await live(waiting)).toHaveLength(1);
  });

  it('wakes no project that waits for nothing', async () => {
    const { busy, job } = await makeWaiting();
    const idle = await make();
    await cycle(idle);
    await finish(on.core, runner, job);
    await cycle(busy);
    expect(await hasWaitingCycle(on.core.db, idle.project.id)).toBe(false);
  });
});

describe('a run that waits for a runner', () => {
  it.each<[string, TaskPatch]>([
    ['is blocked', blocked],
    ['is given to nobody', { agent: null }],
    ['is given to another agent', { agent: 'infra' }],
    ['is canceled', { status: 'canceled' }],
  ])('ends when its task %s, and holds up no claim', async (_name, patch) => {
    const made = await make();
    const [task] = await makeTasks(made, 1);
    await cycle(made);
    await updateTask(on.core, made.owner, task?.id ?? '', patch);
    expect(await live(made)).toEqual([]);
    const next = await makeTask(on.core, made);
    expect((await startRuns(on.core, made, runner)).map((job) => job.task.id)).toContain(next.id);
  });

  it('ends when its agent is disabled, and begins again with it', async () => {
    const made = await make();
    const task = await makeTask(on.core, made);
    await cycle(made);
    await updateAgent(on.core, made.owner, made.agent.id, { is_enabled: false });
    expect(await live(made)).toEqual([]);
    expect(await reasonOf(task)).toBe('agent "backend" is disabled');
    await updateAgent(on.core, made.owner, made.agent.id, { is_enabled: true });
    expect(await startRuns(on.core, made, runner)).toHaveLength(1);
  });

  it.each<[string, (made: MadeProject, id: string) => Promise<unknown>]>([
    ['its task is blocked', (made, id) => updateTask(on.core, made.owner, id, blocked)],
    [
      'its agent is disabled',
      (made) => updateAgent(on.core, made.owner, made.agent.id, { is_enabled: false }),
    ],
  ])('takes back the attempt that it was, and none before it, when %s', async (_name, end) => {
    const made = await make({}, { max_attempts: 3 });
    const task = await makeTask(on.core, made);
    const [job] = await startRuns(on.core, made, runner);
    if (job) await finish(on.core, runner, job, failure);
    await on.database.pool.query('update tasks set not_before = null where id = $1', [task.id]);
    await cycle(made);
    expect(await attemptsOf(task)).toBe(2);
    await end(made, task.id);
    expect(await attemptsOf(task)).toBe(1);
  });

  it('keeps its agent once it is live', async () => {
    const made = await make();
    const task = await makeTask(on.core, made);
    await startRuns(on.core, made, runner);
    for (const agent of [null, 'infra'])
      await expect(updateTask(on.core, made.owner, task.id, { agent })).rejects.toMatchObject({
        rule: 'task.live_run',
      });
  });
});

describe('running a task now', () => {
  it('begins its run ahead of the others, once', async () => {
    const made = await make({ concurrency: 1 });
    await makeTask(on.core, made, { priority: 1 });
    const chosen = await makeTask(on.core, made, { priority: 5 });
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => runTaskNow(on.core, made.owner, chosen.id)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await live(made)).map((run) => run.task_id)).toEqual([chosen.id]);
    await cycle(made);
    expect(await live(made)).toHaveLength(1);
  });

  it('never passes the limit, however many are run at once beside a cycle', async () => {
    const made = await make({ concurrency: 3 });
    const tasks = await makeTasks(made, 10);
    const all = tasks.map((task) => runTaskNow(on.core, made.owner, task.id));
    await Promise.allSettled([...all, cycle(made), cycle(made)]);
    expect(await live(made)).toHaveLength(3);
  });

  it('and canceling at once leave no run of a canceled task', async () => {
    const made = await make();
    const tasks = await makeTasks(made, 10);
    await Promise.allSettled(
      tasks.flatMap((task) => [cycle(made), cancelTask(on.core, made.owner, task.id, undefined)]),
    );
    await cycle(made);
    expect(await live(made)).toEqual([]);
    const { rows } = await on.database.pool.query(
      `select 1 from tasks where project_id = $1 and status <> 'canceled'`,
      [made.project.id],
    );
    expect(rows).toEqual([]);
    expect(await claimRuns(on.core, runner, 10)).toEqual([]);
  });

  it('and disabling its agent at once leave no run that nobody may take', async () => {
    for (let round = 0; round < 5; round += 1) {
      const made = await make();
      await makeTasks(made, 3);
      await Promise.all([
        cycle(made),
        updateAgent(on.core, made.owner, made.agent.id, { is_enabled: false }),
      ]);
      await cycle(made);
      expect(await live(made)).toEqual([]);
    }
  });

  it('and archiving its project at once leave no run in an archived project', async () => {
    for (let round = 0; round < 5; round += 1) {
      const made = await make();
      await makeTasks(made, 3);
      const [archived] = await Promise.allSettled([
        setArchived(on.core, made.owner, made.project.id, true),
        cycle(made),
      ]);
      if (archived.status === 'fulfilled') expect(await live(made)).toEqual([]);
    }
  });
});
