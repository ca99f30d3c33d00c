import { anyTask } from './acts/control.ts';
import { type Board, findTargets } from './acts/targets.ts';
import { standing } from './grammar/statements.ts';
import type { Clause } from './language/clauses.ts';
import { matchPhrase } from './language/phrases.ts';
import type { Token } from './language/tokens.ts';
import { readClause, type Talk } from './read-clause.ts';
import type { Reading } from './reading.ts';

/** What the clauses of one utterance are taken for, each in the light of those before it. */
export function readClauses(clauses: readonly Clause[], board: Board, isAffirmed: boolean): Reading[] {
  const readings: Reading[] = [];
  let { mentioned } = board;
  let before: Token | null = null;
  let told: readonly string[] = [];
  for (const clause of clauses) {
    const talk: Talk = { board: { ...board, mentioned }, hasWork: before !== null, before, isAffirmed };
    const about: Reading | null = told.length === 0 ? null : readToldAct(clause, talk, told);
    const reading: Reading = about ?? readClause(clause, talk);
    const last = readings.length - 1;
    if (about !== null || isTakenBack(reading, clauses[last])) readings[last] = { kind: 'nothing' };
    readings.push(reading);
    told = reading.kind === 'work' ? toldOf(clause.tokens, board) : [];
    if (reading.kind === 'work') before = reading.item.command[0] ?? before;
    if (reading.kind === 'request') mentioned = [...new Set([...spokenOf(reading, clause), ...mentioned])];
  }
  return readings;
}

function spokenOf(reading: Extract<Reading, { kind: 'request' }>, { tokens }: Clause): string[] {
  return [...reading.request.targets, ...tokens.filter(({ kind }) => kind === 'key').map(({ text }) => text)];
}

/** The tasks that a clause tells the state of: "the unit tests failed". */
function toldOf(tokens: readonly Token[], board: Board): readonly string[] {
  const subject = tokens.length > maxTold ? undefined : matchPhrase(standing, tokens)?.subject;
  const found = subject === undefined ? null : findTargets(subject, anyTask, board);
  return found?.kind === 'found' ? found.keys : [];
}

const maxTold = 12;

/** "The unit tests failed, retry them": an act on what was told. */
function readToldAct(clause: Clause, talk: Talk, told: readonly string[]): Reading | null {
  const board = { ...talk.board, mentioned: told };
  const reading = readClause(clause, { ...talk, board, hasWork: false, before: null });
  if (reading.kind !== 'request' || reading.request.kind !== 'control') return null;
  const { targets, intent } = reading.request;
  const isSame = targets.length > 0 && targets.every((key) => told.includes(key));
  return isSame && intent !== 'status' ? reading : null;
}

/** "Cancel it? Not yet." */
function isTakenBack(reading: Reading, before: Clause | undefined): boolean {
  return reading.kind === 'request' && reading.request.remark === 'negation' && before?.isQuestion === true;
}
