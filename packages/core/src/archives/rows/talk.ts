import { MessageLinks, messageTypes } from '@overmind/contracts/entities/conversation';
import { Intent, Request } from '@overmind/contracts/entities/request';
import { z } from 'zod';
import { AnyText, Count, Id, JsonObject, nullable, rowOf, Time } from './primitives.ts';

export const talkRows = {
  conversations: rowOf('conversations', {
    id: Id,
    project_id: Id,
    kind: z.enum(['chat', 'discussion']),
    title: z.string().max(1_000),
    mode: z.enum(['text', 'voice']),
    created_by_user_id: nullable.id,
    created_at: Time,
    updated_at: Time,
    archived_at: nullable.time,
  }),
  requests: rowOf('requests', {
    id: Id,
    project_id: Id,
    source: Request.shape.source,
    conversation_id: nullable.id,
    message_id: nullable.id,
    text: AnyText,
    intent: Intent.nullable(),
    hints: JsonObject,
    status: Request.shape.status,
    error: nullable.text,
    created_by_user_id: nullable.id,
    created_at: Time,
  }),
  messages: rowOf('messages', {
    id: Id,
    conversation_id: Id,
    role: z.enum(['user', 'relayer', 'orchestrator', 'agent']),
    sender_id: z.string().max(200).nullable(),
    message_type: z.enum(messageTypes),
    content: AnyText,
    content_format: z.enum(['plain', 'markdown', 'json']),
    parent_message_id: nullable.id,
    requires_user_response: z.boolean(),
    related_task_id: nullable.id,
    links: MessageLinks.partial(),
    recording_id: nullable.id.default(null),
    recording_start_ms: Count.nullable().default(null),
    recording_end_ms: Count.nullable().default(null),
    created_at: Time,
  }),
};
