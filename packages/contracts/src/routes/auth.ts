import { z } from 'zod';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import {
  ApiToken,
  Credentials,
  FirstAccount,
  NewApiToken,
  PasswordChange,
  Session,
  User,
} from '../entities/user.ts';
import { defineRoute, IdParams } from './route.ts';

const signedIn = { kind: 'signed_in' } as const;
const open = { kind: 'public' } as const;

const SignedIn = z.object({
  token: z.string().meta({ description: 'opaque bearer token, shown once' }),
  expires_at: Timestamp,
  user: User.pick({ id: true, email: true, is_admin: true, display_name: true }),
});

export const login = defineRoute({
  id: 'auth.login',
  method: 'POST',
  path: '/auth/login',
  summary: 'Sign in with e-mail and password',
  policy: open,
  body: Credentials,
  response: SignedIn,
});
export const logout = defineRoute({
  id: 'auth.logout',
  method: 'POST',
  path: '/auth/logout',
  summary: 'End this session',
  policy: signedIn,
});
export const getMe = defineRoute({
  id: 'auth.me',
  method: 'GET',
  path: '/auth/me',
  summary: 'Who is signed in',
  policy: { ...signedIn, isForProjectTokens: true },
  response: z.object({ user: User, session_id: Uuid.nullable() }),
});
export const getSetup = defineRoute({
  id: 'auth.setup.get',
  method: 'GET',
  path: '/auth/setup',
  summary: 'Whether the first administrator is still to be made',
  policy: open,
  response: z.object({ needs_setup: z.boolean() }),
});
export const completeSetup = defineRoute({
  id: 'auth.setup.complete',
  method: 'POST',
  path: '/auth/setup',
  summary: 'Make the first administrator, with the one-time token from the terminal',
  policy: open,
  body: FirstAccount,
  response: SignedIn,
  status: 201,
});
export const changePassword = defineRoute({
  id: 'auth.password',
  method: 'POST',
  path: '/auth/password',
  summary: 'Change the password; ends all other sessions',
  policy: signedIn,
  body: PasswordChange,
});
export const listSessions = defineRoute({
  id: 'auth.sessions.list',
  method: 'GET',
  path: '/auth/sessions',
  summary: 'Your sessions',
  policy: signedIn,
  response: z.object({ items: z.array(Session), next_cursor: z.null() }),
});
export const revokeSession = defineRoute({
  id: 'auth.sessions.revoke',
  method: 'DELETE',
  path: '/auth/sessions/:id',
  summary: 'End one of your sessions; its sockets close within 5 seconds',
  policy: signedIn,
  params: IdParams,
});
export const listTokens = defineRoute({
  id: 'auth.tokens.list',
  method: 'GET',
  path: '/auth/tokens',
  summary: 'Your API tokens',
  policy: signedIn,
  response: z.object({ items: z.array(ApiToken), next_cursor: z.null() }),
});
export const createToken = defineRoute({
  id: 'auth.tokens.create',
  method: 'POST',
  path: '/auth/tokens',
  summary: 'Make a personal API token, shown once',
  policy: signedIn,
  scope: 'admin',
  body: NewApiToken,
  response: z.object({ token: z.string(), api_token: ApiToken }),
  status: 201,
});
export const revokeToken = defineRoute({
  id: 'auth.tokens.revoke',
  method: 'DELETE',
  path: '/auth/tokens/:id',
  summary: 'Revoke one of your API tokens',
  policy: signedIn,
  params: IdParams,
});
