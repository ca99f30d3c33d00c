import { unansweredBy } from '../outcome/record.ts';
import { textOf } from '../protocol/read-reply.ts';
import {
  type DiscussionState,
  openConcerns,
  openProposals,
  openQuestions,
  type SaidMessage,
  type Turn,
} from '../state.ts';
import { fitItems, type Item } from './fit.ts';

/*
 * What a turn is shown, in this order: the goal, whole; what the user was asked and said; the summary; the open
 * proposals; the open concerns; the open questions; the last vote; and the latest messages that the summary does not
 * hold. Each part may take a share of the room that is left; the messages take the rest, the newest of them first.
 * Turns of the opening are shown the goal and the user's words alone, so that each speaks for itself, whenever it is
 * asked.
 */
export interface ContextPart {
  title: string;
  /** A line of JSON each. */
  lines: readonly string[];
}

interface Source {
  title: string;
  share: number;
  items: readonly Item[];
}

export const voteTitle = 'The last vote';
export const latestTitle = 'The latest messages';

export function contextOf(
  state: DiscussionState,
  turn: Turn,
  chars: number = state.settings.context_chars,
): ContextPart[] {
  const isOpening = turn.purpose === 'clarify' || turn.purpose === 'explore';
  const sources = isOpening ? [userWords(state)] : [userWords(state), ...onTheTable(state), latest(state)];
  const parts: ContextPart[] = [{ title: 'The goal', lines: [JSON.stringify({ content: state.goal })] }];
  let room = chars;
  for (const { title, share, items } of sources) {
    const lines = fitItems(items, Math.floor(room * share));
    if (lines.length > 0) parts.push({ title, lines });
    room -= lines.reduce((sum, line) => sum + line.length, 0);
  }
  return parts;
}

function userWords(state: DiscussionState): Source {
  const { messages, user } = state;
  const said = messages.flatMap(({ number, message }) =>
    message.type === 'user' ? [{ message: number, from: 'user', content: message.content }] : [],
  );
  const waiting = (user.waitingFor ?? []).map(({ question }) => ({ asked_of: 'user', content: question }));
  const silent = unansweredBy(state).map((content) => ({
    asked_of: 'user',
    answer: 'none was given',
    content,
  }));
  return { title: 'What the user said', share: 0.3, items: [...silent, ...said, ...waiting] };
}

function onTheTable(state: DiscussionState): Source[] {
  const { summary } = state;
  return [
    {
      title: 'Summary of what was said before',
      ...{ share: 0.25, items: summary === null ? [] : [{ content: summary.content }] },
    },
    {
      title: 'Open proposals',
      share: 0.6,
      items: openProposals(state).map(({ ref, by, title, content }) => ({ ref, by, title, content })),
    },
    {
      title: 'Open concerns',
      share: 0.3,
      items: openConcerns(state).map(({ ref, by, proposal, content }) => ({ ref, by, proposal, content })),
    },
    {
      title: 'Open questions',
      share: 0.3,
      items: openQuestions(state).map(({ ref, by, to, content }) => ({ ref, by, to, content })),
    },
    { title: voteTitle, share: 0.4, items: lastVote(state) },
  ];
}

/** Votes on other proposals that are being cast now stay hidden, so that nobody votes as others did. */
function lastVote({ votes, round }: DiscussionState): Item[] {
  const counted = round === null ? 0 : round.isCounted ? round.number : round.number - 1;
  return votes
    .filter((vote) => vote.round === counted)
    .map(({ by, proposal, choice, reason, changes }) => ({ by, proposal, choice, changes, content: reason }));
}

function latest(state: DiscussionState): Source {
  const from = state.summary?.upTo ?? 0;
  const items = state.messages
    .filter(({ number }) => number > from)
    .filter(({ purpose, by }) => by !== null && purpose !== 'summarise' && purpose !== 'vote')
    .flatMap(itemOf);
  return { title: latestTitle, share: 1, items };
}

const itemOf = ({ number, by, message }: SaidMessage): Item[] =>
  message.type === 'user'
    ? []
    : [{ message: number, from: by, type: message.type, content: textOf(message) }];
