import type { MarkedText, SearchResult } from '@overmind/contracts/entities/search';
import { messages as discussed } from '../fixtures/discussions.ts';
import { messages } from '../fixtures/messages.ts';
import { recordings } from '../fixtures/recordings.ts';
import { runs } from '../fixtures/runs.ts';
import { specs } from '../fixtures/specs.ts';
import { tasks } from '../fixtures/tasks.ts';
import { transcripts } from '../fixtures/transcripts.ts';
import { type Answers, page } from './answer.ts';

const plain = (text: string): MarkedText => ({ text, matches: [] });
const nothing = { status: null, agent_id: null, conversation_id: null, task: null };

/** What agents said in runs that are over. */
const spoken = runs
  .filter(({ finished_at }) => finished_at !== null)
  .flatMap(({ id: runId }) =>
    (transcripts[runId] ?? []).flatMap(({ step }) =>
      step.op === 'put' && step.entry.kind === 'message' && step.entry.role === 'agent'
        ? [{ runId, entry: step.entry }]
        : [],
    ),
  );

/** With the key of the persona that said it. */
const all: (SearchResult & { sender?: string | null })[] = [
  ...discussed.map((each) => ({
    ...{ ...nothing, kind: 'message' as const, id: each.id, happened_at: each.created_at },
    ...{ title: plain('A discussion'), snippet: plain(each.content), is_in_discussion: true },
    ...{ conversation_id: each.conversation_id, sender: each.sender_id },
  })),
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
  ...spoken.map(({ runId, entry }) => ({
    ...{ ...nothing, kind: 'session' as const, id: `${runId}-${entry.id}`, happened_at: entry.at },
    ...{ title: plain('A run'), snippet: plain(entry.text), status: 'completed' as const },
    run: { id: runId, entry_id: entry.id },
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
    const keeps = (name: string, ...values: (string | null)[]) => [null, ...values].includes(query.get(name));
    const found = all
      .map((each) => ({ ...each, title: marked(each.title, words), snippet: marked(each.snippet, words) }))
      .filter(({ title, snippet }) => title.matches.length + snippet.matches.length > 0)
      .filter(
        ({ kind, agent_id, status, sender = null }) =>
          keeps('kind', kind) && keeps('agent', agent_id, sender) && keeps('status', status),
      )
      .filter(({ happened_at: at }) => at >= (query.get('from') ?? '') && at < (query.get('to') ?? 'Z'));
    return page(found.sort((one, other) => other.happened_at.localeCompare(one.happened_at)));
  },
});
