import { randomUUID } from 'node:crypto';
import { DiscussionSettings } from '@overmind/contracts/entities/discussion';
import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import type { DiscussionDetail, DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import {
  askedMessage,
  askingId,
  decidedId,
  discussions,
  liveId,
  message,
  messages,
} from '../fixtures/discussions.ts';
import { ago } from '../fixtures/ids.ts';
import type { Feed } from '../socket.ts';
import { type Answers, type Call, made, ok, page, problem, type Reply, unknown } from './answer.ts';

const analytics: DiscussionAnalytics = {
  ...{ from: ago(9e5), to: ago(0), discussions: 4, by_status: { active: 1, paused: 1, completed: 1 } },
  turns: { average: 21.5, median: 20, most: 32 },
  rounds: { average: 1.5, median: 1, most: 3 },
  active_ms_to_consensus: { average: 640_000, median: 600_000, most: 900_000 },
  ...{ tokens: 120_000, cost_micros: 410_000, decided: 1, with_dissent: 1, became_tasks: 0 },
  by_speaker: [
    {
      ...{ key: 'quality_assurance', discussions: 4, turns: 17, skipped: 1, proposals: 2, accepted: 1 },
      ...{ votes: 6, dissent: 2 },
    },
  ],
  by_day: [
    { day: '2026-01-12', started: 3, decided: 1, cost_micros: 300_000 },
    { day: '2026-01-13', started: 1, decided: 0, cost_micros: 110_000 },
  ],
};

const begun = (like: DiscussionDetail, { goal, settings }: Record<string, unknown>): DiscussionDetail => ({
  ...{ ...like, id: randomUUID(), goal: String(goal), title: String(goal) },
  settings: DiscussionSettings.parse(settings),
});

const newestFirst = (id: string, said: readonly DiscussionMessage[]): DiscussionMessage[] =>
  id === liveId ? said.toReversed() : id === askingId ? [askedMessage] : [];

/** Discussions that do what they are told, though nobody thinks. */
export function discussionAnswers(feed: Feed, deleteChat: (call: Call) => Reply = () => unknown): Answers {
  const known = structuredClone(discussions);
  const said = structuredClone(messages);
  const withOne =
    (answer: (discussion: DiscussionDetail, call: Call) => Reply) =>
    (call: Call): Reply => {
      const found = known.find(({ id }) => id === call.id);
      return found === undefined ? unknown : answer(found, call);
    };
  const change = (discussion: DiscussionDetail, patch: Partial<DiscussionDetail>): Reply => {
    Object.assign(discussion, patch, { seq: discussion.seq + 1 });
    feed.event('discussion.updated', discussion.id, { ...patch, seq: discussion.seq });
    return ok(discussion);
  };
  const acts: Record<string, Partial<DiscussionDetail>> = {
    pause: { status: 'paused', waits_for: 'resume' },
    resume: { status: 'active', waits_for: null },
    stop: { status: 'stopped', waits_for: null, reason: 'a person stopped it', ended_at: ago(0) },
    vote: {},
    waive: { status: 'active', waits_for: null, answer_due_at: null, asked: [] },
    archive: { archived_at: ago(0) },
    unarchive: { archived_at: null },
  };
  return {
    'GET /projects/:id/discussions': ({ query }) =>
      page(known.filter((each) => fits(each, query)).map(itemOf(query))),
    'POST /projects/:id/discussions': ({ body }) => {
      const [first] = known;
      if (first === undefined) return unknown;
      const started = begun(first, body);
      known.unshift(started);
      return made(started);
    },
    'GET /projects/:id/discussions/analytics': () => ok(analytics),
    'POST /projects/:id/conversations/import': ({ body }) => {
      if (body['kind'] === 'chat') return made({ id: decidedId, kind: 'chat', title: body['title'] });
      return String(body['content']).includes('**')
        ? made(known.find(({ id }) => id === decidedId))
        : problem(422, 'invalid', 'Line 1: nobody says this.');
    },
    'GET /discussions/:id': withOne((discussion) => ok(discussion)),
    ...wholeAnswers(withOne),
    'DELETE /conversations/:id': (call) => {
      const at = known.findIndex(({ id }) => id === call.id);
      if (at < 0) return deleteChat(call);
      known.splice(at, 1);
      feed.event('conversation.status.changed', call.id, { removed: true });
      return { status: 204 };
    },
    'GET /discussions/:id/similar': withOne(({ id }) =>
      page(
        known
          .filter((each) => each.id !== id && each.record !== null)
          .map((discussion) => ({ discussion: { ...discussion, found: null }, likeness: 0.42 })),
      ),
    ),
    'GET /discussions/:id/messages': withOne(({ id }) => page(newestFirst(id, said))),
    'POST /discussions/:id/messages': withOne((discussion, { body }) => {
      const words = {
        by: null,
        body: null,
        content: String(body['content']),
        said: { phase: discussion.phase },
      };
      const spoken: DiscussionMessage = {
        ...message(50 + said.length, words),
        ...{ id: randomUUID(), conversation_id: discussion.id },
      };
      said.push(spoken);
      feed.event('conversation.message.created', spoken.id, { ...spoken });
      if (body['is_answer'] === true && discussion.asked.length > 0)
        change(discussion, { asked: [], waits_for: null, status: 'active' });
      return made(spoken);
    }),
    ...Object.fromEntries(
      Object.entries(acts).map(([name, patch]) => [
        `POST /discussions/:id/${name}`,
        withOne((discussion) => change(discussion, patch)),
      ]),
    ),
    'POST /discussions/:id/decision': withOne((discussion, { body }) => {
      if (body['to'] === 'spec') {
        const spec = { id: randomUUID(), key: 'SPEC-7', title: discussion.decision ?? 'An otter' };
        change(discussion, { spec });
        return ok({ discussion, request_id: discussion.request_id, spec, text: '', left_out: [] });
      }
      const requestId = randomUUID();
      const left_out = ['Approve all tasks'];
      change(discussion, { request_id: requestId, actions_left_out: left_out });
      const text = `${String(body['to'])} ${String(body['proposal'] ?? '')}`;
      return ok({ discussion, request_id: requestId, spec: discussion.spec, text, left_out });
    }),
  };
}

type WithOne = (answer: (discussion: DiscussionDetail, call: Call) => Reply) => (call: Call) => Reply;

/** What stands clipped beside others, by itself. */
const wholeAnswers = (withOne: WithOne): Answers => ({
  'GET /discussions/:id/proposals/:proposal': withOne(({ proposals, options }, { path }) => {
    const ref = path.split('/').at(-1);
    const found = proposals.find((each) => each.ref === ref) ?? options.find((each) => each.proposal === ref);
    return found === undefined ? unknown : ok({ ...found, content: wholeOf(found.content) });
  }),
  'POST /discussions/:id/rating': withOne((discussion, { body }) => {
    discussion.rating = { value: Number(body['value']) };
    return ok(discussion.rating);
  }),
  'GET /discussions/:id/record': withOne(({ record }) =>
    record === null ? unknown : ok({ ...record, decision: wholeOf(record.decision) }),
  ),
});

const wholeOf = (text: string): string => text.replace(/… \([\d,]+ more characters\)$/, ', to its very end.');

function fits(discussion: DiscussionDetail, query: URLSearchParams): boolean {
  const words = (query.get('q') ?? '').toLowerCase();
  const status = query.get('status');
  return (
    (discussion.archived_at !== null) === (query.get('archived') === 'true') &&
    `${discussion.title} ${discussion.goal}`.toLowerCase().includes(words) &&
    (status === null || discussion.status === status)
  );
}

const itemOf = (query: URLSearchParams) => (discussion: DiscussionDetail) => {
  const words = query.get('q');
  const start = words === null ? -1 : discussion.goal.toLowerCase().indexOf(words.toLowerCase());
  const snippet = { text: discussion.goal, matches: [{ start, end: start + (words ?? '').length }] };
  return { ...discussion, found: start < 0 ? null : { message_id: null, snippet } };
};
