import type { Project } from '@overmind/contracts/entities/project';
import type { Installation } from '../installation.ts';
import type { BenchRunner } from '../load/bench-runner.ts';
import { hammer } from '../load/hammer.ts';
import { randomLine, randomLines } from '../load/lines.ts';
import { cpuMicros } from '../processes.ts';
import { startReference } from '../reference/start.ts';
import type { Figure } from '../result.ts';
import { count, micros } from '../stats.ts';

const batchLines = 1_000;

interface Ingest {
  linesPerSecond: number;
  cpuMicrosPerLine: number;
  bytesPerLine: number;
}

async function ingest(
  installation: Installation,
  project: Project,
  runners: readonly BenchRunner[],
  durationMs: number,
): Promise<Ingest> {
  const jobs = await Promise.all(runners.map((runner) => installation.holdRun(project, runner)));
  const batches = Array.from({ length: 20 }, () => randomLines(batchLines));
  const size = () => installation.number("pg_total_relation_size('agent_run_logs')");
  const { pid } = installation.server.program;
  const [bytesBefore, cpuBefore, startedAt] = [await size(), cpuMicros(pid), performance.now()];
  const floods = runners.map((runner, index) => {
    const job = jobs[index];
    return job ? runner.flood(job, batches, durationMs) : Promise.resolve(0);
  });
  const lines = (await Promise.all(floods)).reduce((sum, each) => sum + each, 0);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    linesPerSecond: lines / seconds,
    cpuMicrosPerLine: (cpuMicros(pid) - cpuBefore) / lines,
    bytesPerLine: ((await size()) - bytesBefore) / lines,
  };
}

/** What the database alone takes: the same rows in the same table, from connections that do nothing else. */
async function machineLimit(
  { pool }: Installation,
  connections: number,
  durationMs: number,
): Promise<number> {
  const { rows: runs } = await pool.query<{ id: string }>('select id from agent_runs limit $1', [
    connections,
  ]);
  const time = Date.now();
  const chunks = Array.from({ length: 20 }, () =>
    JSON.stringify(randomLines(batchLines).map((message) => ['stdout', time, message])),
  );
  // Above every number that the product has given, so that nothing is in the way.
  const firstSeq = 1_000_000_000;
  const startedAt = performance.now();
  const end = startedAt + durationMs;
  let stored = 0;
  const work = async (runId: string): Promise<void> => {
    for (let index = 0; performance.now() < end; index++) {
      const seq = firstSeq + index * batchLines;
      await pool.query(
        `insert into agent_run_logs (run_id, seq, last_seq, lines)
         select * from unnest($1::uuid[], $2::int[], $3::int[], $4::text[])`,
        [[runId], [seq], [seq + batchLines - 1], [chunks[index % chunks.length]]],
      );
      stored += batchLines;
    }
  };
  await Promise.all(runs.map((run) => work(run.id)));
  const perSecond = stored / ((performance.now() - startedAt) / 1000);
  await pool.query('delete from agent_run_logs where seq >= $1', [firstSeq]);
  return perSecond;
}

async function referenceIngest(url: string, pid: number, runners: number, durationMs: number) {
  const runId = '00000000-0000-4000-8000-000000000000';
  const body = (seq: number) => JSON.stringify({ run_id: runId, seq, message: randomLine() });
  const before = cpuMicros(pid);
  const result = await hammer({ baseUrl: url, method: 'POST', path: '/lines', body }, runners, durationMs);
  return {
    linesPerSecond: result.perSecond,
    cpuMicrosPerLine: (cpuMicros(pid) - before) / result.latency.count,
  };
}

/** Durable log lines a second with one and four runners, beside the plain design and the machine's limit. */
export async function measureLogIngest(installation: Installation, durationMs: number): Promise<Figure[]> {
  const repository = await installation.repository('ingest');
  const runners: BenchRunner[] = [];
  for (let index = 1; index <= 4; index++)
    runners.push(await installation.connectRunner(`ingest-${index}`, repository));
  const project = await installation.createProject('Ingest', repository, ['true']);
  await using reference = await startReference(installation.databaseUrl);
  const figures: Figure[] = [];
  for (const runnerCount of [1, 4]) {
    const product = await ingest(installation, project, runners.slice(0, runnerCount), durationMs);
    const plain = await referenceIngest(reference.url, reference.pid, runnerCount, durationMs / 2);
    const limit = await machineLimit(installation, runnerCount, durationMs / 2);
    figures.push(...toFigures(runnerCount, product, plain, limit));
  }
  for (const runner of runners) runner[Symbol.dispose]();
  return figures;
}

function toFigures(
  runners: number,
  product: Ingest,
  plain: { linesPerSecond: number; cpuMicrosPerLine: number },
  limit: number,
): Figure[] {
  const name = runners === 1 ? '1 runner' : `${runners} runners`;
  const share = Math.round((100 * product.linesPerSecond) / limit);
  return [
    {
      what: `log lines made durable, ${name}`,
      value: `${count(product.linesPerSecond)} lines/s`,
      goal: '≥ 70,000',
      beside: `reference ${count(plain.linesPerSecond)}; raw batches ${count(limit)} (${share} %)`,
      data: { runners, ...product, reference: plain.linesPerSecond, limit },
    },
    {
      what: `server CPU a line, ${name}`,
      value: micros(product.cpuMicrosPerLine),
      goal: '≤ 25 µs',
      beside: `reference ${micros(plain.cpuMicrosPerLine)}`,
      data: { runners, micros: product.cpuMicrosPerLine, reference: plain.cpuMicrosPerLine },
    },
    {
      what: `database bytes for a 120-byte line, ${name}`,
      value: `${count(product.bytesPerLine)} bytes`,
      goal: '≤ 250',
      beside: '',
      data: { runners, bytes: product.bytesPerLine },
    },
  ];
}
