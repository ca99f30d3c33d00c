import type { Task } from '@overmind/contracts/entities/task';
import { coloursFor } from '../terminal/colour.ts';
import { paintStatus } from './status-colour.ts';
import { oneLine } from './table.ts';

/** A task on one line of standard output. */
export function taskLine(task: Task): string {
  const colours = coloursFor(process.stdout);
  return `${colours.bold(task.key)}  ${paintStatus(task.status, colours)}  ${oneLine(task.title)}`;
}
