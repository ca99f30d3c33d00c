import type { AgentMessageType } from '@overmind/contracts/entities/discussion';
import type { TurnPurpose } from '@overmind/contracts/entities/discussion-event';

/** What a speaker is to do in a turn. */
export const tasks: Record<TurnPurpose, string> = {
  clarify:
    'Read the goal. If you cannot judge it without knowing more, ask the user, with question_to_user. Otherwise say ' +
    'in one sentence, with response, how you understand it.',
  explore: 'Give your view of the goal from your own field: a proposal, or what others must know or answer.',
  discuss:
    'Bring the discussion one step on: answer a question put to you, raise or close a concern, amend a proposal, or ' +
    'what only another can answer. If a proposal can be voted on as it stands, say so with consensus.',
  answer_user: 'Answer what the user said last. Nothing else is needed.',
  summarise:
    'Sum up, for people who were not there: what is agreed, what is open, and which question comes next. Lead back ' +
    'to the goal.',
  propose: 'A vote was called and there is no proposal. Make the one that fits best what was said.',
  amend: 'The proposal did not pass. Write its next version, whole, so that it meets the objections.',
  vote: 'Vote on each open proposal. Confidence is how sure you are of your choice, from 0 to 1.',
  conclude:
    'The vote was taken. Say what was decided and why, which risks are left, and what is to be done next, one step ' +
    'an item.',
};

/** The form of each message. */
export const forms: Record<AgentMessageType, string> = {
  proposal:
    '{"type":"proposal","title":"…","content":"…","amends":"P1" or null,"meets":["C1"]}: meets names the concerns ' +
    'that an amendment answers',
  question: '{"type":"question","content":"…","to":"key of a speaker" or null}',
  response:
    '{"type":"response","content":"…","to":"key of a speaker" or null,"reply_to":"Q1" or null,"concerns":' +
    '[{"proposal":"P1" or null,"content":"…"}],"closes":["C1"]}: concerns that you raise, and those of yours that are met',
  vote:
    '{"type":"vote","ballots":[{"proposal":"P1","choice":"approve" or "approve_with_changes" or "reject" or ' +
    '"abstain","confidence":0.8,"reason":"…","changes":"…" or null}]}',
  consensus: '{"type":"consensus","content":"…","reasons":["…"],"risks":["…"],"next_actions":["…"]}',
  question_to_user: '{"type":"question_to_user","questions":["…"]}',
};
