import * as routes from '@overmind/contracts/routes/auth';
import type { Core } from '@overmind/core/core';
import {
  changePassword,
  getMe,
  listSessions,
  revokeSession,
  signOut,
} from '@overmind/core/identity/sessions';
import { completeSetup, needsSetup } from '@overmind/core/identity/setup';
import { signIn } from '@overmind/core/identity/sign-in';
import { createToken, listTokens, revokeToken } from '@overmind/core/identity/tokens';
import type { FastifyRequest } from 'fastify';
import type { SessionCookie } from '../plugins/credentials.ts';
import { type Handler, on, wholeList } from './handle.ts';

const userAgentOf = (request: FastifyRequest): string | null => request.headers['user-agent'] ?? null;

export const authHandlers = (core: Core, cookie: SessionCookie): Handler[] => [
  on(routes.login, async ({ call, body, raw, reply }) => {
    const signedIn = await signIn(core, call, { ...body, userAgent: userAgentOf(raw) });
    cookie.set(reply, signedIn.token, signedIn.expires_at);
    return signedIn;
  }),
  on(routes.getSetup, async () => ({ needs_setup: await needsSetup(core) })),
  on(routes.completeSetup, async ({ call, body, raw, reply }) => {
    const signedIn = await completeSetup(core, call, { ...body, userAgent: userAgentOf(raw) });
    cookie.set(reply, signedIn.token, signedIn.expires_at);
    return signedIn;
  }),
  on(routes.logout, async ({ call, reply }) => {
    await signOut(core, call);
    cookie.clear(reply);
  }),
  on(routes.getMe, ({ call }) => getMe(core, call)),
  on(routes.changePassword, ({ call, body }) => changePassword(core, call, body)),
  on(routes.listSessions, ({ call }) => wholeList(listSessions(core, call))),
  on(routes.revokeSession, ({ call, params }) => revokeSession(core, call, params.id)),
  on(routes.listTokens, ({ call }) => wholeList(listTokens(core, call))),
  on(routes.createToken, ({ call, body }) => createToken(core, call, body)),
  on(routes.revokeToken, ({ call, params }) => revokeToken(core, call, params.id)),
];
