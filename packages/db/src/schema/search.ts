import type { SearchKind } from '@overmind/contracts/entities/search';
import type { Generated } from 'kysely';
import type { Optional, Time } from './columns.ts';

export interface SearchEntriesTable {
  entity_id: string;
  project_id: string;
  kind: SearchKind;
  agent_id: Optional<string>;
  happened_at: Time;
  words: string;
  letters: Generated<string>;
  is_discussed: Generated<boolean>;
}
