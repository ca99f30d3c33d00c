import type { Task } from '@overmind/contracts/entities/task';
import type { Installation } from '../installation.ts';
import { Screen } from '../load/screen.ts';
import type { Figure } from '../result.ts';
import { count, middleAndWorst, spreadOf } from '../stats.ts';

const screenCount = 20;

/** From the request that changes a task to the moment the last of the screens has it. */
export async function measureEventFanOut(installation: Installation, changes: number): Promise<Figure[]> {
  const { person } = installation;
  const project = await person.post<{ id: string }>('/projects', { name: 'Fan-out' });
  const task = await person.post<Task>(`/projects/${project.id}/tasks`, { title: 'Change me', type: 'doc' });
  const screens = await Screen.openMany(person, project.id, screenCount);
  const delays: number[] = [];
  let bytes = 0;
  for (let index = 0; index < changes; index++) {
    const title = `Change ${index}`;
    const arrivals = screens.map(
      (screen) =>
        new Promise<number>((resolve) => {
          screen.receive = (frame, atMs) => {
            if (!('entity' in frame) || (frame.entity.patch as { title?: string }).title !== title) return;
            bytes = JSON.stringify(frame).length;
            resolve(atMs);
          };
        }),
    );
    const startedAt = performance.now();
    await person.patch(`/tasks/${task.id}`, { title });
    delays.push(Math.max(...(await Promise.all(arrivals))) - startedAt);
  }
  for (const screen of screens) screen[Symbol.dispose]();
  const spread = spreadOf(delays);
  return [
    {
      what: `change of a task → all of ${screenCount} screens, p50 / p99`,
      value: middleAndWorst(spread),
      goal: 'p99 ≤ 20 ms, ≤ 1 KB each',
      beside: `${count(bytes)} bytes each`,
      data: { ...spread, bytes },
    },
  ];
}
