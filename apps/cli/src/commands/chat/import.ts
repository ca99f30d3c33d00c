import type { Command } from 'commander';
import { addImport } from '../transfer/import.ts';

export const addImportChat = (chats: Command): void =>
  addImport(chats, 'chat', 'overmind chats import chat.md');
