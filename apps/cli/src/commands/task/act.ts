import type { Client } from '@overmind/client/http';
import type { Task } from '@overmind/contracts/entities/task';
import { findTask } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { taskLine } from '../../output/task-line.ts';

export interface ActOptions {
  json?: boolean;
}

/** Does one thing to the task of a key and prints how it stands then. */
export async function actOnTask(
  key: string,
  options: ActOptions,
  act: (client: Client, task: Task) => Promise<Task>,
): Promise<void> {
  const { client } = await openSession();
  const task = await act(client, await findTask(client, key));
  if (options.json) return printJson(task);
  printLine(taskLine(task));
}
