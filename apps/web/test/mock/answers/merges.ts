import { randomUUID } from 'node:crypto';
import type { Merge, MergePreview } from '@overmind/contracts/entities/merge';
import type { Task } from '@overmind/contracts/entities/task';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { merges as all } from '../fixtures/merges.ts';
import type { Feed } from '../socket.ts';
import { type Answers, made, ok, page, problem, type Reply, unknown } from './answer.ts';

/** The mock's queue to the base branch. Nothing walks through it by itself. */
export function mergeAnswers(view: Snapshot, feed: Feed): Answers {
  let merges = all();
  const find = (id: string) => merges.find((each) => each.id === id);
  const change = (id: string, patch: Partial<Merge>): Reply => {
    const merge = find(id);
    if (merge === undefined) return unknown;
    Object.assign(merge, patch);
    feed.event('merge.updated', id, { ...patch });
    return ok(merge);
  };
  const followUp = (id: string, kind: 'rebase' | 'revert'): Reply => {
    const merge = find(id);
    const [base] = view.tasks;
    if (merge === undefined || base === undefined) return unknown;
    const task: Task = {
      ...{
        ...base,
        id: randomUUID(),
        key: `SHOP-${view.tasks.length + 1}`,
        title: `${kind} ${merge.task_key}`,
      },
      origin: { kind, merge_id: id, commit: merge.head_commit, parent_commit: merge.base_commit },
    };
    view.tasks.unshift(task);
    feed.event('task.created', task.id, { ...task });
    change(id, { follow_up_task_id: task.id });
    return made(task);
  };
  const preview: MergePreview = {
    ...{ base_branch: 'main', base_commit: '9f1c2ab7d0e4', head_commit: 'c0ffee51a9bd77e2' },
    ...{ ahead: 1, behind: 3, can_fast_forward: false, conflicts: [], obstacle: null, is_merged: false },
  };
  return {
    'GET /projects/:id/merges': ({ query }) => {
      const task = query.get('task');
      return page(task === null ? merges : merges.filter(({ task_id }) => task_id === task));
    },
    'GET /merges/:id': ({ id }) => {
      const merge = find(id);
      return merge === undefined ? unknown : ok(merge);
    },
    'GET /tasks/:id/merge': ({ id }) => {
      const isStuck = view.tasks.find((each) => each.id === id)?.key === 'SHOP-8';
      return ok(
        isStuck
          ? { ...preview, conflicts: ['src/cart/cart.ts'], obstacle: 'main has uncommitted changes.' }
          : preview,
      );
    },
    'POST /tasks/:id/merge': ({ id }) => {
      const task = view.tasks.find((each) => each.id === id);
      const [base] = merges;
      if (task?.status !== 'done' || base === undefined)
        return problem(409, 'rule_violated', 'Only approved work is merged.');
      const merge: Merge = { ...base, id: randomUUID(), task_id: id, task_key: task.key, status: 'queued' };
      merges = [merge, ...merges];
      feed.event('merge.updated', merge.id, { ...merge });
      return made(merge);
    },
    'POST /merges/:id/cancel': ({ id }) => change(id, { status: 'canceled' }),
    'POST /merges/:id/rebase': ({ id }) => followUp(id, 'rebase'),
    'POST /merges/:id/revert': ({ id }) => followUp(id, 'revert'),
  };
}
