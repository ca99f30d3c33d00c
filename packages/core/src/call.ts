import { createHash } from 'node:crypto';
import type { Scope } from '@overmind/contracts/entities/user';

export type Actor =
  | {
      kind: 'user';
      userId: string;
      isAdmin: boolean;
      /** Null when a token signs in instead. */
      sessionId: string | null;
      tokenId: string | null;
      scopes: readonly Scope[];
      /** A token may be bound to one project. */
      onlyProjectId: string | null;
    }
  | { kind: 'runner'; runnerId: string; tokenId: string }
  /** The coding agent of a live run, with that run's token. */
  | { kind: 'agent'; name: string; runId: string; taskId: string; projectId: string }
  | { kind: 'orchestrator' }
  | { kind: 'relayer'; userId: string }
  | { kind: 'nobody' };

/** Who asks for something, and how. */
export interface Call {
  actor: Actor;
  /** The caller's network address, for the audit. */
  address: string | null;
  idempotency: { key: string; fingerprint: Buffer } | null;
  /** The version an edit was based on. */
  ifMatch: number | null;
}

/** How an actor is named in events and the audit. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
    case 'relayer':
      return `user:${actor.userId}`;
    case 'runner':
      return `runner:${actor.runnerId}`;
    case 'agent':
      return `agent:${actor.name}`;
    case 'orchestrator':
      return 'orchestrator';
    case 'nobody':
      return 'nobody';
  }
}

/** Whose idempotency keys a call's key is among; agents of one name are many. */
export const principalOf = (actor: Actor): string =>
  actor.kind === 'agent' ? `agent:${actor.runId}` : actorName(actor);

/** The user behind a call, or null when a machine acts. */
export const userIdOf = (call: Call): string | null =>
  call.actor.kind === 'user' || call.actor.kind === 'relayer' ? call.actor.userId : null;

/** The one project that the caller's token is bound to; null for who is bound to none. */
export const boundOf = ({ actor }: Call): string | null =>
  actor.kind === 'user' ? actor.onlyProjectId : null;

export const systemCall: Call = {
  actor: { kind: 'orchestrator' },
  address: null,
  idempotency: null,
  ifMatch: null,
};

/** The same key with other bytes is another request; what came as a stream was not yet looked at. */
export function forContent(call: Call, sha256: string): Call {
  if (call.idempotency === null) return call;
  const { key, fingerprint } = call.idempotency;
  return {
    ...call,
    idempotency: { key, fingerprint: createHash('sha256').update(fingerprint).update(sha256).digest() },
  };
}
