import type { Client } from '@overmind/client/http';
import type { Task } from '@overmind/contracts/entities/task';
import { findTask } from './find-task.ts';

/** The tasks of several keys, each once, in the order in which they were named. Throws for the first there is not. */
export async function findTasks(client: Client, keys: readonly string[]): Promise<Task[]> {
  const found = new Map<string, Task>();
  for (const key of keys) {
    const task = await findTask(client, key);
    found.set(task.id, task);
  }
  return [...found.values()];
}
