import { hypotheticals, pastTimes, reports, tellings } from '../grammar/statements.ts';
import { toActive } from '../language/active.ts';
import { stripClutter } from '../language/clutter.ts';
import { readCommand } from '../language/commands.ts';
import { type Lexicon, matchPhrase, matchStart, type Phrase, saysAny } from '../language/phrases.ts';
import { isSymbol, type Token } from '../language/tokens.ts';
import { isPast } from '../language/verb-forms.ts';
import { readFinding, readNeed, saysTrouble } from '../work/statement.ts';
import { readWish } from '../work/wish.ts';
import type { Board } from './board.ts';
import { lexiconOf } from './control.ts';

const window = 60;

/** Whether words only tell what others said, what was done, or what might be: nothing to do now. */
export function isReport(words: readonly Token[], board: Board): boolean {
  const said = words.slice(0, window);
  if (readCommand(said) !== null || readWish(said) !== null || toActive(said) !== null) return false;
  if (readNeed(stripClutter(said)) !== null || readFinding(said) !== null) return false;
  if (matchStart(tellings, said.slice(0, 12)) !== null && saysTrouble(said)) return false;
  const lexicon: Lexicon = {
    ...lexiconOf(board),
    past: (slot) => slot.length === 1 && isPast(slot[0]?.word ?? '') && !wanting.has(slot[0]?.word ?? ''),
    when: (slot) => saysAny(pastTimes, slot),
  };
  const says = (phrases: readonly Phrase[]): boolean =>
    phrases.some((phrase) => matchPhrase(phrase, said, lexicon) !== null);
  return says(reports) || (says(hypotheticals) && !saysTrouble(said) && !asksAfterComma(said));
}

/** Past forms that still want something. */
const wanting: ReadonlySet<string> = new Set(
  'wanted needed expected noticed wished required missed encountered'.split(' '),
);

/** "If you have a minute, fix the footer": what follows the comma is asked for. */
function asksAfterComma(said: readonly Token[]): boolean {
  const comma = said.findIndex((token) => isSymbol(token, ','));
  const rest = comma < 0 ? [] : stripClutter(said.slice(comma + 1));
  return rest.length > 0 && (readCommand(rest) !== null || readWish(rest) !== null || saysTrouble(rest));
}
