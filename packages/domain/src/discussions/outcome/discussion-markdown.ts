import { textOf } from '../protocol/read-reply.ts';
import { type DiscussionState, type SaidMessage, statusOf } from '../state.ts';
import { document, line, quote, section } from './lines.ts';
import { renderDecision, renderOptions } from './markdown.ts';

/** A whole discussion as a document: how it ended, what was said in its order, and the votes. */
export function renderDiscussion(title: string, state: DiscussionState): string {
  const { ending, goal, messages, votes } = state;
  return document([
    `# ${line(title)}`,
    quote(goal),
    `Status: ${statusOf(state).replace('_', ' ')}. Speakers: ${state.speakers.map(({ name }) => line(name)).join(', ')}.`,
    ending === null ? '' : demoted(endOf(state)),
    '## What was said',
    ...messages.map((message) => sayingOf(state, message)),
    section(
      'Votes',
      votes.map(
        ({ by, round, proposal, choice, reason }) =>
          `Round ${round}, ${proposal}: ${line(by)}: ${choice.replaceAll('_', ' ')}: ${line(reason)}`,
      ),
    ),
    section('Questions that nobody was asked', notesOf(state, 'not_asked')),
    section('Questions that nobody answered', notesOf(state, 'unanswered')),
  ]);
}

const notesOf = ({ notes }: DiscussionState, wanted: 'not_asked' | 'unanswered'): string[] =>
  notes.filter(({ kind }) => kind === wanted).map(({ by, detail }) => `${line(by)}: ${line(detail)}`);

const endOf = ({ ending, goal }: DiscussionState): string => {
  if (ending === null) return '';
  if (ending.record !== null) return renderDecision(ending.record);
  return renderOptions(goal, ending.reason, ending.options);
};

/** Its headings stand under that of the whole. */
const demoted = (text: string): string => text.replace(/^#/gm, '##').trimEnd();

function sayingOf({ speakers }: DiscussionState, { by, message, purpose, number }: SaidMessage): string {
  if (message.type === 'user') return `### ${number}. A person\n\n${quote(message.content)}`;
  const name = speakers.find(({ key }) => key === by)?.name ?? by ?? '';
  const kind = purpose === 'summarise' ? 'summary' : message.type.replaceAll('_', ' ');
  return `### ${number}. ${line(name)} (${kind})\n\n${quote(textOf(message))}`;
}
