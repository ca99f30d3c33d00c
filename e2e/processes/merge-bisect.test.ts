import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Merge } from '@overmind/contracts/entities/merge';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { MergeScene } from './support/merge-scene.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';

/** Each task builds another part of a house, in the order of their keys. */
const parts = ['roof', 'window', 'tree', 'door'];
const build = `
const number = Number(process.env.OVERMIND_TASK_KEY.split('-').at(-1));
const part = ${JSON.stringify(parts)}[number - 1];
require('node:fs').writeFileSync(part, part + '\\n');
`;
/** Each part passes by itself; two of them do not go together. */
const survey = `
const { existsSync } = require('node:fs');
if (existsSync('roof') && existsSync('tree')) { console.log('a tree grows through the roof'); process.exit(1); }
`;
const node = (name: string, code: string) => ({ name, run: [process.execPath, '-e', code] });

/** Approves everything while no runner is there, so that all of it waits together. */
async function queueTogether(scene: MergeScene, tasks: readonly Task[]): Promise<Merge[]> {
  await scene.runner.kill();
  await scene.runnerIsGone();
  const queued: Merge[] = [];
  for (const task of tasks) queued.push(await scene.approve(task));
  const allWait = async () => {
    const merges = await Promise.all(queued.map(({ id }) => scene.merge(id)));
    return merges.every(({ detail }) => detail?.startsWith('Waits for the runner') === true);
  };
  await waitFor(allWait, { what: 'all to wait for their runner' });
  return queued;
}

test('what breaks a check only together with others is found among them, and the others go in', async () => {
  await using stand = new Stand();
  const config = { commands: [node('build', build)], checks: [node('survey', survey)] };
  const scene = await MergeScene.begin(stand, { folder: await stand.folder(), config });
  const tasks = await scene.makeReviewed(...parts.map((part) => `Build the ${part}`));
  const before = await scene.git('rev-parse', 'main');
  const queued = await queueTogether(scene, tasks);
  const watcher = stand.own(await Watcher.open(scene.person, scene.project.id));
  await scene.runner.restart();

  const merges = await Promise.all(queued.map(({ id }) => scene.settled(id)));
  const [roof, window, tree, door] = merges;
  expect(merges.map(({ status }) => status)).toEqual(['merged', 'merged', 'check_failed', 'merged']);
  const isTriedAgain = ({ detail }: Record<string, unknown>) =>
    detail === 'Tried again, as one beside it cannot go in.';
  for (const { id } of merges) await watcher.event({ type: 'merge.updated', id, patch: isTriedAgain });

  expect([roof?.base_commit, window?.base_commit, door?.base_commit]).toEqual([
    ...[before, roof?.merged_commit, window?.merged_commit],
  ]);
  expect(await scene.git('rev-parse', 'main')).toBe(door?.merged_commit);
  const log = await scene.git('log', '--first-parent', '--reverse', '--format=%H', `${before}..main`);
  expect(log.split('\n')).toEqual([roof, window, door].map((merge) => merge?.merged_commit));
  expect((await scene.git('ls-tree', '--name-only', 'main')).split('\n')).toEqual(
    ['list.txt', 'roof', 'window', 'door'].sort(),
  );
  await scene.expectUntouched();

  expect(tree).toMatchObject({
    ...{ merged_commit: null, base_commit: window?.merged_commit, detail: expect.stringContaining('exited') },
    evidence: [{ name: 'survey', exit_code: 1, excerpt: expect.stringContaining('grows through the roof') }],
  });
  expect(await scene.git('show', `${tree?.head_commit}:tree`)).toBe('tree');
  expect(await scene.git('for-each-ref', '--points-at', tree?.head_commit ?? '')).toContain(
    `refs/heads/overmind/${tree?.task_key.toLowerCase()}/1`,
  );
  const inbox = await scene.person.list<InboxItem>(`/inbox?project=${scene.project.id}&kind=merge`);
  expect(inbox).toMatchObject([{ kind: 'merge', merge: { id: tree?.id } }]);
});
