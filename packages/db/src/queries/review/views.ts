import type { Db, Tx } from '../../database.ts';

/** As many files as a diff that a person goes through may have. */
export const maxViewedFiles = 5_000;

export async function listViewedPaths(db: Db, runId: string, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('review_views')
    .select('path')
    .where('run_id', '=', runId)
    .where('user_id', '=', userId)
    .orderBy('path')
    .limit(maxViewedFiles)
    .execute();
  return rows.map((row) => row.path);
}

export async function insertView(tx: Tx, runId: string, userId: string, path: string): Promise<void> {
  await tx
    .insertInto('review_views')
    .values({ run_id: runId, user_id: userId, path })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteView(tx: Tx, runId: string, userId: string, path: string): Promise<void> {
  await tx
    .deleteFrom('review_views')
    .where('run_id', '=', runId)
    .where('user_id', '=', userId)
    .where('path', '=', path)
    .execute();
}
