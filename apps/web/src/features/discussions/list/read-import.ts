import { ChatExport, type ConversationImport } from '@overmind/contracts/entities/conversation-export';
import { DiscussionExport, maxExportBytes } from '@overmind/contracts/entities/discussion-export';
import { discussions as text } from '#text/discussion-list.ts';

const longestTitle = 200;

/** What a file holds, or why it cannot be brought. The server reads Markdown, and names the line that it cannot read. */
export async function readImport(file: File): Promise<ConversationImport | string> {
  const isMarkdown = /\.(md|markdown)$/i.test(file.name);
  if (file.size > maxExportBytes) return text.tooLarge(Math.floor(maxExportBytes / 2 ** 20), isMarkdown);
  const content = await file.text();
  if (content.trim() === '') return text.emptyFile;
  if (isMarkdown) return { format: 'markdown', content, as: 'discussion', title: titleOf(file) };
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return text.notJson;
  }
  // Only a chat says what it is.
  const isChat = typeof parsed === 'object' && parsed !== null && 'kind' in parsed;
  const checked = (isChat ? ChatExport : DiscussionExport).safeParse(parsed);
  if (checked.success) return checked.data;
  const [first] = checked.error.issues;
  return first === undefined ? text.notJson : `${first.path.join('/')}: ${first.message}`;
}

const titleOf = ({ name }: File): string =>
  name
    .replace(/\.\w+$/, '')
    .trim()
    .slice(0, longestTitle) || text.transcript;
