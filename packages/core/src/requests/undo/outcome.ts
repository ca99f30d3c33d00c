import type { Choice } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { tellRefusals } from '@overmind/domain/replies/acts';
import { getLockedTask } from '../../tasks/move.ts';
import type { ChangedTask } from '../acts/record.ts';
import type { TaskLink } from '../say.ts';
import type { Turn } from '../turn.ts';

/** What became of taking one act back: sentences, what can be said next, and the tasks that are spoken of. */
export interface Undone {
  lines: string[];
  choices: Choice[];
  tasks: TaskLink[];
}

export const cannot = (detail: string) => new AppError('rule_violated', detail, { rule: 'undo' });

/** Takes an act back task by task; `back` answers what to say, or throws why it cannot be. */
export async function undoEach(
  { w }: Turn,
  tasks: readonly ChangedTask[],
  back: (task: TaskRow, changed: ChangedTask) => Promise<string>,
): Promise<Undone> {
  const lines: string[] = [];
  const refused: { key: string; detail: string }[] = [];
  for (const changed of tasks) {
    const result = await w.attempt(async () => back(await getLockedTask(w, changed.id), changed));
    if (result.ok) lines.push(result.value);
    else refused.push({ key: changed.key, detail: result.error.message });
  }
  return { lines: [...lines, ...tellRefusals(refused)], choices: [], tasks: [...tasks] };
}
