import type { Scope } from '@overmind/contracts/entities/user';
import { scopes } from '@overmind/contracts/entities/user';
import { findAgentOfToken } from '@overmind/db/queries/identity/agent-tokens';
import { findLiveSession, touchSession } from '@overmind/db/queries/identity/sessions';
import { findLiveToken, touchToken } from '@overmind/db/queries/identity/tokens';
import type { Actor } from '../call.ts';
import type { Core } from '../core.ts';
import { hashSecret } from './secrets.ts';

/** A last-seen time is written at most this often. */
const touchEveryMs = 60_000;
const isOld = (time: Date | null) => time === null || Date.now() - time.getTime() > touchEveryMs;

type Known = Extract<Actor, { kind: 'user' | 'runner' | 'agent' }>;

/** Who holds this secret (a session's, a token's or that of a run's agent); null for nobody. */
export async function authenticate(core: Core, secret: string): Promise<Known | null> {
  if (secret.length > 128) return null;
  if (secret.startsWith('oma_')) return authenticateAgent(core, secret);
  return secret.startsWith('oms_') ? authenticateSession(core, secret) : authenticateToken(core, secret);
}

async function authenticateSession(core: Core, secret: string) {
  const session = await findLiveSession(core.db, hashSecret(secret), core.settings.sessionIdleMs);
  if (!session) return null;
  if (isOld(session.last_seen_at)) await touchSession(core.db, session.id);
  return {
    kind: 'user' as const,
    userId: session.user_id,
    isAdmin: session.is_admin,
    sessionId: session.id,
    tokenId: null,
    scopes,
    onlyProjectId: null,
  };
}

async function authenticateToken(core: Core, secret: string) {
  const token = await findLiveToken(core.db, hashSecret(secret));
  if (!token) return null;
  if (isOld(token.last_used_at)) await touchToken(core.db, token.id);
  if (token.runner_id !== null)
    return { kind: 'runner' as const, runnerId: token.runner_id, tokenId: token.id };
  if (token.user_id === null) return null;
  return {
    kind: 'user' as const,
    userId: token.user_id,
    isAdmin: token.is_admin === true,
    sessionId: null,
    tokenId: token.id,
    scopes: token.scopes as Scope[],
    onlyProjectId: token.project_id,
  };
}

async function authenticateAgent(core: Core, secret: string): Promise<Known | null> {
  const found = await findAgentOfToken(core.db, hashSecret(secret));
  return found && { kind: 'agent', ...found };
}
