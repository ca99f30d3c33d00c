import { phraseTable } from '../language/phrases.ts';

/** Words that deny the act that follows. */
export const negators: ReadonlySet<string> = new Set(
  'not never nobody none no neither nor without hardly'.split(' '),
);
/** Longer ways to deny, before the act or after it. */
export const denyingPhrases = phraseTable(`
  (too early|too soon|no reason|no way|no need|out of the question|off the table|a bad idea|a mistake|premature|under no circumstances|in no case|not an option|the last thing)
  (is|are|would be) not (what|something|anything|a good|the|an option|wanted|necessary|on the table)
  (wait|hold off|hold back|hold on) (before|with|until|on)
`);
/** Acts on the board; those marked true are not said of the product. */
export const boardVerbs: ReadonlyMap<string, boolean> = new Map([
  ...'approve reject merge deploy release'.split(' ').map((verb) => [verb, true] as const),
  ...'cancel retry accept disable enable pause stop kill drop delete remove ship abort start run restart rerun requeue assign close reprioritize block unblock undo revert resume touch'
    .split(' ')
    .map((verb) => [verb, false] as const),
]);
