import { z } from 'zod';
import { Message, messageTypes } from './conversation.ts';
import { DiscussionExport, exportFormat, maxExportBytes } from './discussion-export.ts';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';

/** Most messages of a chat that comes in as one file; a larger one moves with the archive of its project. */
export const maxChatMessages = 20_000;

/** What was said, and by whom; what it led to stays where it was said. */
export const ChatMessageExport = z.strictObject({
  id: Uuid.meta({
    description: 'only to be replied to in the same file; it gets another one where it comes in',
  }),
  reply_to: Uuid.nullable().default(null).meta({ description: 'an earlier message of the file' }),
  role: Message.shape.role,
  sender: Text(200).nullable().default(null).meta({ description: 'name of an agent; null for anybody else' }),
  message_type: z.enum(messageTypes).default('chat'),
  content: Text(1_000_000),
  content_format: Message.shape.content_format.default('plain'),
  created_at: Timestamp,
});
export type ChatMessageExport = z.infer<typeof ChatMessageExport>;

/** What a file says of a chat before its messages. */
export const ChatHead = z.strictObject({
  kind: z.literal('chat'),
  format: z.literal(exportFormat, { error: 'This is not an exported chat of a format known here.' }),
  title: Line(200),
  mode: z.enum(['text', 'voice']).default('text'),
  created_at: Timestamp,
});
export type ChatHead = z.infer<typeof ChatHead>;

/** A chat as a file. It is history: nothing in it asks for anything where it comes in. */
export const ChatExport = ChatHead.extend({
  messages: z.array(ChatMessageExport).max(maxChatMessages, {
    error: `A file brings at most ${maxChatMessages} messages. Move a larger chat with the archive of its project.`,
  }),
});
export type ChatExport = z.infer<typeof ChatExport>;

/** A Markdown file: one that was exported here, or a transcript of any other talk. */
export const MarkdownImport = z.strictObject({
  format: z.literal('markdown'),
  content: z
    .string()
    .min(1, 'The file is empty.')
    .max(maxExportBytes, 'The file is too large. Use JSON instead.'),
  as: z.enum(['chat', 'discussion']).default('chat').meta({
    description: 'what a transcript becomes; a file that was exported says itself what it is',
  }),
  title: Line(200).default('Transcript').meta({ description: 'for a transcript that names none' }),
});
export type MarkdownImport = z.infer<typeof MarkdownImport>;

export const ConversationImport = z.union([DiscussionExport, ChatExport, MarkdownImport]);
export type ConversationImport = z.infer<typeof ConversationImport>;

/** A file in JSON, where quotes and line ends of its text take two bytes each. */
export const maxImportBytes = maxExportBytes * 2;
