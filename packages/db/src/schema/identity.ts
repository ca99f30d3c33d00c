import type { ColumnType, Generated } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional, Time } from './columns.ts';

export interface UsersTable {
  id: string;
  email: string;
  password_hash: string;
  display_name: string;
  is_admin: Generated<boolean>;
  is_active: Generated<boolean>;
  created_at: DefaultTime;
}

export interface SetupTokensTable {
  token_hash: Buffer;
  expires_at: Time;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  token_hash: Buffer;
  expires_at: Time;
  created_at: DefaultTime;
  last_seen_at: DefaultTime;
  user_agent: Optional<string>;
}

export interface LoginFailuresTable {
  account: string;
  address: string;
  created_at: DefaultTime;
  guess_id: Optional<string>;
}

export interface ApiTokensTable {
  id: string;
  user_id: Optional<string>;
  runner_id: Optional<string>;
  kind: 'personal' | 'runner';
  name: string;
  scopes: string[];
  project_id: Optional<string>;
  token_hash: Buffer;
  created_at: DefaultTime;
  last_used_at: NullTime;
  expires_at: NullTime;
  revoked_at: NullTime;
}

export interface AuditLogTable {
  id: string;
  actor: string;
  address: Optional<string>;
  action: string;
  entity_id: Optional<string>;
  project_id: Optional<string>;
  detail: Json<Record<string, unknown>>;
  created_at: DefaultTime;
}

export interface IdempotencyKeysTable {
  principal: string;
  key: string;
  fingerprint: Buffer;
  result: ColumnType<unknown, string | null, string | null>;
  created_at: DefaultTime;
}
