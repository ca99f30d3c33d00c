import type { ApiToken, Scope } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import { insertToken, listTokensOf, revokeTokenOf } from '@overmind/db/queries/identity/tokens';
import { findAccess } from '@overmind/db/queries/projects/members';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { requireUser, revoke } from './sessions.ts';

export const listTokens = (core: Core, call: Call): Promise<ApiToken[]> =>
  listTokensOf(core.db, requireUser(call).userId);

export async function createToken(
  core: Core,
  call: Call,
  input: { name: string; scopes: Scope[]; project_id: string | null; expires_in_days: number | null },
): Promise<{ token: string; api_token: ApiToken }> {
  const actor = requireUser(call);
  if (actor.tokenId !== null) throw new AppError('forbidden', 'A token cannot make tokens. Sign in instead.');
  if (input.project_id !== null && !(await findAccess(core.db, actor.userId, 'project', input.project_id))) {
    throw notFound('project');
  }
  const token = newSecret('omp');
  const expiresAt =
    input.expires_in_days === null ? null : new Date(Date.now() + input.expires_in_days * 86_400_000);
  // The secret is never stored, so neither is a reply to repeat.
  return write(core, { ...call, idempotency: null }, async (w) => {
    const stored = await insertToken(w.tx, {
      owner: { userId: actor.userId },
      name: input.name,
      scopes: input.scopes,
      projectId: input.project_id,
      tokenHash: hashSecret(token),
      expiresAt,
    });
    w.audit('token.created', stored.id, input.project_id, { name: input.name, scopes: input.scopes });
    return { token, api_token: stored };
  });
}

export async function revokeToken(core: Core, call: Call, id: string): Promise<void> {
  const actor = requireUser(call);
  await write(core, call, async (w) => {
    if (!(await revokeTokenOf(w.tx, actor.userId, id))) throw notFound('token');
    w.audit('token.revoked', id, null);
    revoke(w, { kind: 'token', id });
  });
}
