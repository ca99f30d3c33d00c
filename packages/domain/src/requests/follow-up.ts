import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { agentNamed } from './acts/agents.ts';
import type { Board } from './acts/board.ts';
import { readControl, targetRequest } from './acts/control.ts';
import { controlRequest, remarkRequest } from './acts/requests.ts';
import { isClean, isMarked } from './acts/wording.ts';
import type { UnderstandContext } from './context.ts';
import { clearMarkers, markers, noCorrections } from './grammar/corrections.ts';
import { stripClutter } from './language/clutter.ts';
import { beginsCommand } from './language/commands.ts';
import { correct } from './language/correct.ts';
import { readNumber } from './language/numbers.ts';
import { matchPhrase, matchStart, phraseTable, saysAny } from './language/phrases.ts';
import { isSymbol, render, type Token, tokenise, trimMarks } from './language/tokens.ts';

type Previous = NonNullable<UnderstandContext['previous']>;
/** Understands a sentence by itself. */
type Reread = (text: string) => readonly UnderstoodRequest[];

const repeats = phraseTable(`
  [and|also|then|now] [please] [do|and] (the same|same|the same thing|same thing|same again|likewise) [also|again] [for|to|with|on|goes for|please for|applies to] <task> [too|as well|also|please]
  [and|also|then|now] [please] (do|apply|repeat) (it|that|this) [also|again] (for|to|with|on) <task> [too|as well|also|please]
  [and|also|then|now] (<task> (too|as well|also|please too|likewise))
  (and|also|and also|then|now|and now|plus|and then|what about|how about|and what about) <task> [too|as well|also|please|now]
`);
const restorings = phraseTable(`
  [please] (bring|get|put|give|take) (it|that|that one|this|the task) back [again|please|now]
  [please] (restore|recover|reopen|revive|reactivate|reinstate) (it|that|that one|this|the task) [again|please|now]
  (i|we) (want|need|would like|would like to have) (it|that|that one|this|the task) back [again|please|now]
`);
const denials = phraseTable(`
  [and|but|or|just|also|please|then|only] [please] (not|never) <task> [too|as well|also|either]
`);
const corrections = phraseTable(`
  (i meant|i mean|i was talking about|i wanted|i said|it should be|it should have been|make that|make it|rather|not that one|not that|not this one|wrong one|wrong task|the wrong task|that was the wrong task|wrong number|the wrong one|that is the wrong one|that was the wrong one|sorry|oops|no|nope|actually|wait|i did mean) [,|:] [no] [,] [i meant|i mean|rather|make it|make that|not that one|not that|wrong one|sorry|it should be] [,]
`);
const changing: ReadonlySet<string> = new Set(
  'create_tasks cancel retry approve reject reprioritize pause resume enable_agent disable_agent assign comment block'.split(
    ' ',
  ),
);
/** Acts on no task: nothing is the same for another one. */
const ofDiscussions: ReadonlySet<string> = new Set([
  ...['answer_discussion', 'waive_question', 'decision_tasks', 'decision_spec'],
]);
const maxLength = 24;

/** What a short message means after the one before it: the same for another task, or a correction. Null for neither. */
export function readFollowUp(
  tokens: readonly Token[],
  previous: Previous,
  board: Board,
  reread: Reread,
): UnderstoodRequest[] | null {
  if (tokens.length > maxLength) return null;
  const before = previous.requests.findLast(
    ({ remark, intent }) => remark === null && intent !== 'ask' && intent !== 'help' && intent !== 'undo',
  );
  if (before === undefined || ofDiscussions.has(before.intent)) return null;
  if (endsInUndo(tokens, board)) return null;
  const said = withoutPlease(tokens);
  if (before.intent === 'cancel' && saysAny(restorings, said)) return [controlRequest('undo')];
  if (isDenied(said, board)) return [remarkRequest('negation')];
  return readCorrection(tokens, before, board, reread) ?? readRepeat(said, before, board);
}

const pleases: ReadonlySet<string> = new Set(['please', 'thanks', ',', '.', '!']);
/** "And also SHOP-17, please." */
function withoutPlease(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findLastIndex(({ word }) => !pleases.has(word));
  return trimMarks(tokens.slice(0, end + 1));
}

/** "But not SHOP-17": what the act before is not to be done to. */
const isDenied = (tokens: readonly Token[], board: Board): boolean =>
  denials.some((phrase) => {
    const words = matchPhrase(phrase, tokens)?.task;
    return words !== undefined && isMarked(words) && isClean(words, board);
  });

/** "Oh no, wrong task, undo" is no correction. */
function endsInUndo(tokens: readonly Token[], board: Board): boolean {
  const mark = tokens.findLastIndex((token, at) => isSymbol(token) && at < tokens.length - 1);
  return readControl(stripClutter(tokens.slice(mark + 1)), board)?.intent === 'undo';
}

function readRepeat(
  tokens: readonly Token[],
  before: UnderstoodRequest,
  board: Board,
): UnderstoodRequest[] | null {
  if (before.targets.length === 0 && before.agent === null) return null;
  for (const phrase of repeats) {
    const words = matchPhrase(phrase, tokens)?.task;
    if (
      words === undefined ||
      beginsCommand(words) ||
      words.some(({ word }) => word === 'is' || word === 'are')
    )
      continue;
    const request = again(before, withoutJoint(words), board);
    if (request !== null) return [request];
  }
  return null;
}

const joints: ReadonlySet<string> = new Set(['also', 'and', 'then', 'now']);
const withoutJoint = (words: readonly Token[]): readonly Token[] =>
  joints.has(words[0]?.word ?? '') ? words.slice(1) : words;

/** The act of a request on what other words name. */
function again(before: UnderstoodRequest, words: readonly Token[], board: Board): UnderstoodRequest | null {
  const toggles = before.intent === 'enable_agent' || before.intent === 'disable_agent';
  const agent = agentNamed(words, board.context.agents);
  if (toggles) return agent === null ? null : controlRequest(before.intent, { agent });
  const { intent, priority, agent: to, words: said, topic } = before;
  const blank = controlRequest(intent, { priority, agent: to, words: said, topic });
  const fresh = { ...board, mentioned: board.mentioned.filter((key) => !before.targets.includes(key)) };
  const number = readNumber(words, 0);
  const isNumber = number !== null && number.length === words.length && board.context.prefix != null;
  const key = isNumber ? tokenKey(`${board.context.prefix}-${number.value}`) : null;
  return targetRequest(blank, key === null ? words : [key], 'known', fresh);
}

const tokenKey = (text: string): Token => ({ kind: 'key', text, word: text.toLowerCase(), isSpaced: true });

function readCorrection(
  tokens: readonly Token[],
  before: UnderstoodRequest,
  board: Board,
  reread: Reread,
): UnderstoodRequest[] | null {
  const begun =
    matchStart(clearMarkers, tokens) ?? matchStart(corrections, tokens) ?? matchStart(markers, tokens);
  if (begun === null) return null;
  const tail = withoutWrong(stripClutter(trimMarks(tokens.slice(begun.length))));
  const [first] = tail;
  if (first === undefined || noCorrections.has(first.word) || beginsCommand(tail)) return null;
  const corrected =
    before.intent === 'create_tasks'
      ? correctWork(before, tail, reread)
      : (toOther(before, tail, board) ?? again(before, tail, board));
  if (corrected === null) return null;
  return changing.has(before.intent) ? [controlRequest('undo'), corrected] : [corrected];
}

/** "SHOP-17, not SHOP-20" */
function withoutWrong(tail: readonly Token[]): readonly Token[] {
  const at = tail.findIndex(({ word }) => word === 'not' || word === 'instead');
  return at > 0 ? trimMarks(tail.slice(0, at)) : tail;
}

/** "No, to backend": another agent or level for the same tasks. */
function toOther(before: UnderstoodRequest, tail: readonly Token[], board: Board): UnderstoodRequest | null {
  const words = tail[0]?.word === 'to' || tail[0]?.word === 'for' ? tail.slice(1) : tail;
  const agent = agentNamed(words, board.context.agents);
  if (before.intent === 'assign' && agent !== null) return { ...before, agent };
  const level = /^p([1-5])$/.exec(words[0]?.word ?? '')?.[1];
  return before.intent === 'reprioritize' && level !== undefined
    ? { ...before, priority: Number(level) }
    : null;
}

/** The last piece of work as it was meant, read anew. */
function correctWork(
  before: UnderstoodRequest,
  tail: readonly Token[],
  reread: Reread,
): UnderstoodRequest | null {
  const last = before.tasks.at(-1);
  const mended = last === undefined ? null : correct(tokenise(last.title), tail);
  const meant =
    mended === null ? undefined : reread(render(mended)).find(({ intent }) => intent === 'create_tasks');
  if (last === undefined || meant === undefined) return null;
  return { ...meant, tasks: meant.tasks.map((task) => ({ ...task, priority: last.priority })) };
}
