import type { RunJob } from '@overmind/contracts/entities/run';
import { LogFrame } from '@overmind/contracts/frames/client';
import { newId } from '@overmind/db/database';
import { listLogLines, type PackedLine } from '@overmind/db/queries/execution/run-logs';
import { waitFor } from '@overmind/testing/wait-for';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { topics } from '../bus/bus.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { LogWriter } from './log-writer.ts';
import { readLog, streamLog } from './read.ts';

let on: TestCore;
let made: MadeProject;
let runner: Awaited<ReturnType<typeof makeRunner>>;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
  runner = await makeRunner(on.core);
});
afterAll(() => on.stop());

async function start(): Promise<RunJob> {
  await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner.call, 1);
  if (!job) throw new Error('nothing was claimed');
  return job;
}

const line = (seq: number): PackedLine => ['stdout', 1_700_000_000_000 + seq, `line ${seq}`];
const lines = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => line(first + index));
const chunk = (job: RunJob, first: number, last: number) => ({
  ...{ runId: job.run.id, runnerId: runner.runner.id, leaseToken: job.lease_token },
  ...{ firstSeq: first, lines: lines(first, last) },
});
const stored = async (job: RunJob) =>
  (await listLogLines(on.core.db, job.run.id, 0, 100_000)).map((each) => [each.seq, each.message]);
const expected = (last: number) => lines(1, last).map(([, , message], index) => [index + 1, message]);
const chunks = async (job: RunJob) =>
  (
    await on.database.pool.query('select seq, last_seq from agent_run_logs where run_id = $1 order by seq', [
      job.run.id,
    ])
  ).rows;

describe('the log of a run', () => {
  it('is stored in order, with what arrives during a write in the next one', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const acks = await Promise.all(
      Array.from({ length: 100 }, (_, index) => writer.append(chunk(job, index + 1, index + 1))),
    );
    expect(acks.at(-1)).toBe(100);
    expect(await stored(job)).toEqual(expected(100));
    expect((await chunks(job)).length).toBeLessThan(10);
  });

  it('takes each line once, however often and in what pieces it is sent again', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    expect(await writer.append(chunk(job, 1, 10))).toBe(10);
    expect(await writer.append(chunk(job, 1, 10))).toBe(10);
    expect(await writer.append(chunk(job, 5, 15))).toBe(15);
    expect(await writer.append(chunk(job, 3, 4))).toBe(15);
    expect(
      await Promise.all([
        writer.append(chunk(job, 10, 20)),
        writer.append(chunk(job, 10, 20)),
        writer.append(chunk(job, 21, 22)),
      ]),
    ).toContain(20);
    await writer.append(chunk(job, 1, 22));
    expect(await stored(job)).toEqual(expected(22));
  });

  it('has no hole: lines that come too early are not stored, and the sender is told where it stands', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    await writer.append(chunk(job, 1, 3));
    expect(await writer.append(chunk(job, 5, 9))).toBe(3);
    expect(await stored(job)).toEqual(expected(3));
    expect(await writer.append(chunk(job, 4, 9))).toBe(9);
    expect(await stored(job)).toEqual(expected(9));
  });

  it('is exact under any order and overlap of what is sent at once, once the rest is sent again', async () => {
    const job = await start();
    let last = 0;
    const piece = fc.record({ from: fc.integer({ min: -5, max: 3 }), size: fc.integer({ min: 1, max: 8 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
        const writers = [new LogWriter(on.core), new LogWriter(on.core)];
        const sent = pieces.map(({ from, size }, index) => {
          const first = Math.max(1, last + 1 + from);
          return (writers[index % 2] ?? new LogWriter(on.core)).append(chunk(job, first, first + size));
        });
        const acked = (await Promise.all(sent)).map(Number);
        last = Math.max(last, ...acked);
        expect(await stored(job)).toEqual(expected(last));
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a stale token, another runner, an ended and an unknown run', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const good = chunk(job, 1, 2);
    const stale = { code: 'stale_lease' };
    for (const wrong of [
      { leaseToken: '999999' },
      { leaseToken: `0${job.lease_token}` },
      { runnerId: newId() },
      { runId: newId() },
    ])
      await expect(writer.append({ ...good, ...wrong })).rejects.toMatchObject(stale);
    expect(await stored(job)).toEqual([]);
    await writer.append(good);
    await finish(on.core, runner.call, job);
    await expect(writer.append(chunk(job, 3, 4))).rejects.toMatchObject(stale);
    expect(await stored(job)).toEqual(expected(2));
  });

  it('does not suffer from a stale sender of the same run, nor from other runs', async () => {
    const [writer, jobs] = [new LogWriter(on.core), [await start(), await start(), await start()]];
    const [first] = jobs;
    if (!first) throw new Error('nothing was started');
    const stale = writer
      .append({ ...chunk(first, 1, 5), leaseToken: '1' })
      .catch((error: { code: string }) => error.code);
    const good = jobs.flatMap((job) => [writer.append(chunk(job, 1, 5)), writer.append(chunk(job, 6, 9))]);
    expect(await stale).toBe('stale_lease');
    await Promise.all(good);
    for (const job of jobs) expect(await stored(job)).toEqual(expected(9));
  });

  it('holds NUL, half surrogates and long lines', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const odd = ['\0', '\ud800', '"\\', '\u2028', '', 'x'.repeat(16_384)];
    await writer.append({ ...chunk(job, 1, 1), lines: odd.map((text) => ['stderr', 1, text] as const) });
    expect((await listLogLines(on.core.db, job.run.id, 0, 10)).map((each) => each.message)).toEqual(odd);
  });
});

describe('a log writer', () => {
  it('refuses more than it may hold, and stores what it took', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const results = Array.from({ length: 120 }, (_, index) =>
      writer.append(chunk(job, index * 2_000 + 1, index * 2_000 + 2_000)),
    );
    const settled = await Promise.allSettled(results);
    const refused = settled.filter((each) => each.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each.reason).toMatchObject({ code: 'unavailable' });
    const taken = settled.length - refused.length;
    expect(taken * 2_000).toBeLessThanOrEqual(204_000);
    const { rows } = await on.database.pool.query('select log_seq from agent_runs where id = $1', [
      job.run.id,
    ]);
    expect(rows[0].log_seq).toBe(taken * 2_000);
  });

  it('stops when all that it took is stored', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const acks = Array.from({ length: 20 }, (_, index) =>
      writer.append(chunk(job, index * 10 + 1, index * 10 + 10)),
    );
    await writer.stop();
    expect(await stored(job)).toEqual(expected(200));
    await Promise.all(acks);
  });

  it('tells on the bus exactly what it stored', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const heard: string[] = [];
    const topic = topics.logs(made.project.id);
    const stop = on.core.bus.subscribe(topic, (message) => heard.push(message));
    const isHeard = (): boolean => {
      on.core.bus.publish(topic, 'Is anybody there?');
      return heard.length > 0;
    };
    // A bus between nodes takes a moment until it carries what a subscriber asked for.
    await waitFor(isHeard, { what: 'the subscription' });
    const bodies = () => heard.filter((each) => each.startsWith(job.run.id));
    for (let seq = 1; seq <= 5; seq += 1) await writer.append(chunk(job, seq, seq));
    await waitFor(() => bodies().at(-1)?.startsWith(`${job.run.id} 5 5\n`), { what: 'the last line' });
    stop();
    const told = bodies().map((message) => {
      const [head = '', body = ''] = message.split(/\n(.*)/s);
      const frame = LogFrame.parse(JSON.parse(body));
      expect(head).toBe(`${job.run.id} ${frame.first_seq} ${frame.last_seq}`);
      return frame.lines;
    });
    expect(told.flat()).toEqual(await listLogLines(on.core.db, job.run.id, 0, 100));
  });

  it('fails what it could not store, and goes on when the database is back', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const rename = (from: string, to: string) =>
      on.database.pool.query(`alter table ${from} rename to ${to}`);
    await rename('agent_run_logs', 'gone');
    await expect(writer.append(chunk(job, 1, 5))).rejects.toThrow();
    await rename('gone', 'agent_run_logs');
    expect(await writer.append(chunk(job, 1, 5))).toBe(5);
    expect(await stored(job)).toEqual(expected(5));
  });
});

describe('reading a log', () => {
  it('gives exactly the lines after a number, whatever chunks they lie in', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (sizes) => {
        const [writer, job] = [new LogWriter(on.core), await start()];
        let total = 0;
        for (const size of sizes) total = await writer.append(chunk(job, total + 1, total + size));
        for (let afterSeq = 0; afterSeq <= total + 1; afterSeq += 1)
          for (const limit of [1, 2, 3, 7, total, 500]) {
            const got = await listLogLines(on.core.db, job.run.id, afterSeq, limit);
            expect(got.map((each) => [each.seq, each.message])).toEqual(
              expected(total).slice(afterSeq, afterSeq + limit),
            );
          }
        await finish(on.core, runner.call, job);
      }),
      { numRuns: 8 },
    );
  });

  it('filters, tails and streams', async () => {
    const [writer, job] = [new LogWriter(on.core), await start()];
    const mixed = lines(1, 100).map(
      ([, time, text], index) => [index % 10 === 0 ? 'stderr' : 'stdout', time, text] as const,
    );
    await writer.append({ ...chunk(job, 1, 1), lines: mixed });
    const read = async (query: object) => {
      const { items, next_after_seq } = await readLog(on.core, job.run.id, {
        after_seq: 0,
        limit: 1_000,
        ...query,
      });
      return [items.map((each) => each.seq), next_after_seq];
    };
    expect(await read({ tail: 3 })).toEqual([[98, 99, 100], 100]);
    expect(await read({ stream: 'stderr', after_seq: 50, limit: 2 })).toEqual([[51, 61], 61]);
    expect(await read({ q: 'LINE 9', after_seq: 8 })).toEqual([
      [9, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99],
      100,
    ]);
    expect(await read({ after_seq: 100 })).toEqual([[], 100]);
    let text = '';
    for await (const part of streamLog(on.core, job.run.id)) text += part;
    expect(text).toBe(
      expected(100)
        .map(([, message]) => `${message}\n`)
        .join(''),
    );
  });
});
