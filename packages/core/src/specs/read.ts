import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type {
  Spec,
  SpecPhase,
  SpecPhaseName,
  SpecPhaseVersion,
  SpecPhaseVersionLine,
} from '@overmind/contracts/entities/spec';
import { notFound } from '@overmind/contracts/errors';
import { toPage } from '@overmind/db/cursor';
import type { Db } from '@overmind/db/database';
import {
  findPhase,
  findPhaseVersion,
  listPhaseRows,
  listPhaseVersionPage,
} from '@overmind/db/queries/specs/phases';
import { findSpec, listSpecRows, type SpecFilter, toSpec } from '@overmind/db/queries/specs/specs';
import type { Core } from '../core.ts';

export async function getSpecIn(db: Db, id: string): Promise<Spec> {
  const spec = await findSpec(db, id);
  if (spec === null) throw notFound('spec');
  return spec;
}
export const getSpec = (core: Core, id: string): Promise<Spec> => getSpecIn(core.db, id);

export interface ListSpecs extends Omit<SpecFilter, 'isArchived'> {
  archived?: 'true' | 'false';
}

/** The newest first; those that were put away, or the others. */
export async function listSpecs(
  core: Core,
  projectId: string,
  { archived, ...filter }: ListSpecs,
): Promise<Page<Spec>> {
  const rows = await listSpecRows(core.db, projectId, { ...filter, isArchived: archived === 'true' });
  const phases = await listPhaseRows(
    core.db,
    rows.map(({ id }) => id),
  );
  return toPage(
    rows,
    filter.limit,
    (row) => [row.number],
    (row) => toSpec(row, phases),
  );
}

export async function getSpecPhaseIn(db: Db, id: string, name: SpecPhaseName): Promise<SpecPhase> {
  const phase = await findPhase(db, id, name);
  if (phase === null) throw notFound('spec');
  return phase;
}
export const getSpecPhase = (core: Core, id: string, name: SpecPhaseName): Promise<SpecPhase> =>
  getSpecPhaseIn(core.db, id, name);

export async function listSpecPhaseVersions(
  core: Core,
  of: { specId: string; phase: SpecPhaseName },
  page: PageQuery,
): Promise<Page<SpecPhaseVersionLine>> {
  await getSpecPhase(core, of.specId, of.phase);
  return listPhaseVersionPage(core.db, of, page);
}

export async function getSpecPhaseVersion(
  core: Core,
  of: { specId: string; phase: SpecPhaseName },
  version: number,
): Promise<SpecPhaseVersion> {
  const found = await findPhaseVersion(core.db, of, version);
  if (found === null) throw notFound('version of this phase');
  return found;
}
