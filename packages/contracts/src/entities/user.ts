import { z } from 'zod';
import { Line, Timestamp, Uuid } from './primitives.ts';

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'Give a valid e-mail address.' }));

export const Password = z
  .string()
  .min(8, 'A password has at least 8 characters; 15 or more are advised.')
  .max(256, 'A password has at most 256 characters.');

export const Credentials = z.strictObject({ email: z.string().max(254), password: z.string().max(256) });

export const PasswordChange = z.strictObject({
  current_password: z.string().max(256),
  new_password: Password,
});

/** The first administrator, made with the one-time token from the terminal. */
export const FirstAccount = z.strictObject({
  token: z.string().min(1).max(128),
  email: Email,
  password: Password,
  display_name: z.string().trim().max(100).default(''),
});

export const User = z.object({
  id: Uuid,
  email: z.string(),
  display_name: z.string(),
  is_admin: z.boolean(),
  is_active: z.boolean(),
  created_at: Timestamp,
});
export type User = z.infer<typeof User>;

export const roles = ['viewer', 'operator', 'maintainer', 'owner'] as const;
/** Ordered: each role may do all that those before it may. */
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const Member = z.object({
  user_id: Uuid,
  email: z.string(),
  display_name: z.string(),
  role: Role,
});
export type Member = z.infer<typeof Member>;

export const Session = z.object({
  id: Uuid,
  created_at: Timestamp,
  last_seen_at: Timestamp,
  expires_at: Timestamp,
  user_agent: z.string().nullable(),
  is_current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const scopes = ['read', 'write', 'admin'] as const;
export const Scope = z.enum(scopes);
export type Scope = z.infer<typeof Scope>;

export const ApiToken = z.object({
  id: Uuid,
  name: z.string(),
  kind: z.enum(['personal', 'runner']),
  scopes: z.array(Scope),
  project_id: Uuid.nullable(),
  created_at: Timestamp,
  last_used_at: Timestamp.nullable(),
  expires_at: Timestamp.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const NewApiToken = z.strictObject({
  name: Line(80),
  scopes: z.array(Scope).min(1).default(['read', 'write']),
  project_id: Uuid.nullable().default(null),
  expires_in_days: z.number().int().min(1).max(3650).nullable().default(90),
});
