import type { EventOf } from '@overmind/contracts/entities/discussion-event';
import type { Discussion, DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import { AppError } from '@overmind/contracts/errors';
import {
  type DiscussionRow,
  findDiscussionRow,
  toDiscussion,
} from '@overmind/db/queries/discussions/discussions';
import type { DiscussionState } from '@overmind/domain/discussions/state';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { wakeDiscussion } from './drive.ts';
import type { Speaking } from './message.ts';
import { recordIn } from './record.ts';

/** What people do in a discussion takes effect at once, whoever works on it; what follows from it is left to a job. */
type Act = EventOf<'paused' | 'resumed' | 'stopped' | 'vote_requested' | 'user_waived'>;

const requireOpen = ({ ending }: DiscussionState): void => {
  if (ending === null) return;
  throw new AppError('rule_violated', 'This discussion has ended. Start another one with what it came to.', {
    rule: 'discussion.ended',
  });
};

/** Far more than limits on turns lead to; what grows further is neither exported nor imported whole. */
const mostEvents = 2_000;

/** For what people may do any number of times. */
function requireRoom({ seq }: DiscussionRow): void {
  if (seq < mostEvents) return;
  throw new AppError(
    'rule_violated',
    'So much was said and done in this discussion that it takes no more of this. Stop it and start another one with what it came to.',
    { rule: 'discussion.full' },
  );
}

type ActOf = (state: DiscussionState, nowMs: number) => Act | null;

/** Does it unless it is so already. */
async function actIn(w: Write, id: string, actOf: ActOf): Promise<Discussion> {
  const recorded = await recordIn(w, id, (state, nowMs, row) => {
    const wanted = actOf(state, nowMs);
    if (wanted !== null) requireOpen(state);
    if (wanted?.type === 'paused') requireRoom(row);
    return wanted;
  });
  if (recorded === null) return current(w, id);
  const { discussion, event } = recorded;
  w.audit(`discussion.${event.type}`, id, discussion.project_id);
  await wakeDiscussion(w, id);
  return discussion;
}

const act = (core: Core, call: Call, id: string, actOf: ActOf): Promise<Discussion> =>
  write(core, call, (w) => actIn(w, id, actOf));

async function current(w: Write, id: string): Promise<Discussion> {
  const row = await findDiscussionRow(w.tx, id);
  if (row === null) throw new Error('the discussion is gone');
  return toDiscussion(row);
}

export const pauseDiscussion = (core: Core, call: Call, id: string): Promise<Discussion> =>
  act(core, call, id, ({ isPaused }, at_ms) => (isPaused ? null : { type: 'paused', at_ms }));

export const resumeDiscussion = (core: Core, call: Call, id: string): Promise<Discussion> =>
  act(core, call, id, ({ isPaused }, at_ms) => (isPaused ? { type: 'resumed', at_ms } : null));

/** An end that it had already stays as it is. */
export const stopDiscussion = (
  core: Core,
  call: Call,
  id: string,
  reason = 'a person stopped it',
): Promise<Discussion> =>
  act(core, call, id, ({ ending }, at_ms) => (ending === null ? { type: 'stopped', at_ms, reason } : null));

export const callVote = (core: Core, call: Call, id: string): Promise<Discussion> =>
  act(core, call, id, ({ wantsVote }, at_ms) => (wantsVote ? null : { type: 'vote_requested', at_ms }));

export const waiveQuestions = (core: Core, call: Call, id: string): Promise<Discussion> =>
  write(core, call, (w) => waiveQuestionsIn(w, id));

export const waiveQuestionsIn = (w: Write, id: string): Promise<Discussion> =>
  actIn(w, id, ({ user }, at_ms) => {
    if (user.waitingFor !== null) return { type: 'user_waived', at_ms };
    throw new AppError('rule_violated', 'The discussion asks nothing of you now.', {
      rule: 'discussion.nothing_asked',
    });
  });

/** Stores what a person says in a discussion; it is answered next, or is the answer that was waited for. */
export async function sayInDiscussionIn(
  w: Write,
  id: string,
  said: { content: string; isAnswer: boolean } & Speaking,
): Promise<DiscussionMessage> {
  const { content, isAnswer, ...person } = said;
  const recorded = await recordIn(
    w,
    id,
    (state, at_ms, row) => {
      requireOpen(state);
      if (!isAnswer || state.user.waitingFor === null) requireRoom(row);
      return { type: 'user_spoke', at_ms, content: content.trim(), is_answer: isAnswer };
    },
    { person },
  );
  if (recorded?.message == null) throw new Error('what was said was not stored');
  await wakeDiscussion(w, id);
  return recorded.message;
}

export const sayInDiscussion = (
  core: Core,
  call: Call,
  id: string,
  { content, is_answer }: { content: string; is_answer: boolean },
): Promise<DiscussionMessage> =>
  write(core, call, (w) =>
    sayInDiscussionIn(w, id, { content, isAnswer: is_answer, userId: userIdOf(call) }),
  );
