import type { Command } from 'commander';
import { addImport } from '../transfer/import.ts';

export const addImportDiscussion = (discussions: Command): void =>
  addImport(discussions, 'discussion', 'overmind discussions import meeting.md');
