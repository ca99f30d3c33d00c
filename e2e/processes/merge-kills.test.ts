import type { Merge } from '@overmind/contracts/entities/merge';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { MergeScene } from './support/merge-scene.ts';
import { Stand } from './support/stand.ts';
import { type Execution, Witness } from './support/witness.ts';

const write = `require('node:fs').appendFileSync('list.txt', process.env.OVERMIND_TASK_KEY + '\\n')`;

interface Stopped {
  scene: MergeScene;
  witness: Witness;
  merge: Merge;
  /** Where the branch stood before. */
  before: string;
  /** The check on the new base, as often as it was begun. */
  checks: () => Execution[];
}

/** A merge whose check on the new base has begun and waits at its gate. */
async function stopInCheck(stand: Stand, runnerEnv: Record<string, string> = {}): Promise<Stopped> {
  const witness = stand.own(await Witness.create({ lines: 10, hasGate: true }));
  witness.openGate();
  const config = {
    commands: [{ name: 'write', run: [process.execPath, '-e', write] }],
    checks: [{ name: 'gate', run: witness.run }],
  };
  const scene = await MergeScene.begin(stand, { folder: await stand.folder(), config, runnerEnv });
  const [task] = await scene.makeReviewed('Put a key on the list');
  if (!task) throw new Error('there is no task');
  witness.closeGate();
  const before = await scene.git('rev-parse', 'main');
  const merge = await scene.approve(task);
  const checks = () => witness.executions().filter((execution) => execution.task.startsWith('merge-'));
  await waitFor(() => checks().length > 0, { what: 'the check of the merge to begin' });
  return { scene, witness, merge, before, checks };
}

const isOver = ({ isEnded }: Execution): boolean => isEnded;

test('a server that is killed while a merge is checked lands it once when it is back', async () => {
  await using stand = new Stand();
  const { scene, witness, merge, before, checks } = await stopInCheck(stand);
  await scene.killServer();
  expect(await scene.git('rev-parse', 'main')).toBe(before);
  await scene.server.restart();
  await scene.runnerIsHeard();
  expect(await scene.merge(merge.id)).toMatchObject({ status: 'checking', merged_commit: null });
  witness.openGate();
  await scene.expectLandedOnce(await scene.settled(merge.id));
  expect(checks().map(isOver)).toEqual([true]);
});

test('a check that ends while the server is gone is told to it when it is back', async () => {
  await using stand = new Stand();
  const { scene, witness, merge, checks } = await stopInCheck(stand, { RUNNER_FREEZE_AFTER_MS: '120000' });
  await scene.killServer();
  witness.openGate();
  await waitFor(() => checks().some(isOver), { what: 'the check to end' });
  await scene.server.restart();
  await scene.expectLandedOnce(await scene.settled(merge.id));
  expect(checks().map(isOver)).toEqual([true]);
});

test('a runner that is killed while it checks a merge begins it anew when it is back', async () => {
  await using stand = new Stand();
  const { scene, witness, merge, before, checks } = await stopInCheck(stand);
  await scene.runner.kill();
  await waitFor(() => witness.livePids().length === 0, { what: 'the check to die with its runner' });
  await scene.runnerIsGone();
  expect(await scene.git('rev-parse', 'main')).toBe(before);
  expect(await scene.git('status', '--porcelain')).toBe('');
  expect((await scene.merge(merge.id)).finished_at).toBeNull();
  await scene.runner.restart();
  await waitFor(() => checks().length > 1, { what: 'the check to begin anew' });
  expect(await scene.git('rev-parse', 'main')).toBe(before);
  witness.openGate();
  await scene.expectLandedOnce(await scene.settled(merge.id));
  expect(checks().map(isOver)).toEqual([false, true]);
});
