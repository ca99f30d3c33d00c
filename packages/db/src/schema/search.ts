import type { RunStatus } from '@overmind/contracts/entities/run';
import type { SearchKind } from '@overmind/contracts/entities/search';
import type { Generated } from 'kysely';
import type { Optional, Time } from './columns.ts';

export interface SearchEntriesTable {
  entity_id: string;
  project_id: string;
  kind: SearchKind;
  agent_id: Optional<string>;
  sender: Optional<string>;
  happened_at: Time;
  words: string;
  letters: Generated<string>;
  is_discussed: Generated<boolean>;
}

export interface RunPassagesTable {
  id: string;
  run_id: string;
  project_id: string;
  status: RunStatus;
  happened_at: Time;
  text: string;
  entry_ids: string[];
  entry_starts: number[];
}

export interface UnreadTranscriptsTable {
  run_id: string;
  due_at: Time;
}
