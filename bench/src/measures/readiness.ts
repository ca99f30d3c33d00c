import type { Installation } from '../installation.ts';
import type { Figure } from '../result.ts';
import { count } from '../stats.ts';

/** How long nobody is served: at the very first start, and after kill -9 with all that the bench has written. */
export async function measureReadiness({ server, startMs }: Installation): Promise<Figure[]> {
  const startedAt = performance.now();
  await server.kill();
  await server.restart();
  const afterKillMs = performance.now() - startedAt;
  return [
    {
      what: 'ready: first start / after kill -9',
      value: `${count(startMs)} / ${count(afterKillMs)} ms`,
      goal: '≤ 3,000 / 5,000 ms',
      beside: '',
      data: { startMs, afterKillMs },
    },
  ];
}
