import type { Conversation } from '@overmind/contracts/entities/conversation';
import type {
  ChatExport,
  ChatMessageExport,
  ConversationImport,
} from '@overmind/contracts/entities/conversation-export';
import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { getServerTime } from '@overmind/db/queries/system';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { insertHistory } from '@overmind/db/queries/talk/transfer';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { importDiscussion } from '../discussions/import.ts';
import { toStorable } from '../runs/storable.ts';
import { write } from '../write.ts';
import { readMarkdown } from './read-markdown.ts';

const dayMs = 86_400_000;
const atOnce = 500;

/** A chat or a discussion from elsewhere, under ids of its own. Nothing in it is acted on; nothing of a refused one stays. */
export async function importConversation(
  core: Core,
  call: Call,
  projectId: string,
  input: ConversationImport,
): Promise<Conversation> {
  if (input.format !== 'markdown') return importFile(core, call, projectId, input);
  const { file, lineOf } = await readMarkdown(input, await getServerTime(core.db));
  try {
    return await importFile(core, call, projectId, file);
  } catch (error) {
    throw atLine(error, lineOf);
  }
}

type JsonFile = Exclude<ConversationImport, { format: 'markdown' }>;

const importFile = (core: Core, call: Call, projectId: string, file: JsonFile): Promise<Conversation> =>
  'kind' in file ? importChat(core, call, projectId, file) : importDiscussion(core, call, projectId, file);

/** What is wrong with a part of a file, by its line instead of its pointer. */
function atLine(error: unknown, lineOf: (part: number | null) => number): unknown {
  const [first] = error instanceof AppError && error.code === 'invalid' ? (error.errors ?? []) : [];
  if (first === undefined || !(error instanceof AppError)) return error;
  const [, part] = /^\/(?:events|messages)\/(\d+)/.exec(first.pointer) ?? [];
  const detail = `Line ${lineOf(part === undefined ? null : Number(part))}: ${first.detail}.`;
  return new AppError('invalid', detail, { errors: [{ pointer: '/content', detail }], cause: error });
}

const refuse = (pointer: string, detail: string): never => {
  throw new AppError('invalid', `This chat cannot be imported: ${detail}.`, {
    errors: [{ pointer, detail }],
  });
};

const importChat = (core: Core, call: Call, projectId: string, input: ChatExport): Promise<Conversation> =>
  write(core, call, async (w) => {
    const { title, mode, created_at, messages } = toStorable(input);
    const latest = (await getServerTime(w.tx)).getTime() + dayMs;
    requireTime('/created_at', created_at, latest);
    const renamed = rename(messages, latest);
    const conversation = await insertConversation(w.tx, {
      ...{ project_id: projectId, kind: 'chat', title, mode, created_at },
      created_by_user_id: userIdOf(call),
    });
    for (let from = 0; from < renamed.length; from += atOnce)
      await insertHistory(w.tx, conversation.id, renamed.slice(from, from + atOnce));
    w.emit(projectId, 'conversation.created', conversation.id, conversation);
    w.audit('conversation.imported', conversation.id, projectId, { messages: messages.length });
    return conversation;
  });

function requireTime(pointer: string, time: string, latest: number): void {
  const at = Date.parse(time);
  if (!(at >= 0)) refuse(pointer, 'it was made before there were such files');
  if (at > latest) refuse(pointer, 'it was made in the future');
}

/** Under new ids; a reply can only be to what the same file said before. */
function rename(messages: readonly ChatMessageExport[], latest: number): ChatMessageExport[] {
  const ids = new Map<string, string>();
  return messages.map((message, at) => {
    const { id, reply_to, role, sender } = message;
    requireTime(`/messages/${at}/created_at`, message.created_at, latest);
    if (ids.has(id)) refuse(`/messages/${at}/id`, 'two messages have the same id');
    const parent = reply_to === null ? null : (ids.get(reply_to) ?? null);
    if (reply_to !== null && parent === null)
      refuse(`/messages/${at}/reply_to`, 'it replies to what was not said before it in this file');
    const renamed = newId();
    ids.set(id, renamed);
    // Who said it elsewhere is nobody here.
    return { ...message, id: renamed, reply_to: parent, sender: role === 'user' ? null : sender };
  });
}
