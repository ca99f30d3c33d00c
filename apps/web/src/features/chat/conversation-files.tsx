'use client';
import { exportConversation } from '@overmind/contracts/routes/conversations';
import { FileJson, FileText } from 'lucide-react';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { addressOf } from '#lib/api/client.ts';
import { chatFiles as text } from '#text/chat-files.ts';

const formats = [
  { format: 'markdown', Icon: FileText },
  { format: 'json', Icon: FileJson },
] as const;

/** The conversation as a file; either can be imported elsewhere. */
export function ConversationFiles({ id }: { id: string }) {
  return formats.map(({ format, Icon }) => (
    <MenuItem key={format} asChild>
      <a href={addressOf(exportConversation, { id }, { format })} download>
        <Icon aria-hidden />
        {text[format]}
      </a>
    </MenuItem>
  ));
}
