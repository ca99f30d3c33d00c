import type { MessageLinks } from '@overmind/contracts/entities/conversation';
import type { Intent, Request } from '@overmind/contracts/entities/request';
import type { Generated } from 'kysely';
import type { z } from 'zod';
import type { DefaultTime, Json, NullTime, Optional } from './columns.ts';

export interface ConversationsTable {
  id: string;
  project_id: string;
  kind: 'chat' | 'discussion';
  title: string;
  mode: 'text' | 'voice';
  created_by_user_id: Optional<string>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  archived_at: NullTime;
}

export interface MessagesTable {
  id: string;
  conversation_id: string;
  role: 'user' | 'relayer' | 'orchestrator' | 'agent';
  sender_id: Optional<string>;
  message_type: string;
  content: string;
  content_format: 'plain' | 'markdown' | 'json';
  parent_message_id: Optional<string>;
  requires_user_response: Generated<boolean>;
  related_task_id: Optional<string>;
  links: Json<z.infer<typeof MessageLinks>>;
  recording_id: Optional<string>;
  recording_start_ms: Optional<number>;
  recording_end_ms: Optional<number>;
  created_at: DefaultTime;
}

export interface RequestsTable {
  id: string;
  project_id: string;
  source: Request['source'];
  conversation_id: Optional<string>;
  message_id: Optional<string>;
  text: string;
  intent: Optional<Intent>;
  hints: Json<Record<string, unknown>>;
  status: Request['status'];
  error: Optional<string>;
  /** Until then one worker asks a model about it. */
  reading_until: NullTime;
  created_by_user_id: Optional<string>;
  created_at: DefaultTime;
}

export interface ControlActsTable {
  id: string;
  project_id: string;
  conversation_id: Optional<string>;
  request_id: Optional<string>;
  user_id: Optional<string>;
  act: string;
  before: Json<Record<string, unknown>>;
  undone_at: NullTime;
  created_at: DefaultTime;
}
