import type { SpecPhaseName, SpecPhaseStatus, SpecStatus } from '@overmind/contracts/entities/spec';
import type { Generated } from 'kysely';
import type { DefaultTime, NullTime, Optional } from './columns.ts';

export interface SpecsTable {
  id: string;
  project_id: string;
  number: number;
  title: string;
  goal: string;
  phase: SpecPhaseName;
  status: SpecStatus;
  discussion_id: Optional<string>;
  created_by_user_id: Optional<string>;
  version: Generated<number>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  archived_at: NullTime;
}

export interface SpecPhasesTable {
  spec_id: string;
  phase: SpecPhaseName;
  status: Generated<SpecPhaseStatus>;
  note: Optional<string>;
  version: Generated<number>;
  decided_by_user_id: Optional<string>;
  decided_at: NullTime;
}

export interface SpecPhaseVersionsTable {
  spec_id: string;
  phase: SpecPhaseName;
  version: number;
  output_markdown: string;
  edited_by_user_id: Optional<string>;
  edited_at: DefaultTime;
}
