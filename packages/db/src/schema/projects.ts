import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ProjectSettings } from '@overmind/contracts/entities/project';
import type { StateCopy, StateVersion } from '@overmind/contracts/entities/state';
import type { Role } from '@overmind/contracts/entities/user';
import type { Generated } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional } from './columns.ts';

export interface ProjectsTable {
  id: string;
  key: string;
  name: string;
  description: Generated<string>;
  default_repo_path: Optional<string>;
  settings: Json<Partial<ProjectSettings>>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  archived_at: NullTime;
}

export interface ProjectCountersTable {
  project_id: string;
  event_seq: Generated<number>;
}

export interface ProjectTaskCountersTable {
  project_id: string;
  task_number: Generated<number>;
}

export interface ProjectMembersTable {
  project_id: string;
  user_id: string;
  role: Role;
  created_at: DefaultTime;
}

export interface AgentsTable {
  id: string;
  project_id: string;
  name: string;
  role: string;
  type: 'cloud' | 'local';
  is_enabled: Generated<boolean>;
  config: Json<AgentConfig>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  removed_at: NullTime;
}

export interface StateVersionsTable {
  id: string;
  project_id: string;
  version: number;
  state_format: 'yaml' | 'json';
  content: string;
  content_hash: string;
  created_by_user_id: Optional<string>;
  cycle_id: Optional<string>;
  reason: string;
  kind: Generated<StateVersion['kind']>;
  author: Generated<string>;
  settings: Json<Record<string, unknown>>;
  created_at: DefaultTime;
}

export interface StateCopiesTable {
  project_id: string;
  status: Exclude<StateCopy['status'], 'none'>;
  version: Optional<number>;
  head: Optional<string>;
  problem: Optional<string>;
  mirrored: Optional<string>;
  mirror_problem: Optional<string>;
  checked_at: DefaultTime;
}
