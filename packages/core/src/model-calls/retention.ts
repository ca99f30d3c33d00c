import { ProjectSettings } from '@overmind/contracts/entities/project';
import { deleteOldCalls } from '@overmind/db/queries/models/calls';
import type { Core } from '../core.ts';

const sliceSize = 1_000;
const { model_call_keep_days: defaultDays } = ProjectSettings.parse({});

/**
 * Drops calls that their projects keep no longer, and those of no project after the usual time, in slices. Sums by day and
 * budgets have counted them when they were entered, and stay as they are.
 */
export async function dropOldCalls(core: Core): Promise<void> {
  while ((await deleteOldCalls(core.db, { defaultDays, limit: sliceSize })) === sliceSize);
}
