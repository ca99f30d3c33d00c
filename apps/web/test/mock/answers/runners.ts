import type { Runner } from '@overmind/contracts/entities/runner';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { ago, uuid } from '../fixtures/ids.ts';
import { workspaceReport } from '../fixtures/runners.ts';
import { type Answers, made, ok, page, unknown } from './answer.ts';

/** Runners that can be added, drained, revoked and tidied. */
export function runnerAnswers(view: Snapshot): Answers {
  const report = workspaceReport();
  return {
    'GET /runners': () => page(view.runners),
    'POST /runners': ({ body }) => {
      const runner: Runner = {
        ...{
          id: uuid(7, 10 + view.runners.length),
          name: String(body['name']),
          labels: body['labels'] as string[],
          given_labels: body['labels'] as string[],
        },
        ...{ version: null, platform: null, capacity: 0, allowed_roots: [], sandbox: null, agents: [] },
        ...{ live_runs: 0, last_heartbeat_at: null, status: 'offline', created_at: ago(0) },
        is_turned_away: false,
      };
      view.runners.push(runner);
      return made({ runner, token: `ovr_${'x'.repeat(43)}` });
    },
    'PATCH /runners/:id': ({ id, body }) => {
      const runner = view.runners.find((each) => each.id === id);
      if (runner === undefined) return unknown;
      if (body['labels'] === undefined) runner.status = body['is_draining'] === true ? 'draining' : 'online';
      else {
        const own = runner.labels.filter((label) => !runner.given_labels.includes(label));
        runner.given_labels = body['labels'] as string[];
        runner.labels = [...runner.given_labels, ...own];
      }
      return ok(runner);
    },
    'DELETE /runners/:id': ({ id }) => {
      view.runners = view.runners.filter((each) => each.id !== id);
      return { status: 204 };
    },
    'GET /runners/:id/workspaces': () => ok(report),
    'POST /runners/:id/workspaces/prune': ({ body }) => {
      const ids = body['run_ids'] as string[] | null;
      const before = report.workspaces.length;
      report.workspaces = report.workspaces.filter(
        ({ state, run_id: id }) => state === 'live' || (ids !== null && !ids.includes(id)),
      );
      return ok({ removed: before - report.workspaces.length, freed_bytes: 2_400_000_000 });
    },
    'GET /status': () =>
      ok({
        ...{ version: '0.1.0', roles: ['all'], database: { kind: 'embedded', version: '18.4' } },
        ...{
          bus: { kind: 'in_process', is_connected: true },
          runners: { online: 1, total: 2 },
          uptime_s: 99,
        },
      }),
  };
}
