import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { SpokenIn } from './recording.ts';
import { Choice, maxUtterance } from './request.ts';
import { SpecRef } from './spec.ts';

export const Conversation = z.object({
  id: Uuid,
  project_id: Uuid,
  kind: z.enum(['chat', 'discussion']),
  title: z.string(),
  mode: z.enum(['text', 'voice']),
  created_by_user_id: Uuid.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
  archived_at: Timestamp.nullable(),
});
export type Conversation = z.infer<typeof Conversation>;
export const NewConversation = z.strictObject({
  title: Line(200).default('Chat'),
  mode: z.enum(['text', 'voice']).default('text'),
});
export const ConversationPatch = z.strictObject({
  title: Line(200).optional(),
  mode: z.enum(['text', 'voice']).optional(),
});

export const messageTypes = [
  'chat',
  'discussion',
  'proposal',
  'question',
  'response',
  'vote',
  'consensus',
  'question_to_user',
  'user_response',
  'summary',
] as const;

/** What a relayer's answer points at, so that a screen can draw links and buttons. */
export const MessageLinks = z.object({
  tasks: z.array(z.object({ id: Uuid, key: z.string(), title: z.string() })).default([]),
  choices: z.array(Choice).default([]),
  permission_id: Uuid.optional().meta({ description: 'the permission request that the message asks for' }),
  discussion_id: Uuid.optional().meta({ description: 'the discussion that is spoken of' }),
  relays: z
    .enum(['question', 'outcome'])
    .optional()
    .meta({ description: 'in a chat: what that discussion asks, or what came of it' }),
  silence: z
    .enum(['voice', 'microphone'])
    .optional()
    .meta({ description: 'silence was asked for: it is not said aloud, and the microphone goes off too' }),
  spec: SpecRef.optional().meta({ description: 'the spec that was made' }),
  note: z
    .string()
    .optional()
    .meta({ description: 'how the answer came about; to be shown with it, and not said aloud' }),
});

export const Message = z.object({
  id: Uuid,
  conversation_id: Uuid,
  role: z.enum(['user', 'relayer', 'orchestrator', 'agent']),
  sender_id: z.string().nullable(),
  message_type: z.enum(messageTypes),
  content: z.string(),
  content_format: z.enum(['plain', 'markdown', 'json']),
  parent_message_id: Uuid.nullable(),
  requires_user_response: z.boolean(),
  related_task_id: Uuid.nullable(),
  links: MessageLinks,
  recording: SpokenIn.optional().meta({ description: 'where it was spoken, for what was' }),
  created_at: Timestamp,
});
export type Message = z.infer<typeof Message>;

export const NewMessage = z.strictObject({
  role: z.literal('user').default('user'),
  content: Text(maxUtterance).refine((text) => text.trim() !== '', { error: 'Say or type something.' }),
});
