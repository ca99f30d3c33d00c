import { agentNamed } from './acts/agents.ts';
import { confirmByVoice } from './acts/clarify.ts';
import { readControl } from './acts/control.ts';
import { readQuestion } from './acts/question.ts';
import { controlRequest, questionRequest, remarkRequest } from './acts/requests.ts';
import { type Board, isPronoun } from './acts/targets.ts';
import { auxiliaries, askedOf, askingLeads, criterionLeads, questionWords } from './grammar/starts.ts';
import { reports } from './grammar/statements.ts';
import type { Clause } from './language/clauses.ts';
import { stripClutter } from './language/clutter.ts';
import { mendVerb, readCommand } from './language/commands.ts';
import { matchStart, saysAny } from './language/phrases.ts';
import { isSaid, isSymbol, render, type Token, trimMarks } from './language/tokens.ts';
import { readWork } from './read-work.ts';
import { type Reading, requestReading } from './reading.ts';
import { readCourtesy } from './remarks/courtesy.ts';
import { readNegation } from './remarks/negation.ts';

export interface Talk {
  board: Board;
  /** Whether work was asked for before, in the same utterance. */
  hasWork: boolean;
  /** Whether a "yes" stands before what is said. */
  isAffirmed: boolean;
}

const reportWindow = 60;

/** What a clause is taken for. */
export function readClause(clause: Clause, talk: Talk): Reading {
  const { board } = talk;
  const bare = mendVerb(stripClutter(clause.tokens));
  const courtesy = readCourtesy(clause.tokens);
  if (courtesy !== null) return requestReading(remarkRequest(courtesy));
  const criterion = matchStart(criterionLeads, clause.tokens.slice(0, 16));
  if (criterion !== null && talk.hasWork)
    return { kind: 'criterion', text: render(clause.tokens.slice(criterion.length)) };
  const raw = trimMarks(clause.tokens);
  const about = readAbout(raw, clause, talk);
  if (about !== null) return about;
  const question = askedOutright(bare, board) ?? (readCommand(bare) === null ? askedOutright(raw, board) : null);
  if (question !== null) return requestReading(question);
  const act = readAct(bare, clause, talk) ?? readAct(trimMarks(clause.tokens), clause, talk);
  if (act !== null) return act;
  const negation = readNegation(bare) ?? (readCommand(bare) === null ? readNegation(trimMarks(clause.tokens)) : null);
  if (negation?.kind === 'refusal') return requestReading(remarkRequest('negation'));
  if (negation !== null) return readWork(clause, negation.command, board);
  if (saysAny(reports, bare.slice(0, reportWindow)) && readCommand(bare) === null)
    return requestReading(questionRequest(null, { confidence: 0.6 }));
  return readQuestionOrWork(bare, clause, board);
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

function readAct(words: readonly Token[], clause: Clause, { board, hasWork, isAffirmed }: Talk): Reading | null {
  if (clause.waitsFor !== null) return null;
  const request = readControl(words, board);
  if (request === null) return null;
  const isAboutWork = hasWork && (request.targets.length < 2 || request.needs_clarification !== null) && saysPronoun(words) && request.intent !== 'comment';
  if (!isAboutWork) return requestReading(isAffirmed ? request : confirmByVoice(request, board));
  const isForAll = words.some(({ word }) => word === 'both' || word === 'all' || word === 'them');
  if (request.intent === 'reprioritize' && request.priority !== null)
    return { kind: 'priority', priority: request.priority, isForAll };
  if (request.intent === 'assign' && request.agent !== null)
    return { kind: 'agent', agent: request.agent, isForAll };
  return null;
}

/** "It" in the words of an act, and no key: after work was asked for, that work is meant. */
function saysPronoun(words: readonly Token[]): boolean {
  if (words.some(({ kind }) => kind === 'key')) return false;
  return words.some((token) => isPronoun([token])) || words.some(({ word }) => word === 'both');
}

function readQuestionOrWork(bare: readonly Token[], clause: Clause, board: Board): Reading {
  const lead = matchStart(askingLeads, bare.slice(0, 12));
  const [first, second] = bare;
  const isAsking = lead !== null && bare.length > lead.length && !isAskedWork(bare.slice(lead.length));
  const isTime = first?.word === 'when' && !clause.isQuestion && !asked.has(second?.word ?? '');
  const isWorded = (questionWords.has(first?.word ?? '') && !isTime) || (auxiliaries.has(first?.word ?? '') && askedOf.has(second?.word ?? ''));
  const isOpen = clause.isQuestion && readCommand(bare) === null && agentNamed(bare.slice(0, 1), board.context.agents) === null;
  if ((isAsking || isWorded || isOpen) && bare.some(isSaid)) return requestReading(questionRequest(null));
  return readWork(clause, bare, board);
}

/** After "when" these ask; anything else tells when. */
const asked: ReadonlySet<string> = new Set('did will was is are do does has can should were have would could'.split(' '));

/** "Show me a banner when …" is asked of the system, not of the product. */
const isAskedWork = (rest: readonly Token[]): boolean => rest.length === 0;
