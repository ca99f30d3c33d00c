import type { Tx } from '@overmind/db/database';
import { findBrokenRule } from '@overmind/db/queries/archive/rules';
import { type ArchiveTableName, archiveTableNames } from '@overmind/db/queries/archive/tables';
import { beginImport, deriveFromRows, insertArchiveRows } from '@overmind/db/queries/archive/write';
import { insertTaskEvent } from '@overmind/db/queries/work/task-events';
import { settleDiscussions } from '../../discussions/settle-imported.ts';
import type { Storage } from '../../storage/storage.ts';
import { refusal } from '../refusal.ts';
import type { ArchiveRow } from '../rows/all.ts';
import { readRows } from '../rows/read.ts';
import type { CheckedArchive } from './check.ts';
import { nameHere } from './name-here.ts';
import { endedByExport, type Settling, settlers } from './settle.ts';

const maxRowsAtOnce = 500;
const maxTextAtOnce = 2_000_000;

type Row = Record<string, unknown>;

/** Long texts, which alone make a row large. */
const lengthOf = (row: Row): number =>
  Object.values(row).reduce<number>((sum, each) => sum + (typeof each === 'string' ? each.length : 100), 0);

async function writeTable<T extends ArchiveTableName>(
  tx: Tx,
  storage: Storage,
  from: CheckedArchive,
  name: T,
  by: Settling,
): Promise<number> {
  const settle = settlers[name] as ((row: ArchiveRow<T>, by: Settling) => Row) | undefined;
  let count = 0;
  let length = 0;
  let batch: Row[] = [];
  const flush = async () => {
    if (batch.length > 0) await insertArchiveRows(tx, name, batch);
    batch = [];
    length = 0;
  };
  for await (const row of readRows(storage, from.folder, name)) {
    const here = nameHere(name, settle?.(row, by) ?? row, from.ids, by.knownUsers);
    batch.push(here);
    count += 1;
    length += lengthOf(here);
    if (batch.length >= maxRowsAtOnce || length > maxTextAtOnce) await flush();
  }
  await flush();
  return count;
}

/** History says why a task that was worked on is queued again. */
async function tellQueuedAgain(tx: Tx, from: CheckedArchive, taskIds: readonly string[]): Promise<void> {
  for (const id of taskIds) {
    await insertTaskEvent(tx, {
      task_id: from.ids.own(id),
      event_type: 'status_changed',
      payload: { from: 'in_progress', to: 'queued', reason: endedByExport },
      actor: 'orchestrator',
    });
  }
}

/**
 * Writes the rows of a checked archive, settled and under the ids that they have here, and asks of them what
 * triggers ask of others. Answers how many came in, by table.
 */
export async function writeRows(
  tx: Tx,
  storage: Storage,
  from: CheckedArchive,
  by: Settling,
): Promise<Record<string, number>> {
  await beginImport(tx);
  const counts: Record<string, number> = {};
  for (const name of archiveTableNames) counts[name] = await writeTable(tx, storage, from, name, by);
  const projectId = from.ids.own(from.project.id);
  await deriveFromRows(tx, projectId);
  const broken = (await settleDiscussions(tx, projectId)) ?? (await findBrokenRule(tx, projectId));
  if (broken !== null) throw refusal(`The archive contradicts itself: ${broken}.`);
  await tellQueuedAgain(tx, from, by.noted.tasksQueuedAgain);
  return counts;
}
