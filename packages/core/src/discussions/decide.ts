import type { DecisionInput, DecisionOutcome } from '@overmind/contracts/entities/discussion-room';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  type DiscussionRow,
  findDiscussionRow,
  lockDiscussion,
  toDiscussion,
  updateDiscussionRow,
} from '@overmind/db/queries/discussions/discussions';
import { lockProject } from '@overmind/db/queries/projects/projects';
import { toSpecRef } from '@overmind/db/queries/specs/specs';
import { findRequestRow, insertRequest } from '@overmind/db/queries/work/requests';
import type { RowOf } from '@overmind/db/schema';
import { quote } from '@overmind/domain/discussions/outcome/lines';
import {
  type DecisionRequest,
  requestTextOf,
  wholesBeside,
} from '@overmind/domain/discussions/outcome/request-text';
import type { Ending } from '@overmind/domain/discussions/state';
import { type UnderstandContext, understand } from '@overmind/domain/requests/understand';
import type { DecisionToSpecify } from '@overmind/domain/specs/from-decision';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { loadContext } from '../requests/context.ts';
import { planRequestIn } from '../requests/plan-work.ts';
import { toStorable } from '../runs/storable.ts';
import { specifyDecisionIn } from '../specs/from-decision.ts';
import { type Write, write } from '../write.ts';
import { leftOutActions } from './left-out-actions.ts';
import { closeRelayedIn } from './relay.ts';
import { clipWithin, shownActionsLeftOut } from './shown.ts';
import { readState } from './state.ts';

/** What tasks and specs are made of, and what whoever works on them should know of it. */
type Outcome = DecisionToSpecify;

/**
 * Makes of what was decided a request, of which the next cycle makes tasks, or a spec. Each once: who asks again gets
 * the same one.
 */
export const decideDiscussion = (
  core: Core,
  call: Call,
  id: string,
  input: DecisionInput,
): Promise<DecisionOutcome> => write(core, call, (w) => decideDiscussionIn(w, id, input));

/** `messageId`: what that was asked for with, where it was said. */
export async function decideDiscussionIn(
  w: Write,
  id: string,
  input: DecisionInput,
  messageId: string | null = null,
): Promise<DecisionOutcome> {
  // The project before the discussion, also for tasks: one utterance may ask for both, and a spec locks its project.
  const found = await findDiscussionRow(w.tx, id);
  if (found) await lockProject(w.tx, found.project_id);
  const row = await lockDiscussion(w.tx, id);
  if (!row) throw notFound('discussion');
  const request = row.request_id === null ? null : await findRequestRow(w.tx, row.request_id);
  const isMade = input.to === 'spec' ? row.spec_id !== null : request !== null;
  if (isMade) return outcomeOf(row, request);
  const held = await readState(w.tx, id);
  const outcome = chosen(held?.state.ending ?? null, input);
  const decided =
    input.to === 'spec'
      ? await makeSpec(w, row, { outcome, request, actions: input.actions ?? null })
      : await makeRequest(w, row, { outcome, actions: input.actions ?? null, messageId });
  await closeRelayedIn(w, row);
  w.lastly(() => w.crashPoint(`before the commit of ${input.to}`, row.project_id));
  return decided;
}

function outcomeOf(
  row: DiscussionRow,
  request: RowOf<'requests'> | null,
  left_out = leftOutActions(request),
): DecisionOutcome {
  const discussion = toDiscussion({ ...row, request_id: request?.id ?? null });
  const { request_id, spec } = discussion;
  return { discussion, request_id, spec, text: request?.text ?? '', left_out };
}

async function makeSpec(
  w: Write,
  row: DiscussionRow,
  of: { outcome: Outcome; request: RowOf<'requests'> | null; actions: readonly string[] | null },
): Promise<DecisionOutcome> {
  const spec = await specifyDecisionIn(w, row, {
    ...of.outcome,
    next_actions: of.actions ?? of.outcome.next_actions,
  });
  await w.crashPoint('within spec', row.project_id);
  w.emit(row.project_id, 'discussion.updated', row.id, { id: row.id, seq: row.seq, spec: toSpecRef(spec) });
  w.audit('discussion.decided', row.id, row.project_id, { spec_id: spec.id });
  const { id: spec_id, number: spec_number, title: spec_title } = spec;
  return outcomeOf({ ...row, spec_id, spec_number, spec_title }, of.request);
}

function chosen(ending: Ending | null, { proposal }: DecisionInput): Outcome {
  if (ending === null)
    throw new AppError(
      'rule_violated',
      'The discussion still goes on. Wait for its end, call the vote or stop it.',
      {
        rule: 'discussion.not_ended',
      },
    );
  const { record } = ending;
  if (record !== null) return { ...record, record };
  const option = ending.options.find((each) => each.proposal === proposal);
  if (option !== undefined)
    return {
      ...{ title: option.title, decision: option.content, conditions: [] },
      ...{ risks: option.objections, next_actions: [], record: null },
    };
  throw new AppError(
    'rule_violated',
    ending.options.length === 0
      ? 'Nothing was decided and nothing is there to choose from. Start another discussion.'
      : `Nothing was decided. Choose one of its options as \`proposal\`: ${ending.options.map((each) => each.proposal).join(', ')}.`,
    { rule: 'discussion.nothing_decided' },
  );
}

async function makeRequest(
  w: Write,
  row: DiscussionRow,
  of: { outcome: Outcome; actions: readonly string[] | null; messageId: string | null },
): Promise<DecisionOutcome> {
  const { id, project_id } = row;
  const { outcome, actions, messageId } = of;
  const wanted = actions ?? (outcome.next_actions.length > 0 ? outcome.next_actions : [wholeOf(outcome)]);
  const spoken = { text: wanted.join('\n'), source: 'chat' as const, conversationId: null, request: null };
  const context = await loadContext(w.tx, project_id, spoken);
  const asked = toStorable(requestTextOf(wanted, context));
  const { text, left_out } = asked;
  if (text === '')
    throw new AppError(
      'rule_violated',
      'No action reads as work to be done. Say as `actions` what is to be done, one task each.',
      {
        rule: 'discussion.no_work',
      },
    );
  const { id: requestId } = await insertRequest(w.tx, {
    ...{ project_id, source: 'discussion', conversation_id: id, message_id: null, text },
    ...{ status: 'received', created_by_user_id: userIdOf(w.call) },
  });
  const request = await findRequestRow(w.tx, requestId);
  if (request === null) throw new Error('the request is gone');
  await w.crashPoint('within tasks', project_id);
  await updateDiscussionRow(w.tx, id, { request_id: request.id, decision_message_id: messageId });
  await planRequestIn(w, request, { work: understoodAs(asked, context, outcome), leftOut: left_out });
  const decided = outcomeOf(row, request, left_out);
  const shown = shownActionsLeftOut(left_out);
  w.emit(project_id, 'discussion.updated', id, { id, seq: row.seq, request_id: request.id, ...shown });
  w.audit('discussion.decided', id, project_id, { request_id: request.id });
  return decided;
}

/** Where nobody named the next steps, the decision is one. */
const wholeOf = ({ title }: Outcome): string => `Implement the decision: ${title}`;

const mostBackground = 8_000;

/** As it was judged, and with the decision beside each task. */
function understoodAs({ text, taken }: DecisionRequest, context: UnderstandContext, outcome: Outcome) {
  const { requests } = understand(text, context);
  const background = clipWithin(backgroundOf(outcome), mostBackground);
  const wholes = wholesBeside(taken, requests.flatMap(({ tasks }) => tasks).length, context).values();
  const besides = (description: string): string =>
    [description, ...quotedWhole(wholes.next().value ?? null), background]
      .filter((part) => part !== '')
      .join('\n\n');
  return toStorable(
    requests.map((each) => ({
      ...each,
      tasks: each.tasks.map((task) => ({ ...task, description: besides(task.description) })),
    })),
  );
}

const quotedWhole = (whole: string | null): string[] =>
  whole === null ? [] : [`The whole action that this belongs to:\n${quote(whole)}`];

/** Agents wrote it, so it is quoted: it tells, and asks for nothing. What binds stands before what is long. */
function backgroundOf({ title, decision, conditions, risks }: Outcome): string {
  const list = (name: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`${name}:`, ...items.map((item) => `- ${item.replace(/\s+/g, ' ')}`)];
  return [
    `Decided in a discussion: ${title}`,
    ...list('Conditions', conditions),
    ...list('Risks', risks),
    ...(conditions.length + risks.length === 0 ? [] : ['The decision:']),
    quote(decision),
  ].join('\n');
}
