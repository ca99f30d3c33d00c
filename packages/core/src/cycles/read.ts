import type { Cycle } from '@overmind/contracts/entities/cycle';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { notFound } from '@overmind/contracts/errors';
import { findCycle, listCyclePage } from '@overmind/db/queries/work/cycles';
import type { Core } from '../core.ts';

export async function getCycle(core: Core, id: string): Promise<Cycle> {
  const cycle = await findCycle(core.db, id);
  if (!cycle) throw notFound('cycle');
  return cycle;
}

export const listCycles = (core: Core, projectId: string, page: PageQuery): Promise<Page<Cycle>> =>
  listCyclePage(core.db, projectId, page);
