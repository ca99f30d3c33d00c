import { randomUUID } from 'node:crypto';
import type { Cycle } from '@overmind/contracts/entities/cycle';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { ago, projectId, uuid } from '../fixtures/ids.ts';
import type { Feed } from '../socket.ts';
import { type Answers, ok, page } from './answer.ts';

const counts: Cycle['counts'] = {
  ...{ requests_ingested: 0, requests_failed: 0, tasks_created: 0, tasks_canceled: 0 },
  ...{ tasks_unblocked: 0, runs_scheduled: 0, tasks_waiting: 2, state_version: null },
};
const cycle = (number: number, patch: Partial<Cycle>): Cycle => ({
  ...{ id: uuid(11, number), project_id: projectId, mode: 'incremental', state: 'cycle.completed' },
  ...{ trigger: 'run_finished', counts, error: null, created_at: ago(number * 900) },
  ...{ started_at: ago(number * 900), finished_at: ago(number * 900 - 0.42) },
  ...patch,
});

export const pastCycles: Cycle[] = [
  cycle(1, { counts: { ...counts, runs_scheduled: 1, state_version: 42 } }),
  cycle(2, {
    trigger: 'input',
    counts: { ...counts, requests_ingested: 1, tasks_created: 2, runs_scheduled: 1, state_version: 41 },
  }),
  cycle(3, { trigger: 'timer' }),
  cycle(4, {
    ...{ trigger: 'button', mode: 'full', state: 'cycle.failed' },
    error: 'The state document of v39 could not be read: the field “summary” is missing.',
  }),
];

const states = [
  ...['started', 'loaded_state', 'validated_state', 'ingested_inputs'],
  ...['planned_tasks', 'scheduled_runs', 'updated_state', 'completed'],
];
const stepMs = 250;

export function cycleAnswers(view: Snapshot, feed: Feed): Answers {
  const line = (number: number) => {
    const { id, key, title } = view.tasks.find((task) => task.key === `SHOP-${number}`) ?? {
      id: '',
      key: '',
      title: '',
    };
    return { task_id: id, key, title };
  };
  return {
    'GET /projects/:id/orchestrator/runs': () => page(pastCycles),
    'POST /projects/:id/orchestrator/preview': () =>
      ok({
        would_create: [
          {
            title: 'Add a dark mode to the settings page',
            type: 'code_change',
            agent: 'frontend',
            priority: 1,
          },
        ],
        would_cancel: [],
        would_schedule: [{ ...line(1), agent: 'backend' }],
        waiting: [
          { ...line(2), reason: 'Waits for SHOP-4' },
          { ...line(3), reason: 'agent "infra" is disabled' },
        ],
        would_write_state: true,
      }),
    'POST /projects/:id/orchestrator/run': () => {
      const id = randomUUID();
      for (const [index, name] of states.entries()) {
        const type = name === 'started' || name === 'completed' ? name : 'progress';
        const patch = { state: `cycle.${name}` };
        setTimeout(() => feed.event(`orchestrator.cycle.${type}`, id, patch), stepMs * index);
      }
      return { status: 202, body: { accepted: true, cycle_id: id } };
    },
  };
}
