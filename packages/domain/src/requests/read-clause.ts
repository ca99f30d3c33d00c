import { agentNamed } from './acts/agents.ts';
import { confirmByVoice } from './acts/clarify.ts';
import { readControl } from './acts/control.ts';
import { readHint } from './acts/hints.ts';
import { openQuestion, readQuestion } from './acts/question.ts';
import { isReport } from './acts/reports.ts';
import { controlRequest, questionRequest, remarkRequest } from './acts/requests.ts';
import { type Board, isPronoun } from './acts/targets.ts';
import {
  askedOf,
  askingLeads,
  auxiliaries,
  criteria,
  criterionLeads,
  questionWords,
} from './grammar/starts.ts';
import { toActive } from './language/active.ts';
import type { Clause } from './language/clauses.ts';
import { stripClutter } from './language/clutter.ts';
import { mendVerb, readCommand } from './language/commands.ts';
import { matchStart, saysAny } from './language/phrases.ts';
import { isSaid, isSymbol, render, type Token, trimMarks } from './language/tokens.ts';
import { readWork } from './read-work.ts';
import { type Reading, requestReading } from './reading.ts';
import { readCourtesy } from './remarks/courtesy.ts';
import { isDenial } from './remarks/denial.ts';
import { readNegation } from './remarks/negation.ts';
import { readWish } from './work/wish.ts';

export interface Talk {
  board: Board;
  /** Whether work was asked for before, in the same utterance. */
  hasWork: boolean;
  /** The verb of the work before. */
  before: Token | null;
  /** Whether a "yes" stands before what is said. */
  isAffirmed: boolean;
}

/** What a clause is taken for. */
export function readClause(clause: Clause, talk: Talk): Reading {
  const { board } = talk;
  const bare = mendVerb(stripClutter(clause.tokens));
  const courtesy = readCourtesy(clause.tokens);
  if (courtesy !== null) return requestReading(remarkRequest(courtesy));
  const criterion = matchStart(criterionLeads, clause.tokens.slice(0, 16));
  if (criterion !== null && talk.hasWork)
    return { kind: 'criterion', text: render(clause.tokens.slice(criterion.length)) };
  if (talk.hasWork && saysAny(criteria, clause.tokens))
    return { kind: 'criterion', text: render(clause.tokens) };
  const raw = trimMarks(clause.tokens);
  const about = readAbout(raw, clause, talk);
  if (about !== null) return about;
  const caused = isTold(bare[0], clause) ? readPassiveAct(bare, clause, talk) : null;
  if (caused !== null) return caused;
  const question =
    askedOutright(bare, board) ?? (readCommand(bare) === null ? askedOutright(raw, board) : null);
  if (question !== null) return requestReading(question);
  if (!clause.isQuestion && !asks(raw) && (isDenial(bare) || isDenial(raw)))
    return requestReading(remarkRequest('negation'));
  const act = readAct(bare, clause, talk) ?? readAct(raw, clause, talk) ?? readPassiveAct(bare, clause, talk);
  if (act !== null) return act;
  const negation =
    readNegation(bare) ?? (readCommand(bare) === null ? readNegation(trimMarks(clause.tokens)) : null);
  if (negation?.kind === 'refusal') return requestReading(remarkRequest('negation'));
  if (negation !== null) return readWork(clause, negation.command, board, talk.before);
  if (isReport(bare, board) || (readCommand(bare) === null && isReport(raw, board)))
    return requestReading(questionRequest(null, { confidence: 0.6 }));
  const isHint = !talk.hasWork && !clause.isQuestion && clause.waitsFor === null && !asks(raw);
  const hint = isHint ? readHint(bare, board) : null;
  return hint === null ? readQuestionOrWork(bare, clause, talk) : requestReading(hint);
}

/** "SHOP-14: use the brand green": an act or a question on the task that is named first, else a comment. */
function readAbout(words: readonly Token[], clause: Clause, talk: Talk): Reading | null {
  const [key, colon, ...rest] = words;
  if (key?.kind !== 'key' || !isSymbol(colon, ':') || rest.length === 0) return null;
  const bare = stripClutter(rest);
  const act = readAct([...bare, key], clause, talk) ?? readAct(words, clause, talk);
  if (act !== null) return act;
  const board = { ...talk.board, mentioned: [key.text] };
  const question = askedOutright(bare, board);
  if (question !== null) return requestReading(question);
  return requestReading(controlRequest('comment', { targets: [key.text], words: render(rest) }));
}

/** A question of the board, with "tell me" or the like before it or without. */
function askedOutright(bare: readonly Token[], board: Board) {
  const lead = matchStart(askingLeads, bare.slice(0, 12));
  return (
    readQuestion(bare, board) ??
    (lead === null ? null : readQuestion(stripClutter(bare.slice(lead.length)), board))
  );
}

function readAct(
  words: readonly Token[],
  clause: Clause,
  { board, hasWork, isAffirmed }: Talk,
): Reading | null {
  if (clause.waitsFor !== null) return null;
  const request = readControl(words, board);
  if (request === null || (request.intent === 'undo' && clause.isOutcome)) return null;
  const isAboutWork =
    hasWork &&
    request.intent !== 'comment' &&
    (saysPronoun(words) || (vague.has(request.intent) && !namesTask(words)));
  if (!isAboutWork) return requestReading(isAffirmed ? request : confirmByVoice(request, board));
  const isForAll = words.some(({ word }) => word === 'both' || word === 'all' || word === 'them');
  if (request.intent === 'reprioritize' && request.priority !== null)
    return { kind: 'priority', priority: request.priority, isForAll };
  if (request.intent === 'assign' && request.agent !== null)
    return { kind: 'agent', agent: request.agent, isForAll };
  return null;
}

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
function readPassiveAct(bare: readonly Token[], clause: Clause, talk: Talk): Reading | null {
  const active = toActive(clause.isQuestion ? asStatement(bare) : bare);
  return active === null ? null : readAct(active, clause, talk);
}

/** "It" in the words of an act, and no key: after work was asked for, that work is meant. */
function saysPronoun(words: readonly Token[]): boolean {
  if (words.some(({ kind }) => kind === 'key')) return false;
  return words.some((token) => isPronoun([token])) || words.some(({ word }) => word === 'both');
}

const asks = ([first]: readonly Token[]): boolean => questionWords.has(first?.word ?? '');

function readQuestionOrWork(bare: readonly Token[], clause: Clause, { board, before }: Talk): Reading {
  const lead = matchStart(askingLeads, bare.slice(0, 12));
  const [first, second] = bare;
  const isAsking = lead !== null && bare.length > lead.length && !isAskedWork(bare.slice(lead.length));
  const isTime = first?.word === 'when' && !clause.isQuestion && !asked.has(second?.word ?? '');
  const isWorded =
    (questionWords.has(first?.word ?? '') && !isTime) ||
    (auxiliaries.has(first?.word ?? '') &&
      askedOf.has(second?.word ?? '') &&
      (clause.isQuestion || addressed.has(second?.word ?? '')) &&
      !isTold(first, clause));
  const isOpen =
    clause.isQuestion &&
    readCommand(bare) === null &&
    agentNamed(bare.slice(0, 1), board.context.agents) === null;
  if (isAsking && before !== null) return { kind: 'criterion', text: render(clause.tokens) };
  if ((isAsking || isWorded || isOpen) && bare.some(isSaid) && readWish(bare) === null)
    return requestReading(openQuestion(bare, board));
  return readWork(clause, bare, board, before);
}

/** "Do the api first" asks nothing. */
const addressed: ReadonlySet<string> = new Set('i we you they these those any users people'.split(' '));

/** "Please have the …", "could we have the …" */
function isTold(first: Token | undefined, { tokens }: Clause): boolean {
  const before = first === undefined ? undefined : tokens[tokens.indexOf(first) - 1];
  return telling.has(before?.word ?? '');
}
const telling: ReadonlySet<string> = new Set('please we you us to i and'.split(' '));

/** After "when" these ask; anything else tells when. */
const asked: ReadonlySet<string> = new Set(
  'did will was is are do does has can should were have would could'.split(' '),
);

/** "Show me a banner when …" is asked of the system, not of the product. */
const isAskedWork = (rest: readonly Token[]): boolean => rest.length === 0;
