import { randomUUID } from 'node:crypto';
import type { Cycle } from '@overmind/contracts/entities/cycle';
import type { Project } from '@overmind/contracts/entities/project';
import { findNextState } from '@overmind/core/state/next';
import { type Database, openDatabase } from '@overmind/db/database';
import { serializeState } from '@overmind/domain/state/serialize';
import { waitFor } from '@overmind/testing/wait-for';
import type { Installation } from '../installation.ts';
import type { Figure } from '../result.ts';
import { count, middleAndWorst, type Spread, spreadOf } from '../stats.ts';

const sizes = [1_000, 10_000, 100_000];
const newMessages = 5;

/**
 * Tasks as years of use leave them: of ten, four wait in the queue, one of these for another; one stands in
 * review and five are over. Put in beside the triggers, so that the first full cycle counts them.
 */
async function fill({ pool }: Installation, project: Project, size: number): Promise<void> {
  const client = await pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query(
    `insert into tasks (id, project_id, number, key, title, type, priority, status, requested_by, assigned_agent_id,
      is_ready, dedupe_key, created_at, updated_at)
    select gen_random_uuid(), $1, 1000000 + n, $2 || '-' || (1000000 + n), 'Task ' || n, 'test', 1 + n % 5,
      (array['queued', 'queued', 'queued', 'queued', 'needs_review', 'failed', 'canceled', 'done', 'done', 'done'])[1 + n % 10],
      'api', (select id from agents where project_id = $1 and name = 'qa'), n % 10 <> 0, 'task ' || n,
      now() - n * interval '1 second', now() - n * interval '1 second'
    from generate_series(1, $3::int) n`,
    [project.id, project.key, size],
  );
  await client.query(
    `insert into task_dependencies select t.id, b.id from tasks t join tasks b
      on b.project_id = t.project_id and b.number = t.number - 1 where t.project_id = $1 and not t.is_ready`,
    [project.id],
  );
  await client.query('set session_replication_role = origin');
  await client.query('analyze');
  client.release();
}

/** What a person's messages have become when they wait for a cycle. */
async function addMessages({ pool }: Installation, project: Project, amount: number): Promise<void> {
  const planned = (index: number) => ({
    ...{ type: 'test', title: `Try ${randomUUID()} ${index}`, description: '', acceptance_criteria: [] },
    ...{ priority: 3, agent: 'qa', depends_on: [] },
  });
  const hints = Array.from({ length: amount }, (_, index) => JSON.stringify({ planned: [planned(index)] }));
  await pool.query(
    `insert into requests (id, project_id, source, text, intent, hints, status)
    select gen_random_uuid(), $1, 'api', 'Try it', 'create_tasks', h, 'received' from unnest($2::jsonb[]) h`,
    [project.id, hints],
  );
}

/** One cycle by the button, and how long it took by the database's clock. */
async function cycleOf(installation: Installation, project: Project, mode: Cycle['mode']): Promise<number> {
  const { person } = installation;
  const path = `/projects/${project.id}/orchestrator/run`;
  const { cycle_id: id } = await person.post<{ cycle_id: string }>(path, { mode });
  const find = async () => person.get<Cycle>(`/orchestrator/runs/${id}`);
  const isOver = async () => (await find()).state === 'cycle.completed';
  await waitFor(isOver, { what: 'the cycle to be over', timeoutMs: 120_000 });
  const ms = `extract(epoch from finished_at - started_at) * 1000`;
  return installation.number(`select ${ms} from orchestrator_cycles where id = '${id}'`);
}

async function settle(installation: Installation, project: Project): Promise<void> {
  await cycleOf(installation, project, 'full');
  const open = `select count(*) from orchestrator_cycles where project_id = '${project.id}'
    and state not in ('cycle.completed', 'cycle.failed')`;
  await waitFor(async () => (await installation.number(open)) === 0, {
    what: 'the cycles to be over',
    timeoutMs: 300_000,
  });
}

/** The reads, the document and its text, as the way into the cycle's last but one state makes them. */
async function generate(db: Database, project: Project): Promise<number> {
  const startedAt = performance.now();
  const { document } = await findNextState(db, project.id);
  serializeState(document, 'yaml');
  return performance.now() - startedAt;
}

/** From the start of a cycle to its end, states and state document included, by the number of tasks there are. */
export async function measureCycle(installation: Installation, rounds: number): Promise<Figure[]> {
  const repository = await installation.repository('cycle');
  using _runner = await installation.connectRunner('cycle', repository);
  await using opened = openDatabase({ connectionString: installation.databaseUrl, max: 1 });
  const working = new Map<number, Spread>();
  const idle = new Map<number, Spread>();
  const generating = new Map<number, Spread>();
  for (const size of sizes) {
    const project = await installation.createProject(`Cycle ${size}`, repository, ['true']);
    await fill(installation, project, size);
    await settle(installation, project);
    const [worked, idled, generated]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      await addMessages(installation, project, newMessages);
      worked.push(await cycleOf(installation, project, 'incremental'));
      idled.push(await cycleOf(installation, project, 'incremental'));
      generated.push(await generate(opened.db, project));
    }
    working.set(size, spreadOf(worked));
    idle.set(size, spreadOf(idled));
    generating.set(size, spreadOf(generated));
  }
  return [
    toFigure(`cycle with ${newMessages} new messages`, '100k/1k < 2', working),
    toFigure('cycle with nothing new', '≤ 25 ms', idle),
    toFigure('state document generated', '≤ 50 ms at 10,000', generating),
  ];
}

function toFigure(what: string, goal: string, spreads: ReadonlyMap<number, Spread>): Figure {
  const medians = [...spreads].map(([size, { p50 }]): [string, number] => [`p50_${size}`, p50]);
  const ratio = (spreads.get(100_000)?.p50 ?? Number.NaN) / (spreads.get(1_000)?.p50 ?? Number.NaN);
  return {
    what: `${what}, ${sizes.map(count).join(' / ')} tasks, p50 / p99`,
    value: `${[...spreads.values()].map(middleAndWorst).join(', ')}; 100k/1k ${ratio.toFixed(2)}`,
    goal,
    beside: '',
    data: { ...Object.fromEntries(medians), ratio },
  };
}
