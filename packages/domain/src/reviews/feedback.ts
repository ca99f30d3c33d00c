import type { ReviewComment } from '@overmind/contracts/entities/merge';

type Remark = Pick<ReviewComment, 'path' | 'line' | 'side' | 'line_text' | 'body'>;

const longestLine = 200;

/** As code in a sentence; a backtick within it would end it. */
const quoted = (text: string): string => {
  const line = text.trim().slice(0, longestLine).replaceAll('`', "'");
  return line === '' ? '' : `: \`${line}\``;
};

const shown = ({ path, line, side, line_text, body }: Remark): string =>
  `- ${path}:${line} (${side})${quoted(line_text)} — ${body.trim()}`;

/** What the next run is told: the reviewer's words, then each comment with the line it stands on. */
export function feedbackOf(reason: string, comments: readonly Remark[]): string {
  const words = reason.trim();
  const lines = comments.map(shown).join('\n');
  return [words, lines].filter((part) => part !== '').join('\n\n');
}
