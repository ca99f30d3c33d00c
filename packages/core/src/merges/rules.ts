import type { MergeRules } from '@overmind/contracts/entities/project';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { Core } from '../core.ts';

/** Longer than the runner's own tries. */
export const pushMs = 300_000;

/** The ways of the project that a group belongs to; null when it is gone. */
export async function rulesOf(core: Core, group: readonly QueuedMerge[]): Promise<MergeRules | null> {
  const project = group[0] ? await findProjectRow(core.db, group[0].project_id) : null;
  return project === null ? null : settingsOf(project).merge;
}
