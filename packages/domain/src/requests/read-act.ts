import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { Board } from './acts/board.ts';
import { confirm, confirmByVoice } from './acts/clarify.ts';
import { readControl } from './acts/control.ts';
import { isDoubtful } from './acts/doubt.ts';
import { isPronoun } from './acts/wording.ts';
import { polite } from './grammar/contexts.ts';
import { toActive } from './language/active.ts';
import type { Clause } from './language/clauses.ts';
import { stripClutter } from './language/clutter.ts';
import { matchStart } from './language/phrases.ts';
import type { Token } from './language/tokens.ts';
import { type Reading, requestReading } from './reading.ts';

/** What was said before a clause, and the board it may act on. */
export interface Talk {
  board: Board;
  /** Whether work was asked for before, in the same utterance. */
  hasWork: boolean;
  /** The verb of the work before. */
  before: Token | null;
  /** Whether a "yes" stands before what is said. */
  isAffirmed: boolean;
  /** Why, as it was said around the clause. */
  reason: string | null;
}

/** "When you have time retry SHOP-12": a condition that is only kindness. */
export function withoutKindness(bare: readonly Token[]): readonly Token[] {
  const length = matchStart(polite, bare.slice(0, 10))?.length ?? 0;
  return length === 0 ? bare : stripClutter(bare.slice(length));
}

/** An act on the board; or what such words say of the work that was asked for before. */
export function readAct(
  words: readonly Token[],
  clause: Clause,
  { board, hasWork, isAffirmed, reason }: Talk,
): Reading | null {
  const said = readControl(words, board);
  if (clause.waitsFor !== null && (said === null || said.targets.length === 0)) return null;
  const request =
    said !== null && reasoned.has(said.intent) ? { ...said, words: said.words ?? reason } : said;
  if (request !== null && asksFirmly(words) && !asking.has(request.intent)) return null;
  if (request === null || (request.intent === 'undo' && clause.isOutcome)) return null;
  const isAboutWork =
    hasWork &&
    request.intent !== 'comment' &&
    (saysPronoun(words) || (vague.has(request.intent) && !namesTask(words)));
  if (!isAboutWork) return requestReading(isAffirmed ? request : confirmed(request, clause, board));
  const isForAll = words.some(({ word }) => word === 'both' || word === 'all' || word === 'them');
  if (request.intent === 'reprioritize' && request.priority !== null)
    return { kind: 'priority', priority: request.priority, isForAll };
  if (request.intent === 'assign' && request.agent !== null)
    return { kind: 'agent', agent: request.agent, isForAll };
  return null;
}

/** "Which ones are red right now" never acts. */
const asksFirmly = ([first]: readonly Token[]): boolean => firm.has(first?.word ?? '');
const firm: ReadonlySet<string> = new Set(
  'who whom whose what where why which how is are was were does did am'.split(' '),
);
const asking: ReadonlySet<string> = new Set(['status', 'ask', 'what_changed', 'help', 'discuss']);

/** What hangs on how something else goes is asked for: an act cannot wait. */
function confirmed(request: UnderstoodRequest, clause: Clause, board: Board): UnderstoodRequest {
  const hangs =
    clause.isOutcome ||
    clause.waitsFor !== null ||
    isDoubtful(request.intent, clause.tokens, clause.isQuestion);
  const isAct =
    (request.targets.length > 0 || onProject.has(request.intent)) &&
    request.needs_clarification === null &&
    request.intent !== 'status';
  return hangs && isAct ? confirm(request, board) : confirmByVoice(request, board);
}

/** Acts that need no task. */
const onProject: ReadonlySet<string> = new Set(['pause', 'resume', 'enable_agent', 'disable_agent']);

/** Acts whose reason is told to those who go on with the task. */
const reasoned: ReadonlySet<string> = new Set(['reject', 'block']);

/** After work was asked for, "drop the old one" speaks of it. */
const vague: ReadonlySet<string> = new Set(['cancel', 'reject', 'undo']);
const namesTask = (words: readonly Token[]): boolean =>
  words.some(({ kind, word }) => kind === 'key' || word === 'task' || word === 'tasks');

/** "Can SHOP-18 be retried?" as "SHOP-18 can be retried". */
function asStatement(bare: readonly Token[]): readonly Token[] {
  const [first, ...rest] = bare;
  const be = rest.findIndex(({ word }) => word === 'be');
  const isAsked =
    (first?.word === 'can' || first?.word === 'could') && rest.some(({ kind }) => kind === 'key');
  return first !== undefined && isAsked && be > 0 ? [...rest.slice(0, be), first, ...rest.slice(be)] : [];
}

/** "SHOP-17 needs to be canceled" */
export function readPassiveAct(bare: readonly Token[], clause: Clause, talk: Talk): Reading | null {
  const active = toActive(clause.isQuestion ? asStatement(bare) : bare);
  return active === null ? null : readAct(active, clause, talk);
}

/** "It" in the words of an act, and no key: after work was asked for, that work is meant. */
function saysPronoun(words: readonly Token[]): boolean {
  if (words.some(({ kind }) => kind === 'key')) return false;
  return words.some((token) => isPronoun([token])) || words.some(({ word }) => word === 'both');
}
