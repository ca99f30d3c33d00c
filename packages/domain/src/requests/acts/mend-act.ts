import { controlVerbs } from '../grammar/control-verbs.ts';
import { isOneSlip } from '../language/slips.ts';
import { type Token, wordToken } from '../language/tokens.ts';
import type { Board } from './board.ts';
import { readControl } from './control.ts';

const minLength = 4;
const minDistinct = 5;

/** An act whose verb was mistyped, mended when the rest names what it acts on: "aproove SHOP-19", "rtry the unit tests". */
export function mendAct(bare: readonly Token[], board: Board): readonly Token[] {
  const [first, ...rest] = bare;
  if (first?.kind !== 'word' || rest.length === 0 || first.word.length < minLength) return bare;
  if (controlVerbs.includes(first.word)) return bare;
  const isKeyed = rest.some(({ kind }) => kind === 'key');
  const verb = gerundOf(first.word) ?? controlVerbs.find((known) => isNear(first.word, known, isKeyed));
  if (verb === undefined || readControl(bare, board) !== null) return bare;
  const mended = [{ ...wordToken(verb, first.isSpaced) }, ...rest];
  const act = readControl(mended, board);
  return act !== null && act.needs_clarification === null && act.targets.length > 0 ? mended : bare;
}

/** "Would you mind cancelling …" */
function gerundOf(word: string): string | undefined {
  const stem = /^([a-z-]{3,20})ing$/.exec(word)?.[1];
  if (stem === undefined) return undefined;
  const forms = [stem, `${stem}e`, stem.replace(/(.)\1$/, '$1')];
  return controlVerbs.find((known) => forms.includes(known));
}

/** One slip, or letters doubled wrongly besides. */
function isNear(word: string, verb: string, isKeyed: boolean): boolean {
  if (word[0] !== verb[0] || (verb.length < minDistinct && !isKeyed)) return false;
  if (isOneSlip(word, verb)) return true;
  const [one, other] = [single(word), single(verb)];
  return verb.length > minDistinct && (one === other || isOneSlip(one, other));
}

const single = (word: string): string => word.replace(/(.)\1+/g, '$1');
