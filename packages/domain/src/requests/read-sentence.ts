import type { Board } from './acts/board.ts';
import { readContextAct } from './acts/context-act.ts';
import { readControl } from './acts/control.ts';
import { readHangingAct } from './acts/hanging-act.ts';
import { readSeveralActs } from './acts/several-acts.ts';
import type { Clause } from './language/clauses.ts';
import { stripClutter } from './language/clutter.ts';
import { readCommand } from './language/commands.ts';
import type { Sentence } from './language/sentences.ts';
import type { SaidClause } from './read-clauses.ts';

/** The clauses of a sentence, put together or apart anew where it acts on the board rather than asking for work. */
export const regroup = (sentence: Sentence, parts: readonly Clause[], board: Board): readonly SaidClause[] =>
  withReason(sentence, parts, board) ??
  asOne(sentence, parts, board) ??
  hanging(sentence, parts, board) ??
  apart(sentence, parts, board) ??
  inContext(sentence, parts, board) ??
  parts;

const worded: ReadonlySet<string> = new Set(['comment', 'block', 'reject']);

/** A sentence whose commas and "and"s stand in a comment or a reason: "hold SHOP-20, we need the texts first". */
function withReason(
  { tokens, isQuestion }: Sentence,
  parts: readonly Clause[],
  board: Board,
): readonly Clause[] | null {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0 || tokens.length > maxReason) return null;
  const request = readControl(stripClutter(tokens), board);
  if (request === null || request.words === null || !worded.has(request.intent)) return null;
  const isOwn = (part: Clause): boolean =>
    readControl(part.tokens, board) !== null || readCommand(part.tokens) !== null;
  return request.intent !== 'comment' && others.some(isOwn) ? null : [{ ...first, tokens, isQuestion }];
}

const maxReason = 300;

/** An act whose words look like a link: "infra should look after SHOP-20". */
function asOne(
  { tokens, isQuestion }: Sentence,
  parts: readonly Clause[],
  board: Board,
): readonly Clause[] | null {
  const [first, second] = parts;
  if (first?.waitsFor == null || second !== undefined || tokens.length > maxAct) return null;
  const request = readControl(stripClutter(tokens), board);
  const isSure = request?.intent === 'assign' && request.needs_clarification === null;
  return isSure ? [{ ...first, tokens, joint: 'new', waitsFor: null, isOutcome: false, isQuestion }] : null;
}

const maxAct = 14;

/** An act that waits for something to be so. */
function hanging(
  { tokens, isQuestion }: Sentence,
  parts: readonly Clause[],
  board: Board,
): readonly SaidClause[] | null {
  const [first, ...others] = parts;
  const isOnly = others.every((part) => readControl(part.tokens, board) === null);
  const act = isOnly ? readHangingAct(tokens, board) : null;
  if (first === undefined || act === null) return null;
  return [{ ...first, tokens: act, joint: 'new', isOutcome: true, isQuestion }];
}

/** A sentence of acts alone, one clause each, where they were not parted yet. */
function apart(
  { tokens, isQuestion }: Sentence,
  parts: readonly Clause[],
  board: Board,
): readonly SaidClause[] | null {
  const acts = readSeveralActs(tokens, board);
  const [first] = parts;
  if (acts === null || first === undefined || acts.length <= parts.length) return null;
  return acts.map((act) => ({ ...first, tokens: act, joint: 'and', waitsFor: null, isQuestion }));
}

/** A sentence that asks for one act on the board and tells something around it. */
function inContext(
  { tokens, isQuestion }: Sentence,
  [first]: readonly Clause[],
  board: Board,
): readonly SaidClause[] | null {
  const act = first === undefined ? null : readContextAct(tokens, board);
  if (first === undefined || act === null) return null;
  return [{ ...first, ...act, joint: 'new', waitsFor: null, isQuestion }];
}
