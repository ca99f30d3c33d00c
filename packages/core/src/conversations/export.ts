import { createHash } from 'node:crypto';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { ChatHead, ChatMessageExport } from '@overmind/contracts/entities/conversation-export';
import { exportFormat } from '@overmind/contracts/entities/discussion-export';
import { notFound } from '@overmind/contracts/errors';
import { findConversation } from '@overmind/db/queries/talk/conversations';
import { findLastMessageId, listMessagesUpTo } from '@overmind/db/queries/talk/transfer';
import { renderChatHead, renderChatMessage } from '@overmind/domain/conversations/chat-markdown';
import { recordEnd, recordLine, recordStart } from '@overmind/domain/conversations/record';
import type { Core } from '../core.ts';
import { exportDiscussion } from '../discussions/export.ts';
import { type ExportFile, exportFile, type FileFormat, fileTitle } from './export-file.ts';

const pageSize = 200;

/** A whole chat or discussion as a file, to be imported elsewhere or to be read. */
export async function exportConversation(core: Core, id: string, format: FileFormat): Promise<ExportFile> {
  const conversation = await findConversation(core.db, id);
  if (conversation === null) throw notFound('conversation');
  if (conversation.kind === 'discussion') return exportDiscussion(core, id, format);
  const lastId = await findLastMessageId(core.db, id);
  const chat: ReadChat = { head: headOf(conversation), pages: () => pagesOf(core, id, lastId) };
  return exportFile('chat', conversation, format, format === 'json' ? asJson(chat) : asMarkdown(chat));
}

const headOf = ({ title, mode, created_at }: Conversation): ChatHead => ({
  ...{ kind: 'chat', format: exportFormat, title: fileTitle(title), mode, created_at },
});

interface ReadChat {
  head: ChatHead;
  /** From its beginning each time it is called. */
  pages(): AsyncIterable<ChatMessageExport[]>;
}

/** What was said until then; what is said meanwhile is no part of the file. */
async function* pagesOf(core: Core, id: string, lastId: string | null): AsyncGenerator<ChatMessageExport[]> {
  let afterId: string | null = null;
  while (lastId !== null && afterId !== lastId) {
    const page = await listMessagesUpTo(core.db, id, { afterId, lastId, limit: pageSize });
    // A file that ended here would look whole.
    if (page.length === 0) throw notFound('conversation');
    yield page;
    afterId = page.at(-1)?.id ?? lastId;
  }
}

async function* asJson({ head, pages }: ReadChat): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[`;
  let separator = '\n';
  for await (const page of pages()) {
    for (const message of page) {
      yield `${separator}${JSON.stringify(message)}`;
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

async function* asMarkdown({ head, pages }: ReadChat): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const hashed = (text: string): string => {
    hash.update(text);
    return text;
  };
  yield hashed(renderChatHead(head));
  for await (const page of pages()) for (const message of page) yield hashed(renderChatMessage(message));
  yield recordStart({ kind: 'chat', text_sha256: hash.digest('hex') });
  yield recordLine(head);
  for await (const page of pages()) for (const message of page) yield recordLine(message);
  yield recordEnd;
}
