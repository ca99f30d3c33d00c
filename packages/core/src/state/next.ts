import type { StateDocument } from '@overmind/contracts/entities/state';
import type { Db } from '@overmind/db/database';
import { generateState } from '@overmind/domain/state/document';
import { serializeState } from '@overmind/domain/state/serialize';
import { collectState } from './collect.ts';
import { findKnownState, type KnownState } from './read.ts';

export interface NextState extends KnownState {
  document: StateDocument;
  /** False while the latest version says all of it. */
  isChanged: boolean;
}

/** A time alone is no news: a comment or a reason for waiting touches a task and shows nowhere else. */
function isSame(known: KnownState, document: StateDocument): boolean {
  if (!known.readable || known.readable.version !== known.latest?.version) return false;
  const before = known.readable.document;
  const untimed = {
    ...document,
    summary: { ...document.summary, last_update: before.summary.last_update },
  };
  return serializeState(untimed, 'yaml') === serializeState(before, 'yaml');
}

/** The document as the database has it now, beside what is stored. Changes nothing. */
export async function findNextState(db: Db, projectId: string): Promise<NextState> {
  const known = await findKnownState(db, projectId);
  const { input } = await collectState(db, projectId);
  const document = generateState({ ...input, notes: known.readable?.document.notes ?? '' });
  return { ...known, document, isChanged: !isSame(known, document) };
}
