import { textOf } from '../protocol/read-reply.ts';
import { type DiscussionState, openConcerns, openProposals, openQuestions } from '../state.ts';

const longest = 200;

/** Enough was said since the last summary, or a new one was called for to find back to the goal. */
export const isSummaryDue = (state: DiscussionState): boolean =>
  state.needsSummary || state.messages.length - (state.summary?.upTo ?? 0) >= state.settings.summary_every;

/** A summary without a model: what is on the table, and what each speaker said last. */
export function digestOf(state: DiscussionState): string {
  const sections = [
    section(
      'Proposals',
      openProposals(state).map(({ ref, by, title }) => `${ref} by ${by}: ${title}`),
    ),
    section(
      'Open concerns',
      openConcerns(state).map(({ ref, by, content }) => `${ref} by ${by}: ${cut(content)}`),
    ),
    section(
      'Open questions',
      openQuestions(state).map(({ ref, by, content }) => `${ref} by ${by}: ${cut(content)}`),
    ),
    section('Last said', lastWords(state)),
  ].filter((text) => text !== '');
  return sections.length === 0 ? 'Nothing was said yet.' : sections.join('\n');
}

function lastWords({ speakers, messages }: DiscussionState): string[] {
  return speakers.flatMap(({ key }) => {
    const last = messages.findLast(({ by, purpose }) => by === key && purpose !== 'summarise');
    return last === undefined || last.message.type === 'user' ? [] : [`${key}: ${cut(textOf(last.message))}`];
  });
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `- ${line}`)].join('\n');

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest).toWellFormed()}…`;
};
