import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { StateVersion, StateVersionLine } from '@overmind/contracts/entities/state';
import { notFound } from '@overmind/contracts/errors';
import { findStateVersion, listStateVersionPage } from '@overmind/db/queries/projects/state-versions';
import type { Core } from '../core.ts';

/** The latest when no version is named. */
export async function getState(core: Core, projectId: string, version?: number): Promise<StateVersion> {
  const found = await findStateVersion(core.db, projectId, version);
  if (!found) throw notFound('state version');
  return found;
}

export const listStates = (core: Core, projectId: string, page: PageQuery): Promise<Page<StateVersionLine>> =>
  listStateVersionPage(core.db, projectId, page);
