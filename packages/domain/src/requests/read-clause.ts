import { agentNamed } from './acts/agents.ts';
import { askedOutright } from './acts/asked.ts';
import type { Board } from './acts/board.ts';
import { asksForBoard, readBoardQuestion } from './acts/board-question.ts';
import { readControl } from './acts/control.ts';
import { deniesAct } from './acts/denied.ts';
import { readHint } from './acts/hints.ts';
import { mendAct } from './acts/mend-act.ts';
import { openQuestion } from './acts/question.ts';
import { isReported } from './acts/reported.ts';
import { isReport } from './acts/reports.ts';
import { controlRequest, questionRequest, remarkRequest } from './acts/requests.ts';
import { evened, mistakes, opinions } from './grammar/contexts.ts';
import {
  askedOf,
  askingLeads,
  auxiliaries,
  criteria,
  criterionLeads,
  questionWords,
} from './grammar/starts.ts';
import type { Clause } from './language/clauses.ts';
import { stripClutter } from './language/clutter.ts';
import { beginsCommand, mendVerb, readCommand } from './language/commands.ts';
import { matchStart, saysAny } from './language/phrases.ts';
import { isSaid, isSymbol, render, type Token, trimMarks } from './language/tokens.ts';
import { readAct, readPassiveAct, type Talk, withoutKindness } from './read-act.ts';
import { asksMeaning, readOwned } from './read-owned.ts';
import { readLeadAgent, readWork } from './read-work.ts';
import { type Reading, requestReading } from './reading.ts';
import { readCourtesy } from './remarks/courtesy.ts';
import { isDenial } from './remarks/denial.ts';
import { readNegation } from './remarks/negation.ts';
import { readHush } from './remarks/to-the-voice.ts';
import { isForPapers } from './work/type.ts';
import { readAskedChange, readWish } from './work/wish.ts';

/** What a clause is taken for. */
export function readClause(clause: Clause, talk: Talk): Reading {
  const words: Words = {
    bare: mendVerb(mendAct(stripClutter(clause.tokens), talk.board)),
    raw: trimMarks(clause.tokens),
  };
  return (
    readAside(words, clause, talk) ??
    readOnBoard(words, clause, talk) ??
    readDenied(words, clause, talk) ??
    readQuestionOrWork(words.bare, clause, talk)
  );
}

interface Words {
  /** Without what is said around the thing asked for. */
  bare: readonly Token[];
  raw: readonly Token[];
}

/** What is said beside what is asked for: courtesy, a criterion of the work before, what others said. */
function readAside({ bare, raw }: Words, clause: Clause, { hasWork, board }: Talk): Reading | null {
  const courtesy = readCourtesy(clause.tokens) ?? readHush(clause.tokens);
  if (courtesy !== null) return requestReading(remarkRequest(courtesy));
  if (!hasWork && (saysAny(evened, bare) || saysAny(mistakes, bare)))
    return requestReading(remarkRequest('acknowledgement'));
  const criterion = matchStart(criterionLeads, clause.tokens.slice(0, 16));
  if (criterion !== null && hasWork)
    return { kind: 'criterion', text: render(clause.tokens.slice(criterion.length)) };
  if (hasWork && saysAny(criteria, clause.tokens)) return { kind: 'criterion', text: render(clause.tokens) };
  return !clause.isQuestion && isReported(raw, board)
    ? requestReading(questionRequest(null, { confidence: 0.6 }))
    : null;
}

/** A question of the board, an act on it, or the denial of one. */
function readOnBoard({ bare, raw }: Words, clause: Clause, talk: Talk): Reading | null {
  const { board } = talk;
  if (asksMeaning(raw)) return requestReading(questionRequest(null));
  const owned = readOwned(bare, clause, talk);
  if (owned !== null) return owned;
  const hint = isKeyAlone(bare, raw, clause) ? readHint(raw, board) : null;
  if (hint !== null) return requestReading(hint);
  const about = readAbout(raw, clause, talk);
  if (about !== null) return about;
  const caused = isTold(bare[0], clause) ? readPassiveAct(bare, clause, talk) : null;
  if (caused !== null) return caused;
  const isListed = clause.isItem && talk.hasWork && readCommand(bare) !== null;
  const question = isListed
    ? null
    : (askedOutright(bare, board) ?? (readCommand(bare) === null ? askedOutright(raw, board) : null));
  if (question !== null) return requestReading(question);
  if (!clause.isQuestion && !asks(raw) && (isDenial(bare) || isDenial(raw)))
    return requestReading(remarkRequest('negation'));
  if (asksOpinion(clause, board)) return requestReading(openQuestion(bare, board));
  if (deniesAct(bare, board)) return requestReading(remarkRequest('negation'));
  return (
    readAct(withoutKindness(bare), clause, talk) ??
    readAct(raw, clause, talk) ??
    readPassiveAct(bare, clause, talk)
  );
}

/** "SHOP-16 okay": what is said beside the key is no clutter. */
const isKeyAlone = (bare: readonly Token[], raw: readonly Token[], { isQuestion }: Clause): boolean =>
  bare.length === 1 && bare[0]?.kind === 'key' && raw.length > 1 && !isQuestion;

/** A refusal, a report of what was done, or a hint at an act. */
function readDenied({ bare, raw }: Words, clause: Clause, { board, hasWork, before }: Talk): Reading | null {
  const negation = readNegation(bare) ?? (readCommand(bare) === null ? readNegation(raw) : null);
  if (negation?.kind === 'refusal') return requestReading(remarkRequest('negation'));
  if (negation !== null) return readWork(clause, negation.command, board, before);
  if (isReport(bare, board) || (readCommand(bare) === null && isReport(raw, board)))
    return requestReading(questionRequest(null, { confidence: 0.6 }));
  const isHint = !hasWork && !clause.isQuestion && clause.waitsFor === null && !asks(raw);
  const hint = isHint ? readHint(bare, board) : null;
  return hint === null ? null : requestReading(hint);
}

/** "Would it be wise to retry the tests?" asks for advice, not for the act. */
function asksOpinion({ tokens }: Clause, board: Board): boolean {
  const words = trimMarks(tokens);
  const begun = matchStart(opinions, words.slice(0, 16));
  return begun !== null && readControl(stripClutter(words.slice(begun.length)), board) !== null;
}

/** "SHOP-14: use the brand green": an act or a question on the task that is named first, else a comment. */
function readAbout(words: readonly Token[], clause: Clause, talk: Talk): Reading | null {
  const [key, colon, ...rest] = words;
  if (key?.kind !== 'key' || !isSymbol(colon, ':') || rest.length === 0) return null;
  const bare = stripClutter(rest);
  if (deniesAct([...bare, key], talk.board)) return requestReading(remarkRequest('negation'));
  const act = readAct([...bare, key], clause, talk) ?? readAct(words, clause, talk);
  if (act !== null) return act;
  const board = { ...talk.board, mentioned: [key.text] };
  const question = askedOutright(bare, board);
  if (question !== null) return requestReading(question);
  return requestReading(controlRequest('comment', { targets: [key.text], words: render(rest) }));
}

const asks = ([first]: readonly Token[]): boolean => questionWords.has(first?.word ?? '');

function readQuestionOrWork(bare: readonly Token[], clause: Clause, { board, before }: Talk): Reading {
  const lead = matchStart(askingLeads, bare.slice(0, 12));
  const [first, second] = bare;
  const isAsking = lead !== null && bare.length > lead.length && !isAskedWork(bare.slice(lead.length));
  const isTime = first?.word === 'when' && !clause.isQuestion && !asked.has(second?.word ?? '');
  const isWorded =
    (questionWords.has(first?.word ?? '') && !isTime && !callsAgent(bare, board)) ||
    (auxiliaries.has(first?.word ?? '') &&
      askedOf.has(second?.word ?? '') &&
      (clause.isQuestion || addressed.has(second?.word ?? '')) &&
      !isTold(first, clause));
  const isOpen =
    clause.isQuestion &&
    readCommand(bare) === null &&
    !callsAgent(bare, board) &&
    agentNamed(bare.slice(0, 1), board.context.agents) === null;
  if (isAsking && before !== null) return { kind: 'criterion', text: render(clause.tokens) };
  if ((isAsking || isWorded || isOpen) && bare.some(isSaid) && !isAskedOfUs(bare, clause, board))
    return requestReading(openQuestion(bare, board));
  const ofBoard = asksForBoard(bare) ? readBoardQuestion(bare) : null;
  return ofBoard === null ? readWork(clause, bare, board, before) : requestReading(ofBoard);
}

/** "Could qa review the checkout?" is asked of an agent, and is work. */
function callsAgent([modal, name, ...rest]: readonly Token[], { context }: Board): boolean {
  if (modal === undefined || name === undefined || !modals.has(modal.word)) return false;
  const words = name.word === 'the' ? rest : [name, ...rest];
  return (
    agentNamed(words.slice(0, 1), context.agents) !== null && beginsCommand(stripClutter(words.slice(1)))
  );
}
const modals: ReadonlySet<string> = new Set('can could would will may should'.split(' '));

/** "Could the menu stay open?", "can qa run the tests?" */
const isAskedOfUs = (bare: readonly Token[], { tokens }: Clause, board: Board): boolean =>
  readWish(bare) !== null ||
  (tokens.some(({ word }) => word === 'please') && readAskedChange(bare, true) !== null) ||
  readLeadAgent(bare, board) !== null ||
  isForPapers(bare);

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
