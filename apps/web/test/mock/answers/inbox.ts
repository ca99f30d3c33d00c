import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Task } from '@overmind/contracts/entities/task';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { ago, uuid } from '../fixtures/ids.ts';
import { type Answers, page } from './answer.ts';
import type { Talk } from './runs.ts';

const kinds: Partial<Record<Task['status'], InboxItem['kind']>> = {
  needs_review: 'review',
  failed: 'failed',
  blocked: 'blocked',
};

const none = { discussion: null, permission: null, merge: null };

/** What waits in the mock's projects, out of their tasks and messages as they are now. */
export function inboxAnswers(view: Snapshot, talk: Talk): Answers {
  const shop = { id: view.project.id, key: view.project.key, name: view.project.name };
  const billing = { id: uuid(1, 2), key: 'API', name: 'Billing API' };
  const ofTask = (task: Task): InboxItem[] => {
    const kind = kinds[task.status];
    if (kind === undefined) return [];
    const run = view.runs.find(({ id }) => id === task.latest_run_id) ?? null;
    const place = { project: shop, can_decide: true, since: task.updated_at };
    return [{ id: task.id, kind, task, run, message: null, ...none, ...place }];
  };
  const foreign = (): InboxItem[] => {
    const [task] = view.tasks;
    if (task === undefined) return [];
    const elsewhere: Task = {
      ...task,
      ...{ id: uuid(5, 90), key: 'API-4', title: 'Round invoices to whole cents', status: 'failed' },
      status_reason: 'No runner offers this repository',
    };
    return [
      {
        ...{ id: elsewhere.id, kind: 'failed', project: billing, task: elsewhere, run: null, message: null },
        ...none,
        ...{ can_decide: false, since: ago(86_400) },
      },
    ];
  };
  const questions = (): InboxItem[] => {
    const last = view.messages.at(-1);
    if (last === undefined || !last.requires_user_response) return [];
    const place = { project: shop, can_decide: true, since: last.created_at };
    return [{ id: last.id, kind: 'question', task: null, run: null, message: last, ...none, ...place }];
  };
  const permissions = (): InboxItem[] =>
    talk.permissions
      .filter(({ status }) => status === 'pending')
      .map((permission) => ({
        ...{
          id: permission.id,
          kind: 'permission',
          project: shop,
          message: null,
          merge: null,
          permission,
          discussion: null,
        },
        task: view.tasks.find(({ id }) => id === permission.task_id) ?? null,
        run: view.runs.find(({ id }) => id === permission.run_id) ?? null,
        ...{ can_decide: true, since: permission.created_at },
      }));
  return {
    'GET /inbox': () =>
      page(
        [...foreign(), ...view.tasks.flatMap(ofTask), ...questions(), ...permissions()].sort((a, b) =>
          a.since < b.since ? -1 : 1,
        ),
      ),
  };
}
