import type { Understanding, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { readNamedAgent } from '../agents/named.ts';
import { withNumbersAsKeys } from './acts/bare-numbers.ts';
import type { Board } from './acts/board.ts';
import { askForPause, confirmByVoice, confirmPause, confirmUndo, offersPause } from './acts/clarify.ts';
import { anyTask } from './acts/control.ts';
import { controlRequest, questionRequest, remarkRequest } from './acts/requests.ts';
import { findTargets } from './acts/targets.ts';
import { TaskIndex } from './acts/task-index.ts';
import { isClean } from './acts/wording.ts';
import { joinRequests, readAnswer } from './answer.ts';
import { assemble } from './assemble.ts';
import { keyPrefixes, type UnderstandContext } from './context.ts';
import { readDiscussionWords, readLongCall } from './discussion-words.ts';
import { readFollowUp } from './follow-up.ts';
import { type Clause, splitClauses } from './language/clauses.ts';
import { stripHesitations } from './language/clutter.ts';
import { beginsCommand } from './language/commands.ts';
import { applyCorrections } from './language/corrections.ts';
import { partAtCriteria } from './language/criteria-section.ts';
import { writeKeys } from './language/keys.ts';
import { compilePhrase, matchStart } from './language/phrases.ts';
import { sentences } from './language/sentences.ts';
import { tidy } from './language/tidy.ts';
import { isSaid, isSymbol, render, type Token, tokenise, trimMarks } from './language/tokens.ts';
import { readClauses, type SaidClause } from './read-clauses.ts';
import { regroup } from './read-sentence.ts';
import { readCourtesy } from './remarks/courtesy.ts';
import { isHalfHeard } from './remarks/half-heard.ts';
import { isNoise } from './remarks/noise.ts';
import { isOverride } from './remarks/override.ts';
import { isShell } from './remarks/shell.ts';
import { readToTheVoice, type ToTheVoice } from './remarks/to-the-voice.ts';
import { readSlashCommand } from './slash.ts';
import { readLeadPriority } from './work/priority.ts';

export type { UnderstandContext } from './context.ts';

/** What is longer is a pasted document: its beginning and its end say what is asked. */
const maxTokens = 3_000;
const tailTokens = 500;
/** More characters than so many tokens have. */
const maxText = 50_000;
const tailText = 10_000;
/** More clauses than one message asks for. */
const maxClauses = 60;

/**
 * What a person's words ask for, by rules alone: the same words in the same context always give the same
 * answer. All work of one utterance is one request; where `needs_clarification` is set, nothing may be done:
 * each of `choices` is a sentence that says what was meant.
 */
export function understand(text: string, context: UnderstandContext): Understanding {
  const tokens = tokensOf(text);
  const wanted = readToTheVoice(tokens, context.source);
  const ofVoice = wanted === null ? null : answerFor(wanted, context);
  if (ofVoice !== null) return { requests: [ofVoice] };
  const answered = context.pending == null ? null : readAnswer(text, context.pending, keyPrefixes(context));
  if (answered?.kind === 'nothing') return { requests: [remarkRequest('negation')] };
  if (answered?.kind === 'again') return { requests: [askAgain(context)] };
  if (answered?.kind === 'say') {
    const plain = { ...context, pending: null, previous: null, source: 'chat' as const };
    return { requests: joinRequests(answered.sentences.flatMap((each) => understand(each, plain).requests)) };
  }
  const read = (said: string): UnderstoodRequest[] => {
    const requests = readText(said, context);
    return isHalfHeard(said, requests, context) ? [remarkRequest('noise')] : requests;
  };
  const told = readDiscussionWords(text, context, read);
  if (told !== null) return { requests: [told] };
  return { requests: confirmPause(confirmUndo(read(text), context), tokens, context) };
}

/** Null where "stop" answers a question. */
function answerFor(wanted: ToTheVoice, context: UnderstandContext): UnderstoodRequest | null {
  const isAsked = context.pending != null;
  switch (wanted) {
    case 'hush':
    case 'stop_listening':
      return remarkRequest(wanted);
    case 'again':
      return isAsked ? askAgain(context) : questionRequest('last_answer');
    case 'halt':
      if (offersPause(context)) return controlRequest('pause');
      return isAsked ? null : askForPause(controlRequest('pause'));
  }
}

const maxRemark = 400;
/** Of a text that is short enough to be a remark. */
const tokensOf = (text: string): Token[] =>
  text.length > maxRemark ? [] : stripHesitations(tokenise(tidy(text)));

function askAgain({ pending }: UnderstandContext): UnderstoodRequest {
  return controlRequest('help', {
    needs_clarification: pending?.question ?? null,
    choices: [...(pending?.choices ?? [])],
    confidence: 0.5,
  });
}

function readText(text: string, context: UnderstandContext): UnderstoodRequest[] {
  const tidied = tidy(
    text.length > maxText ? `${text.slice(0, maxText - tailText)}\n${text.slice(-tailText)}` : text,
  );
  const all = tokenise(tidied);
  const tokens =
    all.length > maxTokens ? [...all.slice(0, maxTokens - tailTokens), ...all.slice(-tailTokens)] : all;
  const call = readLongCall(text, sentences(tokens)[0]?.tokens.length ?? 0);
  if (call !== null) return [call];
  if (isShell(tidied)) return [remarkRequest('shell')];
  if (isNoise(tokens)) return [remarkRequest('noise')];
  const agents = context.agents.map(({ name }) => name.toLowerCase());
  if (isOverride(tokens, tidied, agents)) return [remarkRequest('override')];
  const courtesy = readCourtesy(tokens);
  if (courtesy !== null) return [remarkRequest(courtesy)];
  const index = new TaskIndex(context.tasks);
  const board: Board = { index, context, mentioned: context.mentioned };
  const written = writeKeys(stripHesitations(tokens), {
    prefixes: keyPrefixes(context),
    agents: context.agents.map(({ name }) => name),
    isVoice: context.source === 'voice',
  });
  const reread = (said: string): UnderstoodRequest[] =>
    readText(said, { ...context, previous: null, pending: null });
  const followUp = context.previous == null ? null : readFollowUp(written, context.previous, board, reread);
  return followUp?.map((each) => confirmByVoice(each, board)) ?? readTokens(applyCorrections(written), board);
}

const affirmation = compilePhrase('(yes|yeah|yep|sure|confirm|confirmed|okay yes|yes please) [,]');

function readTokens(tokens: readonly Token[], board: Board): UnderstoodRequest[] {
  const command = readSlashCommand(joinSlash(tokens), board);
  if (command?.kind === 'request') return [command.request];
  const lead = readLeadPriority(command?.tokens ?? tokens);
  const affirmed = matchStart([affirmation], lead.rest.slice(0, 4));
  const isPart = affirmed === null || lead.rest[affirmed.length]?.word === 'to';
  const said = isPart ? lead.rest : lead.rest.slice(affirmed.length);
  const namesKey = said.some(({ kind }) => kind === 'key');
  const isTask = taskNamer(board);
  const isAgent = (token: Token): boolean =>
    board.context.agents.some(({ name }) => name.toLowerCase() === token.word.replace(/^@/, ''));
  const clauses: SaidClause[] = [];
  for (const { tokens: part, criteria } of partAtCriteria(said.length === 0 ? lead.rest : said)) {
    for (const plain of sentences(part)) {
      if (clauses.length >= maxClauses) break;
      const sentence = { ...plain, tokens: withNumbersAsKeys(plain.tokens, board) };
      clauses.push(...regroup(sentence, splitClauses(sentence, { isTask, isAgent }), board));
    }
    const last = criteria.length === 0 ? undefined : clauses.pop();
    if (last !== undefined) clauses.push({ ...last, criteria });
  }
  if (clauses.length === 0 && said.some(isSaid)) clauses.push(wholeClause(said));
  const readings = readClauses(clauses.slice(0, maxClauses), board, affirmed !== null && namesKey);
  const addressed = readNamedAgent(trimMarks(said).slice(0, 3), board.context.agents).agent;
  return assemble(
    readings,
    { priority: lead.priority, agent: isCalled(said) ? addressed : null },
    board.context,
  );
}

/** "@qa run the tests and …", "qa: run …": a name that is called at the beginning. */
const isCalled = ([first, second, third]: readonly Token[]): boolean =>
  first?.kind === 'mention' || isSymbol(second, ',', ':') || isSymbol(third, ',', ':');

const wholeClause = (tokens: readonly Token[]): Clause => ({
  ...{ tokens, joint: 'new', after: 'done', isOutcome: false, waitsFor: null, isFirst: false },
  ...{ hasWord: false, isItem: false, sharesVerb: false, isOnIt: false, isOnAll: false },
  isQuestion: isSymbol(tokens.at(-1), '?'),
});

/** A slash and the word that follows it, as one token. */
function joinSlash([slash, name, ...rest]: readonly Token[]): readonly Token[] {
  if (!isSymbol(slash, '/') || name === undefined || name.isSpaced)
    return [slash, name, ...rest].filter((each) => each !== undefined);
  return [{ ...name, text: `/${name.text}` }, ...rest];
}

/** Whether words surely name a task that is there; asked again and again of the same words. */
function taskNamer(board: Board): (words: readonly Token[]) => boolean {
  const known = new Map<string, boolean>();
  return (words) => {
    const text = render(words).toLowerCase();
    const before = known.get(text);
    if (before !== undefined) return before;
    const isNamed =
      (words.some(({ kind }) => kind === 'key') && isListed(words) && isClean(words, board)) ||
      (words.length > 1 && words.some(isSaid) && namesOne(words, board));
    known.set(text, isNamed);
    return isNamed;
  };
}

/** Marks stand only between keys. */
const isListed = (words: readonly Token[]): boolean =>
  words.every((token, at) => !isSymbol(token) || words[at + 1]?.kind === 'key') &&
  !words.some((token, at) => at > 0 && beginsCommand([token, ...words.slice(at + 1)]));

function namesOne(words: readonly Token[], board: Board): boolean {
  if (words[0]?.word !== 'the' && words[0]?.word !== 'task') return false;
  const targets = findTargets(words, anyTask, board);
  return targets.kind === 'found' && !targets.isGroup;
}
