import { afterAll, beforeAll, it } from 'vitest';
import { Kysely, PostgresDialect } from 'kysely';
import { makeProject, makeRunner } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { runOrchestrator } from './request.ts';
import { runCycles } from './run.ts';
let on: TestCore;
beforeAll(async () => { on = await startTestCore(); await makeRunner(on.core); });
afterAll(() => on.stop());
it.each([1000, 100000])('%s', async (size) => {
  const made = await makeProject(on.core);
  const c = await on.database.pool.connect();
  await c.query('set session_replication_role = replica');
  await c.query(`insert into tasks (id, project_id, number, key, title, type, priority, status, requested_by, assigned_agent_id,
      is_ready, dedupe_key, created_at, updated_at)
    select gen_random_uuid(), $1, 1000000 + n, 'K-' || (1000000 + n), 'Task ' || n, 'test', 1 + n % 5,
      (array['queued', 'queued', 'queued', 'queued', 'needs_review', 'failed', 'canceled', 'done', 'done', 'done'])[1 + n % 10],
      'api', $2, n % 10 <> 0, 'task ' || n,
      now() - n * interval '1 second', now() - n * interval '1 second'
    from generate_series(1, $3::int) n`, [made.project.id, made.agent.id, size]);
  await c.query(`insert into task_dependencies select t.id, b.id from tasks t join tasks b
      on b.project_id = t.project_id and b.number = t.number - 1 where t.project_id = $1 and not t.is_ready`, [made.project.id]);
  await c.query('set session_replication_role = origin');
  await c.query('analyze');
  c.release();
  const go = async (mode: 'full' | 'incremental') => { await runOrchestrator(on.core, made.owner, made.project.id, mode); const t = performance.now(); await runCycles(on.core, made.project.id); return performance.now() - t; };
  console.log(size, 'full', await go('full'));
  for (let i = 0; i < 5; i++) await go('incremental');
  const log: [number, string][] = [];
  const logged = new Kysely<any>({ dialect: new PostgresDialect({ pool: on.database.pool }), log: (e) => { log.push([e.queryDurationMillis, e.query.sql.replace(/\s+/g, ' ').slice(0, 110)]); } });
  const before = on.core.db; on.core.db = logged as never;
  const times = []; for (let i = 0; i < 10; i++) times.push(await go('incremental'));
  on.core.db = before;
  const sum = new Map<string, number>();
  for (const [ms, q] of log) sum.set(q, (sum.get(q) ?? 0) + ms / 10);
  console.log(size, 'idle', times.map((t) => Math.round(t)).join(' '), 'statements', log.length / 10, 'in db', [...sum.values()].reduce((a, b) => a + b, 0));
  console.log([...sum].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([q, ms]) => ms.toFixed(2) + ' ' + q).join('\n'));
}, 300000);
