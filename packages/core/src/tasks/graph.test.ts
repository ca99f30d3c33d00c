import type { Task } from '@overmind/contracts/entities/task';
import { findGraph } from '@overmind/db/queries/work/graph';
import { finalTaskStatuses, openTaskStatuses } from '@overmind/domain/tasks/lifecycle';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { cancelTask } from './cancel.ts';
import { getGraph } from './graph.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

it('shows the tasks of a project alone, with what each waits for', async () => {
  const [made, other] = [await makeProject(on.core), await makeProject(on.core)];
  await makeTask(on.core, other);
  const first = await makeTask(on.core, made);
  const second = await makeTask(on.core, made, { depends_on: [first.id], after: 'ended' });
  const graph = await getGraph(on.core, made.project.id);
  const { id, key, title, type, status, status_reason, priority, after, assigned_agent_id } = second;
  expect(graph.nodes).toHaveLength(2);
  expect(graph.nodes).toContainEqual({
    ...{ id, key, title, type, status, status_reason, priority, after, assigned_agent_id },
  });
  expect(graph.edges).toEqual([{ from: first.id, to: second.id }]);
  expect(graph.is_partial).toBe(false);
});

it('cut short shows open tasks before finished ones, says so, and names no task that it leaves out', async () => {
  const made = await makeProject(on.core);
  const tasks: Task[] = [];
  for (let index = 0; index < 6; index += 1) {
    const before = tasks.at(-1);
    tasks.push(await makeTask(on.core, made, before ? { depends_on: [before.id] } : {}));
  }
  for (const task of tasks.slice(0, 3)) await cancelTask(on.core, made.owner, task.id, undefined);
  const cut = (limit: number) =>
    findGraph(on.core.db, made.project.id, { open: openTaskStatuses, final: finalTaskStatuses, limit });
  const four = await cut(4);
  const shown = four.nodes.map((node) => node.id);
  expect(new Set(shown)).toEqual(new Set(tasks.slice(2).map((task) => task.id)));
  expect(four.edges.every((edge) => shown.includes(edge.from) && shown.includes(edge.to))).toBe(true);
  expect(four).toMatchObject({ is_partial: true, edges: { length: 3 } });
  expect(await cut(2)).toMatchObject({ is_partial: true, nodes: { length: 2 } });
  expect(await cut(6)).toMatchObject({ is_partial: false, edges: { length: 5 } });
});
