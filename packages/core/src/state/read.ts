import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type {
  StateCopy,
  StateDocument,
  StateVersion,
  StateVersionLine,
} from '@overmind/contracts/entities/state';
import { AppError, notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { findStateCopy, toStateCopy } from '@overmind/db/queries/projects/state-copies';
import {
  findLatestStateLine,
  findStateVersion,
  listStatesBefore,
  listStateVersionPage,
} from '@overmind/db/queries/projects/state-versions';
import { parseState } from '@overmind/domain/state/serialize';
import type { Core } from '../core.ts';

/** One version, or the latest. Throws `gone` for one that retention dropped. */
export async function getStateIn(db: Db, projectId: string, version?: number): Promise<StateVersion> {
  const found = await findStateVersion(db, projectId, version);
  if (found) return found;
  const latest = await findLatestStateLine(db, projectId);
  if (version === undefined || !latest || version > latest.version) throw notFound('state version');
  const project = await findProjectRow(db, projectId);
  const kept = project ? settingsOf(project).state_keep_versions : 0;
  throw new AppError(
    'gone',
    `Version ${version} was dropped: this project keeps its newest ${kept} state versions and those that people wrote. The Git copy may still hold it.`,
  );
}

export const getState = (core: Core, projectId: string, version?: number): Promise<StateVersion> =>
  getStateIn(core.db, projectId, version);

export const listStates = (core: Core, projectId: string, page: PageQuery): Promise<Page<StateVersionLine>> =>
  listStateVersionPage(core.db, projectId, page);

export async function getStateCopy(core: Core, projectId: string): Promise<StateCopy> {
  const [latest, project, copy] = await Promise.all([
    findLatestStateLine(core.db, projectId),
    findProjectRow(core.db, projectId),
    findStateCopy(core.db, projectId),
  ]);
  const isMirrored = project !== null && settingsOf(project).state_mirror !== null;
  return toStateCopy(copy, { latest: latest?.version ?? 0, isMirrored });
}

/** The document of a version; null when it cannot be read. */
export function documentOf(version: StateVersion): StateDocument | null {
  try {
    return parseState(version.content, version.state_format);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const maxLookedAt = 50;

export interface KnownState {
  latest: StateVersion | null;
  /** The newest that can be read, with its document. */
  readable: { version: number; document: StateDocument } | null;
}

/** What stands, even when the latest versions were damaged. */
export async function findKnownState(db: Db, projectId: string): Promise<KnownState> {
  const latest = await findStateVersion(db, projectId);
  if (!latest) return { latest: null, readable: null };
  const document = documentOf(latest);
  if (document) return { latest, readable: { version: latest.version, document } };
  for (const version of await listStatesBefore(db, projectId, latest.version, maxLookedAt)) {
    const older = documentOf(version);
    if (older) return { latest, readable: { version: version.version, document: older } };
  }
  return { latest, readable: null };
}

/**
 * The notes that stand: of the newest version that can be read. `problem` says so, in a sentence, when that is
 * not the latest one.
 */
export async function latestNotes(
  db: Db,
  projectId: string,
): Promise<{ notes: string; problem: string | null }> {
  const known = await findKnownState(db, projectId);
  return { notes: known.readable?.document.notes ?? '', problem: describeDamage(known) };
}

export function describeDamage({ latest, readable }: KnownState): string | null {
  if (!latest || readable?.version === latest.version) return null;
  const source = readable ? `notes are those of version ${readable.version}` : 'notes start empty';
  return `Version ${latest.version} could not be read; ${source}`;
}
