import { pastTimes, personNouns, settings } from '../grammar/statements.ts';
import { matchStart } from '../language/phrases.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import { isPast } from '../language/verb-forms.ts';
import type { WorkItem } from './plan.ts';

/** Without what only tells how the wish for the other work came up; that work's description tells it. */
export function withoutBackground(items: readonly WorkItem[]): readonly WorkItem[] {
  const kept: WorkItem[] = [];
  let told = '';
  for (const item of items) {
    if (isBackground(item)) told = `${told}${item.said}. `;
    else {
      kept.push(told === '' ? item : { ...item, said: `${told}${item.said}` });
      told = '';
    }
  }
  return kept.length === 0 ? items : kept;
}

const window = 12;

/** "Support got three calls this week": people, and what they did. */
export function isBackground({ isStatement, said, joint }: WorkItem): boolean {
  if (!isStatement || joint === 'then') return false;
  const words = tokenise(said.slice(0, 200)).slice(0, window);
  const rest = words.slice(matchStart(pastTimes, words)?.length ?? 0);
  if (matchStart(settings, rest) !== null) return true;
  const person = rest.slice(0, 4).findIndex(({ word }) => personNouns.has(word));
  return person >= 0 && rest.slice(person + 1, person + 4).some(isDone);
}

const isDone = ({ word }: Token): boolean => isPast(word) || done.has(word);
const done: ReadonlySet<string> = new Set('had was were has have called'.split(' '));
