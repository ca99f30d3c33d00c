import type { BudgetRules } from '@overmind/contracts/entities/budget';
import type { CostSource, ModelCall, ProviderKind } from '@overmind/contracts/entities/model';
import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import type { ListedModel, ModelOverride } from '@overmind/contracts/entities/model-catalogue';
import type { PullStatus } from '@overmind/contracts/entities/model-pull';
import type {
  ExperimentStatus,
  OutcomeMeasure,
  PromptValue,
  PromptVariable,
} from '@overmind/contracts/entities/prompt';
import type { ProviderLimits, ProviderStatus } from '@overmind/contracts/entities/provider';
import type { ColumnType, Generated } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional, Time } from './columns.ts';

/** Why these models, in this order, and with what warnings. */
type CallRouting = Pick<
  LedgerCall,
  'answered_by' | 'privacy' | 'complexity' | 're_ask' | 'candidates' | 'excluded' | 'warnings'
> &
  // Rows from before they were counted do without.
  Partial<Pick<LedgerCall, 'more_candidates' | 'more_excluded' | 'more_attempts'>>;

export interface ModelProvidersTable {
  name: string;
  kind: ProviderKind;
  base_url: Optional<string>;
  is_local: Generated<boolean>;
  serves_itself_at: Optional<string>;
  is_enabled: Generated<boolean>;
  limits: Json<Partial<ProviderLimits>>;
  keep_alive: Optional<string>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
}

export interface ProviderKeysTable {
  provider: string;
  master_key_id: string;
  nonce: Buffer;
  sealed: Buffer;
  last_four: string | null;
  origin: Optional<string>;
  set_by_user_id: string | null;
  set_at: DefaultTime;
}

export interface ModelSettingsTable {
  id: Generated<boolean>;
  budgets: Json<Partial<BudgetRules>>;
  version: Generated<number>;
  updated_at: DefaultTime;
}

export interface PromptTemplatesTable {
  id: string;
  key: string;
  title: string;
  description: Generated<string>;
  active_version: Generated<number>;
  latest_version: Generated<number>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
}

export interface PromptVersionsTable {
  id: string;
  template_id: string;
  version: number;
  system: string;
  body: string;
  variables: Json<PromptVariable[]>;
  note: Generated<string>;
  created_by_user_id: string | null;
  created_at: DefaultTime;
}

export interface PromptExperimentsTable {
  id: string;
  template_id: string;
  name: string;
  status: Generated<ExperimentStatus>;
  created_by_user_id: string | null;
  created_at: DefaultTime;
  started_at: NullTime;
  stopped_at: NullTime;
}

export interface PromptArmsTable {
  experiment_id: string;
  name: string;
  prompt_version: number;
  weight: number;
  subjects: Generated<number>;
  accepted_count: Generated<number>;
  accepted_sum: Generated<number>;
  retried_count: Generated<number>;
  retried_sum: Generated<number>;
  cost_count: Generated<number>;
  cost_sum: Generated<number>;
  rating_count: Generated<number>;
  rating_sum: Generated<number>;
}

export interface PromptAssignmentsTable {
  experiment_id: string;
  subject: string;
  arm: string;
  assigned_at: DefaultTime;
}

export interface PromptOutcomesTable {
  id: string;
  experiment_id: string;
  subject: string;
  measure: OutcomeMeasure;
  value: number;
  created_at: DefaultTime;
}

export interface ModelCallsTable {
  id: string;
  project_id: string | null;
  task_id: string | null;
  agent_id: string | null;
  run_id: string | null;
  discussion_id: string | null;
  spec_id: string | null;
  discussion_turn: Optional<number>;
  persona: Optional<string>;
  purpose: string;
  provider: string | null;
  model: string | null;
  is_local: boolean | null;
  status: ModelCall['status'];
  reason: ModelCall['reason'];
  input_tokens: number;
  output_tokens: number;
  cached_tokens: number;
  cost_micros: number | null;
  cost_source: CostSource;
  saved_micros: number | null;
  best_micros: number | null;
  latency_ms: number;
  is_cache_hit: boolean;
  chain: Json<ModelCall['attempts']>;
  routing: Json<CallRouting>;
  prompt_version_id: string | null;
  experiment_id: string | null;
  arm: string | null;
  started_at: Time;
  created_at: DefaultTime;
}

export interface PromptInputsTable {
  call_id: string;
  template_id: string;
  project_id: string | null;
  given: Json<Record<string, PromptValue>>;
  is_cut: boolean;
  started_at: Time;
}

export interface ModelUsageTable {
  day: ColumnType<Date, string, string>;
  project_id: string | null;
  agent_id: string | null;
  persona: string | null;
  task_id: string | null;
  provider: string | null;
  model: string | null;
  is_local: boolean | null;
  calls: number;
  failures: number;
  cache_hits: number;
  input_tokens: number;
  output_tokens: number;
  cached_tokens: number;
  cost_micros: number;
  saved_micros: number;
  best_micros: number;
  compared_micros: number;
  latency_ms: number;
}

export interface BudgetCountersTable {
  scope: string;
  project_id: string | null;
  day: ColumnType<Date | null, string | null | undefined, string | null>;
  spent_micros: Generated<number>;
  warned_micros: Optional<number>;
  warned_at: NullTime;
  stopped_micros: Optional<number>;
}

export interface BudgetHoldsTable {
  call_id: string;
  scope: string;
  amount_micros: number;
  expires_at: Time;
}

export interface ModelTurnsTable {
  id: string;
  place: string;
  provider: string;
  seq: ColumnType<number, never, never>;
  tokens: number;
  run_id: Optional<string>;
  lease_token: Optional<number>;
  runner_id: Optional<string>;
  taken_at: NullTime;
  expires_at: Time;
}

export interface ModelWindowsTable {
  place: string;
  second: Time;
  requests: number;
  tokens: number;
}

export interface ProviderStatesTable {
  provider: string;
  endpoint: string;
  status: ProviderStatus;
  status_since: DefaultTime;
  checked_at: DefaultTime;
  latency_ms: number | null;
  error: string | null;
  listed_at: NullTime;
  models: Json<ListedModel[]>;
}

export interface ModelOverridesTable {
  provider: string;
  model: string;
  settings: Json<ModelOverride>;
  version: Generated<number>;
  updated_at: DefaultTime;
}

export interface ModelAnswersTable {
  key: string;
  project_id: string | null;
  answer: string;
  size_bytes: number;
  created_at: DefaultTime;
}

export interface ModelPullsTable {
  id: string;
  provider: string;
  model: string;
  status: Generated<PullStatus>;
  step: Optional<string>;
  total_bytes: Optional<number>;
  completed_bytes: Optional<number>;
  error: Optional<string>;
  requested_by_user_id: string | null;
  worker_id: Optional<string>;
  alive_at: DefaultTime;
  created_at: DefaultTime;
  finished_at: NullTime;
}
