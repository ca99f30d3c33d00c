import type { Installation } from '../installation.ts';
import { randomLine } from '../load/lines.ts';
import { Screen } from '../load/screen.ts';
import type { Figure } from '../result.ts';
import { middleAndWorst, type Spread, spreadOf } from '../stats.ts';

const linesPerSecond = 50;

/** A line carries its number, so that its way can be timed in this process's own clock. */
async function deliver(
  write: (messages: string[]) => void,
  screens: readonly Screen[],
  durationMs: number,
): Promise<Spread> {
  const sentAt: number[] = [];
  const delays: number[] = [];
  for (const screen of screens) {
    screen.receive = (frame, atMs) => {
      if (frame.type !== 'agent.run.log.appended') return;
      for (const { message } of frame.lines)
        delays.push(atMs - (sentAt[Number(message.split(' ')[0])] ?? atMs));
    };
  }
  const total = (durationMs / 1000) * linesPerSecond;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const index = sentAt.length;
      sentAt.push(performance.now());
      write([`${index} ${randomLine().slice(0, 112)}`]);
      if (sentAt.length < total) return;
      clearInterval(timer);
      resolve();
    }, 1000 / linesPerSecond);
  });
  const deadline = performance.now() + 5_000;
  while (delays.length < total * screens.length && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  if (delays.length !== total * screens.length)
    throw new Error(`${delays.length} of ${total * screens.length} lines were delivered`);
  return spreadOf(delays);
}

/** From a line's post by a runner to its arrival on the screens. */
export async function measureLogDelivery(installation: Installation, durationMs: number): Promise<Figure[]> {
  const repository = await installation.repository('delivery');
  using runner = await installation.connectRunner('delivery', repository);
  const project = await installation.createProject('Delivery', repository, ['true']);
  const figures: Figure[] = [];
  for (const viewers of [1, 50]) {
    const job = await installation.holdRun(project, runner);
    const screens = await Screen.openMany(installation.person, project.id, viewers);
    const delays = await deliver((messages) => runner.write(job, messages), screens, durationMs);
    for (const screen of screens) screen[Symbol.dispose]();
    figures.push({
      what: `line posted → on ${viewers === 1 ? '1 screen' : `${viewers} screens`}, ${linesPerSecond} lines/s, p50 / p99`,
      value: middleAndWorst(delays),
      goal: viewers === 1 ? 'p50 ≤ 6 ms' : 'p99 ≤ 35 ms (200 screens)',
      beside: '',
      data: { viewers, ...delays },
    });
  }
  return figures;
}
