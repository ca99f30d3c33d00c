import type { Task } from '@overmind/contracts/entities/task';
import type { Installation } from '../installation.ts';
import { type HammerResult, hammer } from '../load/hammer.ts';
import { cpuMicros } from '../processes.ts';
import type { Figure } from '../result.ts';
import { count, micros, middleAndWorst } from '../stats.ts';

const concurrency = 32;

function toFigure(what: string, goal: string, result: HammerResult, cpuPerRequest: number): Figure {
  if (result.failed > 0) throw new Error(`${what}: ${result.failed} of ${result.latency.count} calls failed`);
  return {
    what: `${what}, ${concurrency} at once`,
    value: `${count(result.perSecond)}/s, ${middleAndWorst(result.latency)}`,
    goal,
    beside: `server CPU ${micros(cpuPerRequest)} each`,
    data: { perSecond: result.perSecond, ...result.latency, cpuMicros: cpuPerRequest },
  };
}

/** Tasks created and one task read, each call signed in. */
export async function measureRequests(installation: Installation, durationMs: number): Promise<Figure[]> {
  const { person, server } = installation;
  const project = await person.post<{ id: string }>('/projects', { name: 'Requests' });
  const path = `/projects/${project.id}/tasks`;
  const task = await person.post<Task>(path, { title: 'Read me', type: 'doc' });
  const target = { baseUrl: server.url, token: person.token };
  const timed = async (run: () => Promise<HammerResult>): Promise<[HammerResult, number]> => {
    const before = cpuMicros(server.program.pid);
    const result = await run();
    return [result, (cpuMicros(server.program.pid) - before) / result.latency.count];
  };
  const read = () =>
    hammer({ ...target, method: 'GET', path: `/api/tasks/${task.id}` }, concurrency, durationMs);
  const body = (index: number) => JSON.stringify({ title: `Task ${index}`, type: 'doc' });
  const create = () =>
    hammer({ ...target, method: 'POST', path: `/api${path}`, body }, concurrency, durationMs);
  return [
    toFigure('cheap read', '≥ 5,000/s', ...(await timed(read))),
    toFigure('task created', '≥ 2,000/s, p99 ≤ 40 ms', ...(await timed(create))),
  ];
}
