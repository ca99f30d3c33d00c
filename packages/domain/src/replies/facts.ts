import type { RunReason, RunStatus, StepResult } from '@overmind/contracts/entities/run';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import type { Named } from './wording.ts';

/** What replies are made of, as it was read from the database. Times are ISO 8601. */

export interface BoardTask extends Named {
  status: TaskStatus;
  status_reason: string | null;
  agent: string | null;
  updated_at: string;
  /** Of its latest run. */
  started_at: string | null;
  steps: readonly StepResult[] | null;
}

export interface BoardFacts {
  counts: Readonly<Record<TaskStatus, number>>;
  /** The first of the statuses that are spoken of. */
  tasks: readonly BoardTask[];
  isPaused: boolean;
  now: Date;
}

export interface RunFacts {
  attempt: number;
  status: RunStatus;
  reason: RunReason | null;
  status_detail: string | null;
  steps: readonly StepResult[];
  exit_code: number | null;
  summary: string | null;
  metrics: {
    files_changed?: number | undefined;
    insertions?: number | undefined;
    deletions?: number | undefined;
  };
  runner: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

export interface TaskFacts extends Named {
  status: TaskStatus;
  status_reason: string | null;
  requested_by: string;
  created_by: string | null;
  created_at: Date | string;
  agent: string | null;
  agent_is_enabled: boolean | null;
  run: RunFacts | null;
  /** Runs that began. */
  attempts: number;
  waits_for: readonly { key: string; status: TaskStatus }[];
  moved: { to: TaskStatus; by: string | null; at: string } | null;
}

/** A run that ended, with its task. */
export interface EndedRun extends Named {
  task_status: TaskStatus;
  agent: string;
  attempt: number;
  status: RunStatus;
  status_detail: string | null;
  exit_code: number | null;
  summary: string | null;
  metrics: RunFacts['metrics'];
  started_at: Date | null;
  finished_at: Date | null;
}

export interface AgentFacts {
  name: string;
  role: string;
  is_enabled: boolean;
  running: number;
  queued: number;
}

export interface RunnerFacts {
  name: string;
  status: string;
  capacity: number;
  running: number;
}
