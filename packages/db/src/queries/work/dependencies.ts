import type { Db, Tx } from '../../database.ts';

/** Replaces what a task waits for. The database refuses circles and tasks of other projects. */
export async function replaceDependencies(
  tx: Tx,
  taskId: string,
  dependsOn: readonly string[],
): Promise<void> {
  await tx.deleteFrom('task_dependencies').where('task_id', '=', taskId).execute();
  if (dependsOn.length === 0) return;
  await tx
    .insertInto('task_dependencies')
    .values([...new Set(dependsOn)].map((id) => ({ task_id: taskId, depends_on_task_id: id })))
    .execute();
}

export async function listDependents(db: Db, taskId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('task_dependencies')
    .select('task_id')
    .where('depends_on_task_id', '=', taskId)
    .orderBy('task_id')
    .execute();
  return rows.map((row) => row.task_id);
}
