import type { Merge, MergeStatus } from '@overmind/contracts/entities/merge';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { notFound } from '@overmind/contracts/errors';
import { findMerge, listMergePage, toMerge } from '@overmind/db/queries/review/merges';
import type { Core } from '../core.ts';

export async function getMerge(core: Core, id: string): Promise<Merge> {
  const row = await findMerge(core.db, id);
  if (!row) throw notFound('merge');
  return toMerge(row);
}

export const listMerges = (
  core: Core,
  projectId: string,
  query: PageQuery & { status?: MergeStatus[] | undefined; task?: string | undefined },
): Promise<Page<Merge>> => listMergePage(core.db, projectId, query);
