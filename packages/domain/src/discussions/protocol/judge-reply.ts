import type { AgentMessage, AgentMessageType } from '@overmind/contracts/entities/discussion';
import type { TurnPurpose } from '@overmind/contracts/entities/discussion-event';
import { type DiscussionState, openConcerns, openProposals, type Turn } from '../state.ts';
import { type Refusal, textOf } from './read-reply.ts';
import { similarity, sketchOf, wordsOf } from './similarity.ts';

/** What may be said in a turn. */
export const allowedTypes: Record<TurnPurpose, readonly AgentMessageType[]> = {
  clarify: ['question_to_user', 'response'],
  explore: ['proposal', 'question', 'response', 'question_to_user'],
  discuss: ['proposal', 'question', 'response', 'consensus', 'question_to_user'],
  answer_user: ['response', 'question_to_user'],
  summarise: ['response'],
  propose: ['proposal'],
  amend: ['proposal'],
  vote: ['vote'],
  conclude: ['consensus'],
};

/** In the exploration each of the speakers can make one; more than that nobody can tell apart. */
export const mostOpenProposals = 20;
export const mostOpenConcerns = 100;

const repeatedFrom = 0.85;
/** How far back a speaker's own messages are compared. */
const memory = 20;

/** Why what was said does not belong in this turn; null when it does. */
export function judgeReply(
  state: DiscussionState,
  turn: Turn,
  message: AgentMessage,
  from: string | null,
): Refusal | null {
  if (from !== null && !isSelf(state, turn.speaker, from))
    return offRole(`You are "${turn.speaker}" and answer for nobody else.`);
  const allowed = allowedTypes[turn.purpose];
  if (!allowed.includes(message.type)) return offRole(`Its "type" must be ${listed(allowed)} in this turn.`);
  return (
    judgeContent(state, turn, message) ?? judgeRoom(state, message) ?? judgeRepetition(state, turn, message)
  );
}

function isSelf(state: DiscussionState, speaker: string, from: string): boolean {
  const name = state.speakers.find(({ key }) => key === speaker)?.name ?? speaker;
  return [speaker, name.toLowerCase()].includes(from.toLowerCase());
}

function judgeContent(state: DiscussionState, turn: Turn, message: AgentMessage): Refusal | null {
  const open = openProposals(state).map(({ ref }) => ref);
  if (message.type === 'proposal') {
    if (turn.purpose === 'amend' && message.amends !== turn.about)
      return offRole(`Give a new version of ${turn.about}: its "amends" must be "${turn.about}".`);
    if (message.amends !== null && !open.includes(message.amends))
      return offRole(`Its "amends" must be ${open.length === 0 ? 'null' : `null or ${listed(open)}`}.`);
  }
  if (message.type === 'vote') {
    const standing = state.round?.proposals ?? [];
    if (!message.ballots.some(({ proposal }) => standing.includes(proposal)))
      return offRole(`Only ${listed(standing)} can be voted on.`);
  }
  if (message.type === 'consensus' && turn.purpose === 'discuss' && open.length === 0)
    return offRole('There is no proposal to agree on yet.');
  return null;
}

/** What is put on the table has to find room there; what is on it stays. */
function judgeRoom(state: DiscussionState, message: AgentMessage): Refusal | null {
  const isNew = message.type === 'proposal' && message.amends === null;
  if (isNew && openProposals(state).length >= mostOpenProposals)
    return tableFull(
      `${mostOpenProposals} proposals are on the table and no more are taken. Amend one of them, or say with ` +
        'response what speaks for or against one.',
    );
  const raised = message.type === 'response' ? message.concerns.length : 0;
  return raised > 0 && openConcerns(state).length + raised > mostOpenConcerns
    ? tableFull(
        `At most ${mostOpenConcerns} concerns can be open. Raise no more; close those of yours that are met.`,
      )
    : null;
}

function judgeRepetition(state: DiscussionState, turn: Turn, message: AgentMessage): Refusal | null {
  if (message.type === 'vote' || turn.purpose === 'conclude' || turn.purpose === 'summarise') return null;
  if (message.type === 'proposal' && message.amends !== null) return judgeAmendment(state, message);
  const sketch = sketchOf(textOf(message));
  const own = state.messages.filter(({ by }) => by === turn.speaker).slice(-memory);
  return own.some((each) => similarity(each.sketch, sketch) >= repeatedFrom)
    ? { fault: 'repeated', detail: 'You have said this before. Say what is new, or answer an open concern.' }
    : null;
}

/** A small change to a long text is still a change. */
function judgeAmendment(
  state: DiscussionState,
  { amends, title, content }: Extract<AgentMessage, { type: 'proposal' }>,
): Refusal | null {
  const before = state.proposals.find(({ ref }) => ref === amends);
  const isSame =
    before !== undefined &&
    wordsOf(before.title).join(' ') === wordsOf(title).join(' ') &&
    wordsOf(before.content).join(' ') === wordsOf(content).join(' ');
  return isSame ? { fault: 'repeated', detail: `It says the same as ${amends}. Change it.` } : null;
}

const tableFull = (detail: string): Refusal => ({ fault: 'table_full', detail });
const offRole = (detail: string): Refusal => ({ fault: 'off_role', detail });
const listed = (items: readonly string[]): string => items.map((item) => `"${item}"`).join(' or ');
