import type { AgentMessage } from '@overmind/contracts/entities/discussion';
import { type DiscussionState, openProposals, type Turn } from '../state.ts';

type QuestionMessage = Extract<AgentMessage, { type: 'question' }>;
type ResponseMessage = Extract<AgentMessage, { type: 'response' }>;

/** A question to nobody, to oneself or to a stranger is a question to all. */
export function applyQuestion(
  state: DiscussionState,
  { speaker }: Turn,
  { content, to }: QuestionMessage,
): DiscussionState {
  const isAddressed = to !== speaker && state.speakers.some(({ key }) => key === to);
  const question = {
    ...{ ref: `Q${state.questions.length + 1}`, by: speaker, to: isAddressed ? to : null, content },
    answered_by: null,
  };
  return { ...state, questions: [...state.questions, question] };
}

/** Answers a question, closes concerns and opens others. */
export function applyResponse(state: DiscussionState, turn: Turn, message: ResponseMessage): DiscussionState {
  if (turn.purpose === 'summarise' || turn.purpose === 'clarify') return state;
  return opening(closing(answering(state, turn, message), turn, message), turn, message);
}

/** Who was asked and does not say which question it answers has answered the oldest that was put to it. */
function answering(
  state: DiscussionState,
  { speaker }: Turn,
  { reply_to }: ResponseMessage,
): DiscussionState {
  const open = state.questions.filter(({ answered_by, by }) => answered_by === null && by !== speaker);
  const answered = open.find(({ ref }) => ref === reply_to) ?? open.find(({ to }) => to === speaker);
  if (answered === undefined) return state;
  const questions = state.questions.map((each) =>
    each.ref === answered.ref ? { ...each, answered_by: speaker } : each,
  );
  return { ...state, questions };
}

/** A concern is closed by who raised it, by the facilitator, or by an amendment that meets it (`applyProposal`). */
function closing(state: DiscussionState, { speaker }: Turn, { closes }: ResponseMessage): DiscussionState {
  const isTheirs = ({ by, ref, closed_by }: DiscussionState['concerns'][number]): boolean =>
    closed_by === null && closes.includes(ref) && (by === speaker || speaker === state.facilitator);
  if (!state.concerns.some(isTheirs)) return state;
  const concerns = state.concerns.map((each) => (isTheirs(each) ? { ...each, closed_by: speaker } : each));
  return { ...state, concerns };
}

function opening(state: DiscussionState, { speaker }: Turn, message: ResponseMessage): DiscussionState {
  if (message.concerns.length === 0) return state;
  const open = openProposals(state).map(({ ref }) => ref);
  const added = message.concerns.map(({ proposal, content }, at) => ({
    ...{ ref: `C${state.concerns.length + at + 1}`, by: speaker, content, closed_by: null },
    proposal: proposal !== null && open.includes(proposal) ? proposal : null,
  }));
  return { ...state, concerns: [...state.concerns, ...added] };
}
