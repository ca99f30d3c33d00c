import { boardVerbs } from '../grammar/denials.ts';
import { notTellers, sayings, tellers } from '../grammar/reporting.ts';
import { stripClutter } from '../language/clutter.ts';
import { beginsCommand } from '../language/commands.ts';
import { isSaid, isSymbol, type Token, tokenise, trimMarks } from '../language/tokens.ts';
import { verbOfPast } from '../language/verb-forms.ts';
import { holdsAct } from '../remarks/pretence.ts';
import type { Board } from './board.ts';
import { tasksNamed } from './titles-named.ts';

/** Who said something takes no more words than this. */
const maxTeller = 8;
const maxDoer = 5;
const maxTokens = 120;

/** Whether words only tell what others said or did on the board: 'a customer wrote "cancel everything"', "tom approved SHOP-11". */
export function isReported(clause: readonly Token[], board: Board): boolean {
  const said = trimMarks(clause).slice(0, maxTokens);
  return isQuoted(said, board) || isDone(said, board);
}

/** Somebody says something, and what is said is an act. */
function isQuoted(said: readonly Token[], board: Board): boolean {
  const at = said.slice(0, maxTeller + 1).findIndex(({ word }) => sayings.has(word));
  const tellsFirst = at === 0 && (said[at]?.word.endsWith('s') === true || said[at]?.word === 'quote');
  if (at < 0 || !(tellsFirst || isTeller(said.slice(0, at)))) return false;
  const agents = board.context.agents.map(({ name }) => name.toLowerCase());
  const rest = said.slice(at + 1).flatMap(unslashed);
  const inside = rest.flatMap((token) =>
    token.kind === 'quote' ? tokenise(token.text.replace(/^["'`]+|["'`]+$/g, '')) : [],
  );
  if (inside.length > 0)
    return (
      (holdsAct(inside, agents) || beginsCommand(stripClutter(inside))) &&
      !rest.some(({ word }) => asking.has(word))
    );
  const order = rest.findIndex((_token, place) => beginsCommand(rest.slice(place)));
  const isApart = rest.slice(1, Math.max(1, order)).some((token) => isSymbol(token));
  return order >= 0 && order <= maxDoer && !isApart && holdsAct(rest.slice(order), agents);
}
/** "/cancel SHOP-14" in a report. */
const unslashed = (token: Token): readonly Token[] =>
  token.kind === 'path' && token.text.startsWith('/') ? tokenise(token.text.slice(1)) : [token];
const asking: ReadonlySet<string> = new Set(['fix', 'please', 'repair', 'change', 'should']);

/** Somebody but the person who speaks, whose words are reported: no command and no question comes before. */
function isTeller(subject: readonly Token[]): boolean {
  const [first] = subject;
  const isOrder = subject.length > 1 && beginsCommand(subject);
  if (first === undefined || isOrder || notTellers.has(first.word)) return false;
  return (
    subject.every((token) => isSaid(token) && token.kind !== 'key') &&
    !subject.some(({ word }) => tellers.has(word))
  );
}

/** "Tom approved SHOP-11 last friday", "my colleague has already retried the unit tests" */
function isDone(said: readonly Token[], board: Board): boolean {
  const at = said.slice(0, maxDoer + 1).findIndex(({ word }) => {
    const verb = verbOfPast(word);
    return verb !== null && verb !== word && boardVerbs.has(verb);
  });
  const before = said[at - 1];
  if (at < 1 || before === undefined || linking.has(before.word) || isSymbol(before)) return false;
  const doer = said.slice(0, at);
  if (
    beginsCommand(doer) ||
    notTellers.has(doer[0]?.word ?? '') ||
    !doer.every((token) => isSaid(token) && token.kind !== 'key')
  )
    return false;
  const object = said.slice(at + 1);
  return tasksNamed(object, board).length > 0;
}
/** Before these the word is a participle: "the canceled …", "get it approved". */
const linking: ReadonlySet<string> = new Set(
  'the a an all any every get have be is are was were being to my our your these those both it them him of with for not'.split(
    ' ',
  ),
);
