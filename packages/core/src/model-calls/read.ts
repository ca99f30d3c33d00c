import type { LedgerCall, ListedCall, TurnCall } from '@overmind/contracts/entities/model-call';
import type { Page } from '@overmind/contracts/entities/primitives';
import { notFound } from '@overmind/contracts/errors';
import {
  type CallFilter,
  listTurnCalls as findTurnCalls,
  listCallPage,
} from '@overmind/db/queries/models/call-lists';
import { findCall } from '@overmind/db/queries/models/calls';
import type { Core } from '../core.ts';

/** Calls of a project, or for null of those that belong to none. */
export const listModelCalls = (
  core: Core,
  projectId: string | null,
  filter: CallFilter,
): Promise<Page<ListedCall>> => listCallPage(core.db, projectId, filter);

/** One of them with what was tried and why. Throws `not_found` for a call of another project. */
export async function getModelCall(core: Core, projectId: string | null, id: string): Promise<LedgerCall> {
  const call = await findCall(core.db, projectId, id);
  if (call === null) throw notFound('call');
  return call;
}

/** What the turns of a discussion took, for those of a page of what was said at once. */
export const listTurnCalls = (
  core: Core,
  discussionId: string,
  turns: { from: number; to: number },
): Promise<TurnCall[]> => findTurnCalls(core.db, discussionId, turns);
