import type { SearchKind, SearchStatus } from '@overmind/contracts/entities/search';
import { recordings } from './recordings.ts';
import { runStatusWords, taskStatusWords } from './status.ts';

export const search = {
  title: 'Search',
  words: 'Search all that was said, asked for, done, heard and specified',
  hint: 'Everything that holds all the words, also inside of words. Put "a phrase in quotes" to find it as it stands.',
  kind: 'Kind',
  agent: 'Agent',
  persona: (name: string) => `${name}, in discussions`,
  status: 'Status',
  from: 'From',
  to: 'Up to',
  backwards: 'This day is before the first one.',
  any: 'Any',
  kinds: {
    message: 'Message',
    task: 'Task',
    run: 'Run',
    session: 'Session',
    transcript: 'Recording',
    spec: 'Spec',
  } satisfies Record<SearchKind, string>,
  statuses: {
    ...{ ...recordings.statuses, ...runStatusWords, ...taskStatusWords },
    ...{ active: 'Active', completed: 'Succeeded or completed' },
  } satisfies Record<SearchStatus, string>,
  statusesOf: {
    message: {},
    task: taskStatusWords,
    run: runStatusWords,
    session: runStatusWords,
    transcript: recordings.statuses,
    spec: { active: 'Active', completed: 'Completed' },
  } satisfies Record<SearchKind, Partial<Record<SearchStatus, string>>>,
  results: 'Found',
  startTitle: 'What are you looking for?',
  nothingTitle: 'Nothing was found',
  nothingHint: (words: string) => `Nothing here holds “${words}”.`,
  nothingOfFilter: (words: string) => `Nothing of what you keep to holds “${words}”.`,
  clearFilters: 'Search everything',
  more: 'Show older',
} as const;
