import type { MarkedText, SearchResult } from '@overmind/contracts/entities/search';
import { messages } from '../fixtures/messages.ts';
import { recordings } from '../fixtures/recordings.ts';
import { runs } from '../fixtures/runs.ts';
import { specs } from '../fixtures/specs.ts';
import { tasks } from '../fixtures/tasks.ts';
import { type Answers, page } from './answer.ts';

const plain = (text: string): MarkedText => ({ text, matches: [] });
const nothing = { status: null, agent_id: null, conversation_id: null, task: null };

const all: SearchResult[] = [
  ...messages.map((each) => ({
    ...{ ...nothing, kind: 'message' as const, id: each.id, happened_at: each.created_at },
    ...{ title: plain('Chat'), snippet: plain(each.content), conversation_id: each.conversation_id },
  })),
  ...tasks.map((each) => ({
    ...{ ...nothing, kind: 'task' as const, id: each.id, happened_at: each.created_at },
    ...{ title: plain(each.title), snippet: plain(each.description), status: each.status },
    ...{ agent_id: each.assigned_agent_id, task: { id: each.id, key: each.key } },
  })),
  ...runs.map((each) => ({
    ...{ ...nothing, kind: 'run' as const, id: each.id, happened_at: each.created_at },
    ...{ title: plain('A run'), snippet: plain(each.summary ?? ''), status: each.status },
    agent_id: each.agent_id,
  })),
  ...recordings.map((each) => ({
    ...{ ...nothing, kind: 'transcript' as const, id: each.id, happened_at: each.created_at },
    ...{ title: plain(each.title), snippet: plain(each.transcript_text ?? ''), status: each.status },
  })),
  ...specs.map((each) => ({
    ...{ ...nothing, kind: 'spec' as const, id: each.id, happened_at: each.created_at },
    ...{ title: plain(each.title), snippet: plain(each.goal), status: each.status },
    spec: { id: each.id, key: each.key },
  })),
];

function marked({ text }: MarkedText, words: string): MarkedText {
  const start = text.toLowerCase().indexOf(words);
  return { text, matches: start < 0 ? [] : [{ start, end: start + words.length }] };
}

/** What holds the words as they stand, one after the other. */
export const searchAnswers = (): Answers => ({
  'GET /projects/:id/search': ({ query }) => {
    const words = (query.get('q') ?? '').toLowerCase();
    const keeps = (name: string, value: string | null) => [null, value].includes(query.get(name));
    const found = all
      .map((each) => ({ ...each, title: marked(each.title, words), snippet: marked(each.snippet, words) }))
      .filter(({ title, snippet }) => title.matches.length + snippet.matches.length > 0)
      .filter(
        ({ kind, agent_id, status }) =>
          keeps('kind', kind) && keeps('agent', agent_id) && keeps('status', status),
      )
      .filter(({ happened_at: at }) => at >= (query.get('from') ?? '') && at < (query.get('to') ?? 'Z'));
    return page(found.sort((one, other) => other.happened_at.localeCompare(one.happened_at)));
  },
});
