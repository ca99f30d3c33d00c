import type { StateDocument } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import { parseState } from '../serialize.ts';

export const empty: StateDocument = {
  project: { name: 'Shop', status: 'idle', repositories: [] },
  summary: {
    current_focus: null,
    last_update: null,
    progress: { total: 0, done: 0, failed: 0, canceled: 0 },
  },
  tasks: { active: [], review: [], blocked: [], next: [] },
  runs: { last_completed: [], failing: [] },
  specs: [],
  decisions: [],
  agents: [],
  risks: [],
  next_actions: [],
  notes: '',
};

/** How a text is refused; throws when it is not. */
export function refusal(content: string, format: 'yaml' | 'json'): AppError {
  try {
    parseState(content, format);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}
