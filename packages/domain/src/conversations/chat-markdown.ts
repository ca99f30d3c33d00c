import type { ChatHead, ChatMessageExport } from '@overmind/contracts/entities/conversation-export';
import { line, quote } from '../discussions/outcome/lines.ts';

/** How a chat begins as a document. */
export const renderChatHead = ({ title, created_at }: ChatHead): string =>
  `# ${line(title)}\n\nA chat, begun ${created_at}.\n`;

const roleNames: Record<ChatMessageExport['role'], string> = {
  ...{ user: 'A person', relayer: 'Relayer', orchestrator: 'Orchestrator', agent: 'Agent' },
};

type Shown = Pick<ChatMessageExport, 'role' | 'sender' | 'created_at' | 'content'>;

/** One message of a chat as a part of its document. */
export const renderChatMessage = ({ role, sender, created_at, content }: Shown): string =>
  `\n### ${line(role === 'agent' && sender ? sender : roleNames[role])} · ${created_at}\n\n${quote(content)}\n`;
