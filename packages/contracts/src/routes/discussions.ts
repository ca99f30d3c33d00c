import { z } from 'zod';
import { AgentName } from '../entities/agent.ts';
import {
  DecisionRecord,
  DiscussionPhase,
  DiscussionStatus,
  Proposal,
  ProposalRef,
} from '../entities/discussion.ts';
import { DiscussionAnalytics } from '../entities/discussion-analytics.ts';
import { DiscussionExport, maxExportBytes } from '../entities/discussion-export.ts';
import {
  DecisionInput,
  DecisionOutcome,
  Discussion,
  DiscussionDetail,
  DiscussionItem,
  DiscussionMessage,
  NewDiscussion,
  NewDiscussionMessage,
  SimilarDiscussion,
} from '../entities/discussion-room.ts';
import { commaList, Line, PageQuery, pageOf, Timestamp, Uuid } from '../entities/primitives.ts';
import { NewRating, Rating } from '../entities/prompt.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const startDiscussion = defineRoute({
  id: 'discussions.create',
  method: 'POST',
  path: '/projects/:id/discussions',
  summary: 'Let agents discuss a goal until they have decided; it goes on by itself',
  policy: ofProject('operator'),
  params: IdParams,
  body: NewDiscussion,
  response: Discussion,
  status: 201,
});
export const listDiscussions = defineRoute({
  id: 'discussions.list',
  method: 'GET',
  path: '/projects/:id/discussions',
  summary:
    'Discussions, newest first; `q` finds those in which one message, or the goal, holds all the words; with `agent`, ' +
    'one that this speaker said. Words in quotes stand together',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    q: z.string().trim().min(1).max(200).optional(),
    agent: AgentName.optional().meta({ description: 'key of a speaker' }),
    status: commaList(DiscussionStatus).optional(),
    phase: commaList(DiscussionPhase).optional(),
    from: Timestamp.optional().meta({ description: 'begun then or later' }),
    to: Timestamp.optional().meta({ description: 'begun before this moment' }),
    archived: z.enum(['true', 'false']).default('false'),
  }),
  response: pageOf(DiscussionItem),
});
export const getDiscussionAnalytics = defineRoute({
  id: 'discussions.analytics',
  method: 'GET',
  path: '/projects/:id/discussions/analytics',
  summary:
    'How discussions went: turns, time to consensus, cost, dissent; the last 90 days when no span is given',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({ from: Timestamp.optional(), to: Timestamp.optional() }),
  response: DiscussionAnalytics,
});
export const importDiscussion = defineRoute({
  id: 'discussions.import',
  method: 'POST',
  path: '/projects/:id/discussions/import',
  summary: 'Bring a discussion that was exported as JSON; one that had not ended comes paused',
  policy: ofProject('maintainer'),
  params: IdParams,
  body: DiscussionExport,
  bodyLimit: maxExportBytes,
  response: Discussion,
  status: 201,
});

const of = (role: 'viewer' | 'operator') => ofProject(role, 'discussion');

export const getDiscussion = defineRoute({
  id: 'discussions.get',
  method: 'GET',
  path: '/discussions/:id',
  summary:
    'Where a discussion stands: phase, turns, proposals, concerns, votes, what it waits for and its decision',
  policy: of('viewer'),
  params: IdParams,
  response: DiscussionDetail,
});
export const getProposal = defineRoute({
  id: 'discussions.proposals.get',
  method: 'GET',
  path: '/discussions/:id/proposals/:proposal',
  summary: 'One proposal, whole',
  policy: of('viewer'),
  params: z.strictObject({ id: Uuid, proposal: ProposalRef }),
  response: Proposal,
});
export const getDecisionRecord = defineRoute({
  id: 'discussions.record.get',
  method: 'GET',
  path: '/discussions/:id/record',
  summary: 'The record of what was decided, whole',
  policy: of('viewer'),
  params: IdParams,
  response: DecisionRecord,
});
export const listDiscussionMessages = defineRoute({
  id: 'discussions.messages.list',
  method: 'GET',
  path: '/discussions/:id/messages',
  summary: 'What was said, newest first',
  policy: of('viewer'),
  params: IdParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(DiscussionMessage),
});
export const sayInDiscussion = defineRoute({
  id: 'discussions.messages.create',
  method: 'POST',
  path: '/discussions/:id/messages',
  summary: 'Say something: it answers what the discussion asked, or is answered next',
  policy: of('operator'),
  params: IdParams,
  body: NewDiscussionMessage,
  response: DiscussionMessage,
  status: 201,
});
export const pauseDiscussion = defineRoute({
  id: 'discussions.pause',
  method: 'POST',
  path: '/discussions/:id/pause',
  summary: 'Let nobody speak any more until it is resumed; who is speaking is heard out',
  policy: of('operator'),
  params: IdParams,
  response: Discussion,
});
export const resumeDiscussion = defineRoute({
  id: 'discussions.resume',
  method: 'POST',
  path: '/discussions/:id/resume',
  summary: 'Let a paused discussion go on',
  policy: of('operator'),
  params: IdParams,
  response: Discussion,
});
export const stopDiscussion = defineRoute({
  id: 'discussions.stop',
  method: 'POST',
  path: '/discussions/:id/stop',
  summary: 'End a discussion; what a vote has decided stands, else what was proposed stays to choose from',
  policy: of('operator'),
  params: IdParams,
  body: z.strictObject({ reason: Line(200).optional() }).prefault({}),
  response: Discussion,
});
export const callVote = defineRoute({
  id: 'discussions.vote',
  method: 'POST',
  path: '/discussions/:id/vote',
  summary: 'Let it come to the vote as soon as there is something to vote on',
  policy: of('operator'),
  params: IdParams,
  response: Discussion,
});
export const waiveQuestions = defineRoute({
  id: 'discussions.waive',
  method: 'POST',
  path: '/discussions/:id/waive',
  summary: 'Let it go on without an answer to what a person was asked',
  policy: of('operator'),
  params: IdParams,
  response: Discussion,
});
export const decideDiscussion = defineRoute({
  id: 'discussions.decide',
  method: 'POST',
  path: '/discussions/:id/decision',
  summary:
    'Make tasks of what was decided, by a request, or a spec; each once, a repeat answers with the same',
  policy: of('operator'),
  params: IdParams,
  body: DecisionInput,
  response: DecisionOutcome,
});
export const rateDiscussion = defineRoute({
  id: 'discussions.rate',
  method: 'POST',
  path: '/discussions/:id/rating',
  summary:
    'Say how good an ended discussion was, for the experiments with its prompts; the first rating counts',
  policy: of('operator'),
  params: IdParams,
  body: NewRating,
  response: Rating,
});
export const archiveDiscussion = defineRoute({
  id: 'discussions.archive',
  method: 'POST',
  path: '/discussions/:id/archive',
  summary: 'Put an ended discussion away',
  policy: of('operator'),
  params: IdParams,
  response: Discussion,
});
export const unarchiveDiscussion = defineRoute({
  id: 'discussions.unarchive',
  method: 'POST',
  path: '/discussions/:id/unarchive',
  summary: 'Take a discussion back out',
  policy: of('operator'),
  params: IdParams,
  response: Discussion,
});
export const listSimilarDiscussions = defineRoute({
  id: 'discussions.similar',
  method: 'GET',
  path: '/discussions/:id/similar',
  summary: 'Discussions of the project with the most alike goals',
  policy: of('viewer'),
  params: IdParams,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(5) }),
  response: z.object({ items: z.array(SimilarDiscussion), next_cursor: z.null() }),
});
export const exportDiscussion = defineRoute({
  id: 'discussions.export',
  method: 'GET',
  path: '/discussions/:id/export',
  summary: 'A whole discussion as JSON or Markdown; both can be imported elsewhere',
  policy: of('viewer'),
  params: IdParams,
  query: z.strictObject({ format: z.enum(['json', 'markdown']).default('json') }),
  responseKind: 'bytes',
});
