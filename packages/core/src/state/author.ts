import { findUserRow } from '@overmind/db/queries/identity/users';
import { userIdOf } from '../call.ts';
import type { Write } from '../write.ts';

export const orchestratorAuthor = 'orchestrator <orchestrator@overmind.invalid>';

/** A name as git can hold it: one line without angle brackets, nor the marks that git strips from its ends. */
const gitName = (name: string): string =>
  name
    .replace(/[\s\p{Cc}<>]+/gu, ' ')
    .replace(/^[\s.,:;"'\\]+|[\s.,:;"'\\]+$/g, '')
    .slice(0, 200) || 'someone';

/** Who makes a version, as git writes it. Stored with the version: a later change of name does not rewrite commits. */
export async function authorOf(w: Write): Promise<string> {
  const userId = userIdOf(w.call);
  if (userId === null) return orchestratorAuthor;
  const user = await findUserRow(w.tx, userId);
  return `${gitName(user?.display_name ?? '')} <${userId}@users.overmind.invalid>`;
}
