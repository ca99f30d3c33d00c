import type { CycleCounts, CycleMode, CycleState, CycleTrigger } from '@overmind/contracts/entities/cycle';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import type { ColumnType, Generated } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional } from './columns.ts';

export interface TasksTable {
  id: string;
  project_id: string;
  number: number;
  key: string;
  request_id: Optional<string>;
  parent_task_id: Optional<string>;
  origin: ColumnType<Task['origin'], string | null | undefined, string | null>;
  spec_id: Optional<string>;
  title: string;
  description: Generated<string>;
  acceptance_criteria: Json<string[]>;
  type: Task['type'];
  phase: Optional<string>;
  priority: number;
  status: Generated<Task['status']>;
  status_reason: Optional<string>;
  status_since: DefaultTime;
  assigned_agent_id: Optional<string>;
  latest_run_id: Optional<string>;
  requested_by: Task['requested_by'];
  created_by_user_id: Optional<string>;
  not_before: NullTime;
  attempts: Generated<number>;
  losses: Generated<number>;
  after: Generated<Task['after']>;
  files: Generated<string[]>;
  overlaps: Generated<string[]>;
  is_ready: Generated<boolean>;
  dedupe_key: Optional<string>;
  due_at: NullTime;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
}

export interface TaskDependenciesTable {
  task_id: string;
  depends_on_task_id: string;
}

export interface TaskLooksTable {
  project_id: string;
  task_id: string;
  created_at: DefaultTime;
}

export interface TaskCountsTable {
  project_id: string;
  status: Task['status'];
  count: number;
}

export interface TaskCountChangesTable {
  project_id: string;
  status: Task['status'];
  change: number;
}

export interface TaskEventsTable {
  id: string;
  task_id: string;
  event_type: TaskEvent['event_type'];
  payload: Json<Record<string, unknown>>;
  actor: string;
  created_at: DefaultTime;
}

export interface CyclesTable {
  id: string;
  project_id: string;
  mode: CycleMode;
  state: CycleState;
  trigger: CycleTrigger;
  counts: Json<Partial<CycleCounts>>;
  error: Optional<string>;
  created_at: DefaultTime;
  started_at: NullTime;
  finished_at: NullTime;
}
