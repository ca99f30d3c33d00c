import { AppError } from '@overmind/contracts/errors';
import { deleteView, insertView, listViewedPaths, maxViewedFiles } from '@overmind/db/queries/review/views';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requireUser } from '../identity/sessions.ts';
import { write } from '../write.ts';

/** Files of a run's diff that the caller went through. */
export const listViewed = async (core: Core, call: Call, runId: string): Promise<{ paths: string[] }> => ({
  paths: await listViewedPaths(core.db, runId, requireUser(call).userId),
});

export const markViewed = (
  core: Core,
  call: Call,
  runId: string,
  { path, is_viewed }: { path: string; is_viewed: boolean },
): Promise<{ paths: string[] }> =>
  write(core, call, async (w) => {
    const { userId } = requireUser(call);
    if (is_viewed) await insertView(w.tx, runId, userId, path);
    else await deleteView(w.tx, runId, userId, path);
    const paths = await listViewedPaths(w.tx, runId, userId);
    if (is_viewed && paths.length >= maxViewedFiles)
      throw new AppError('rule_violated', `At most ${maxViewedFiles} files can be marked.`, {
        rule: 'viewed.too_many',
      });
    return { paths };
  });
