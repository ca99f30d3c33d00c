import type { Role } from '@overmind/contracts/entities/user';
import { roles } from '@overmind/contracts/entities/user';
import { AppError } from '@overmind/contracts/errors';
import { findAccess } from '@overmind/db/queries/projects/members';
import type { RowOf } from '@overmind/db/schema';
import { userIdOf } from '../call.ts';
import type { Write } from '../write.ts';

/** One request on its way to its answer, in the transaction that stores the answer. */
export interface Turn {
  w: Write;
  request: RowOf<'requests'>;
  projectId: string;
  /** What the person may do at this moment; null for one who is gone. */
  role: Role | null;
  now: Date;
}

export async function beginTurn(w: Write, request: RowOf<'requests'>, now: Date): Promise<Turn> {
  const userId = userIdOf(w.call);
  const access = userId === null ? null : await findAccess(w.tx, userId, 'project', request.project_id);
  return { w, request, projectId: request.project_id, role: access?.role ?? null, now };
}

/** The relayer does nothing that the person who speaks could not do by hand. */
export function requireRole({ role }: Turn, needed: Role): void {
  if (role !== null && roles.indexOf(role) >= roles.indexOf(needed)) return;
  throw new AppError(
    'forbidden',
    `Only ${needed === 'operator' ? 'an' : 'a'} ${needed} of this project can do that.`,
  );
}
