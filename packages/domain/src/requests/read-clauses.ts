import type { Board } from './acts/board.ts';
import { anyTask } from './acts/control.ts';
import { findTargets } from './acts/targets.ts';
import { tasksNamed } from './acts/titles-named.ts';
import { isPronoun } from './acts/wording.ts';
import { standing } from './grammar/statements.ts';
import type { Clause } from './language/clauses.ts';
import { matchPhrase } from './language/phrases.ts';
import { render, type Token } from './language/tokens.ts';
import type { Talk } from './read-act.ts';
import { readClause } from './read-clause.ts';
import type { Reading } from './reading.ts';
import type { WorkItem } from './work/plan.ts';

/** A clause, and what was said around it. */
export interface SaidClause extends Clause {
  /** Tasks that its "it" can mean. */
  about?: readonly string[];
  reason?: string | null;
  /** What follows it under a label of its own. */
  criteria?: readonly string[];
}

/** What the clauses of one utterance are taken for, each in the light of those before it. */
export function readClauses(clauses: readonly SaidClause[], board: Board, isAffirmed: boolean): Reading[] {
  const readings: Reading[] = [];
  let { mentioned } = board;
  let before: Token | null = null;
  let told: readonly string[] = [];
  let isTold = false;
  for (const clause of clauses) {
    const spoken = [...(clause.about ?? []), ...mentioned];
    const talk: Talk = {
      ...{ board: { ...board, mentioned: spoken }, hasWork: before !== null, before, isAffirmed },
      reason: clause.reason ?? null,
    };
    const about: Reading | null = isTold ? readToldAct(clause, talk, told) : null;
    const reading: Reading = about ?? readClause(clause, talk);
    const last = readings.length - 1;
    if (about !== null || isTakenBack(reading, clauses[last])) readings[last] = { kind: 'nothing' };
    readings.push(reading);
    isTold = reading.kind === 'work' && reading.item.isStatement;
    told = isTold ? toldOf(clause.tokens, board) : [];
    if (reading.kind === 'work') {
      before = reading.item.command[0] ?? before;
      reading.item.said = withQuestion(reading.item, clauses[last], readings[last]);
    }
    if (reading.kind === 'request')
      mentioned = [...new Set([...spokenOf(reading, clause, board), ...mentioned])];
  }
  return readings.flatMap((reading, at) => [reading, ...criteriaOf(clauses[at])]);
}

const criteriaOf = (clause: SaidClause | undefined): Reading[] =>
  (clause?.criteria ?? []).map((text) => ({ kind: 'criterion', text }));

function spokenOf(
  reading: Extract<Reading, { kind: 'request' }>,
  { tokens }: Clause,
  board: Board,
): string[] {
  return [...reading.request.targets, ...tasksNamed(tokens, board)];
}

/** "Why is the header so huge? Shrink it": the question says what it is. */
function withQuestion(
  { said, command }: WorkItem,
  before: Clause | undefined,
  asked: Reading | undefined,
): string {
  const isOnIt = isPronoun(command.slice(1, 2)) && before?.isQuestion === true && asked?.kind === 'request';
  return isOnIt ? `${render(before.tokens)}? ${said}` : said;
}

/** The tasks that a clause tells the state of: "the unit tests failed". */
function toldOf(tokens: readonly Token[], board: Board): readonly string[] {
  const subject = tokens.length > maxTold ? undefined : matchPhrase(standing, tokens)?.subject;
  const found = subject === undefined ? null : findTargets(subject, anyTask, board);
  if (found?.kind === 'found') return found.keys;
  const named = tasksNamed(tokens, board);
  return named.length === 0 && tokens.slice(0, maxSubject).some(isIt) ? board.mentioned.slice(0, 1) : named;
}

const maxTold = 12;
/** "Unfortunately it does not work in Edge." */
const maxSubject = 3;
const isIt = (token: Token): boolean => isPronoun([token]);

/** "The unit tests failed, retry them": an act on what was told. */
function readToldAct(clause: Clause, talk: Talk, told: readonly string[]): Reading | null {
  const board = { ...talk.board, mentioned: [...new Set([...told, ...talk.board.mentioned])] };
  const reading = readClause(clause, { ...talk, board, hasWork: false, before: null });
  if (reading.kind !== 'request' || reading.request.kind !== 'control') return null;
  const { targets, intent } = reading.request;
  const isSame = targets.length > 0 && targets.every((key) => told.includes(key));
  const isVerdict = verdicts.has(intent) && targets.length > 0;
  return (isSame || isVerdict) && intent !== 'status' ? reading : null;
}

/** What is told before these is why: "the button is too small, reject it". */
const verdicts: ReadonlySet<string> = new Set(['approve', 'reject']);

/** "Cancel it? Not yet." */
function isTakenBack(reading: Reading, before: Clause | undefined): boolean {
  return reading.kind === 'request' && reading.request.remark === 'negation' && before?.isQuestion === true;
}
