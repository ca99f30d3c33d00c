import type { Client } from '@overmind/client/http';
import type { BulkTaskAct, BulkTaskResult, Task } from '@overmind/contracts/entities/task';
import { bulkTasks } from '@overmind/contracts/routes/tasks';
import { findTasks } from '../../api/find-tasks.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

/** An act without the tasks that it is done to. */
export type Act = BulkTaskAct extends infer A ? (A extends BulkTaskAct ? Omit<A, 'ids'> : never) : never;

type Outcome = BulkTaskResult['results'][number] & { key: string };

const maxAtOnce = 200;

async function doToProject(client: Client, tasks: readonly Task[], act: Act): Promise<Outcome[]> {
  const [first] = tasks;
  if (first === undefined) return [];
  const keys = new Map(tasks.map((task) => [task.id, task.key]));
  const body = { ...act, ids: tasks.map((task) => task.id) } as BulkTaskAct;
  const { results } = await client.call(bulkTasks, { params: { id: first.project_id }, body });
  return results.map((result) => ({ ...result, key: keys.get(result.id) ?? result.id }));
}

async function doToAll(client: Client, tasks: readonly Task[], act: Act): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const projectId of new Set(tasks.map((task) => task.project_id))) {
    const own = tasks.filter((task) => task.project_id === projectId);
    for (let from = 0; from < own.length; from += maxAtOnce)
      outcomes.push(...(await doToProject(client, own.slice(from, from + maxAtOnce), act)));
  }
  return outcomes;
}

/** Does one thing to the tasks of these keys, each by itself. Exit code 1 when one of them was refused. */
export async function actOnTasks(
  keys: readonly string[],
  options: { json?: boolean },
  act: Act,
  done: string,
): Promise<void> {
  const { client } = await openSession();
  const outcomes = await doToAll(client, await findTasks(client, keys), act);
  if (outcomes.some(({ ok }) => !ok)) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(outcomes);
  const colours = coloursFor(process.stdout);
  for (const { key, ok, detail } of outcomes) {
    if (ok) printLine(`${colours.bold(key)}  ${done}`);
    else printError(`${key}: ${oneLine(detail ?? 'refused', 500)}`);
  }
}
