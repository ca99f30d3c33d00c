import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Role, roles } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import type { AnyRoute, Policy, ProjectEntity } from '@overmind/contracts/routes/route';
import type { Actor, Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { authenticate } from '@overmind/core/identity/authenticate';
import { findAccess } from '@overmind/db/queries/projects/members';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import type { FastifyRequest } from 'fastify';
import { findSecret, type SessionCookie } from './credentials.ts';

type UserActor = Extract<Actor, { kind: 'user' }>;
type AgentActor = Extract<Actor, { kind: 'agent' }>;
type ProjectPolicy = Extract<Policy, { kind: 'project' }>;

const nobody: Actor = { kind: 'nobody' };
export const isAtLeast = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

export async function findActor(core: Core, request: FastifyRequest, cookie: SessionCookie): Promise<Actor> {
  const secret = findSecret(request.raw, cookie);
  return secret === null ? nobody : ((await authenticate(core, secret)) ?? nobody);
}

const notForAgents = (): AppError =>
  new AppError('forbidden', "An agent's token can only read its own run, task and project, and comment.");

function requireSignedIn(actor: Actor): UserActor {
  if (actor.kind === 'user') return actor;
  if (actor.kind === 'runner') throw new AppError('forbidden', 'A runner token can only work on runs.');
  if (actor.kind === 'agent') throw notForAgents();
  throw new AppError('unauthenticated', 'Sign in, or send a token as "Authorization: Bearer …".');
}

/** The caller's role in the project that an entity belongs to; 404 alike for foreign and unknown ids. */
export async function requireRole(
  core: Core,
  actor: UserActor,
  entity: ProjectEntity,
  id: string,
  needed: Role,
) {
  const access = await findAccess(core.db, actor.userId, entity, id);
  // What is foreign is told from what is unknown by nothing.
  if (actor.onlyProjectId !== null && access?.projectId !== actor.onlyProjectId)
    throw new AppError('not_found', `${notFound(entity).message} ${await tellBound(core, actor)}`);
  if (!access) throw notFound(entity);
  if (isAtLeast(access.role, needed)) return access;
  throw new AppError('forbidden', `This needs the role ${needed}; yours is ${access.role}.`);
}

/** What is not of the agent's own run is told from what does not exist by nothing. */
function requireOwn(policy: ProjectPolicy, actor: AgentActor, id: string): void {
  if (policy.isForAgents !== true) throw notForAgents();
  const own: Partial<Record<ProjectEntity, string>> = {
    ...{ run: actor.runId, task: actor.taskId, project: actor.projectId },
  };
  if (own[policy.of] !== id) throw notFound(policy.of);
}

/** What a token bound to one project, or with few scopes, may not do. */
async function requireScope(core: Core, route: AnyRoute, actor: UserActor): Promise<void> {
  if (!actor.scopes.includes(route.scope)) {
    throw new AppError('forbidden', `This token lacks the scope "${route.scope}".`);
  }
  if (actor.onlyProjectId !== null && !isForProjectTokens(route.policy)) {
    throw new AppError('forbidden', await tellBound(core, actor));
  }
}

const isForProjectTokens = (policy: Policy): boolean =>
  policy.kind === 'project' || (policy.kind === 'signed_in' && policy.isForProjectTokens === true);

/** Names the one project of a token to whoever is a member of it. */
async function tellBound(core: Core, { userId, onlyProjectId }: UserActor): Promise<string> {
  const id = onlyProjectId ?? '';
  const access = await findAccess(core.db, userId, 'project', id);
  const project = access === null ? null : await findProjectRow(core.db, id);
  return `This token is for ${project === null ? 'one project' : `project ${project.key}`} only.`;
}

async function requirePolicy(core: Core, policy: Policy, actor: Actor, params: unknown): Promise<void> {
  switch (policy.kind) {
    case 'public':
      return;
    case 'signed_in':
      requireSignedIn(actor);
      return;
    case 'admin':
      if (!requireSignedIn(actor).isAdmin)
        throw new AppError('forbidden', 'Only an administrator can do this.');
      return;
    case 'runner':
      if (actor.kind === 'runner') return;
      throw new AppError(
        actor.kind === 'nobody' ? 'unauthenticated' : 'forbidden',
        'Only a runner can do this, with its own token.',
      );
    case 'project': {
      const { id } = params as { id: string };
      if (actor.kind === 'agent') return requireOwn(policy, actor, id);
      await requireRole(core, requireSignedIn(actor), policy.of, id, policy.role);
    }
  }
}

function idempotencyOf(request: FastifyRequest): Call['idempotency'] {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method === 'GET') return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new AppError('malformed', 'An Idempotency-Key has 1 to 200 visible characters.');
  }
  // A stream of bytes is told apart by the SHA-256 in its address.
  const body = request.body instanceof Readable ? '' : (JSON.stringify(request.body) ?? '');
  const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest();
  return { key, fingerprint };
}

function ifMatchOf(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined)
    throw new AppError('malformed', 'If-Match holds an ETag that was answered here, such as "3".');
  return Number(version);
}

/** Lets the caller through, as the call that use cases take, or throws. */
export async function admit(
  core: Core,
  route: AnyRoute,
  request: FastifyRequest,
  actor: Actor,
  params: unknown,
): Promise<Call> {
  await requirePolicy(core, route.policy, actor, params);
  if (actor.kind === 'user' && route.policy.kind !== 'public') await requireScope(core, route, actor);
  return { actor, address: request.ip, idempotency: idempotencyOf(request), ifMatch: ifMatchOf(request) };
}
