import type { Generated, GeneratedAlways } from 'kysely';
import type { DefaultTime, Json } from './columns.ts';

export interface InstallationTable {
  id: Generated<boolean>;
  epoch: string;
  apis_alive_at: DefaultTime;
  online_runners: Generated<string[]>;
}

export interface RealtimeEventsTable {
  id: string;
  project_id: string;
  seq: number;
  event_type: string;
  entity_id: string;
  payload: Json<Record<string, unknown>>;
  actor: string;
  created_at: GeneratedAlways<Date>;
}
