import type { Intent, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { bareActs, denials, evened, mistakes, reasonJoints, unmet } from '../grammar/contexts.ts';
import { refrains } from '../grammar/negations.ts';
import { toActive } from '../language/active.ts';
import { stripClutter } from '../language/clutter.ts';
import { beginsCommand } from '../language/commands.ts';
import { matchStart, saysAny } from '../language/phrases.ts';
import { isSaid, isSymbol, render, type Token, trimMarks } from '../language/tokens.ts';
import { readCourtesy } from '../remarks/courtesy.ts';
import { isDenial } from '../remarks/denial.ts';
import { readNegation } from '../remarks/negation.ts';
import { saysTrouble } from '../work/statement.ts';
import { readWish } from '../work/wish.ts';
import { agentNamed } from './agents.ts';
import { askedOutright } from './asked.ts';
import type { Board } from './board.ts';
import { readControl } from './control.ts';
import { mendAct } from './mend-act.ts';
import { isReported } from './reported.ts';
import { tasksNamed } from './titles-named.ts';

/** An act, and what is said around it. */
export interface ContextAct {
  tokens: readonly Token[];
  /** Tasks that are spoken of around it: what its "it" can mean. */
  about: readonly string[];
  /** Why, in the words of the person. */
  reason: string | null;
}

/** Longer sentences and more parts are a document. */
const maxTokens = 120;
const maxParts = 8;

/**
 * The one act or question in a sentence whose other parts only tell something: "rerun SHOP-12, the registry was down",
 * "tested the login redirect, all good, approve it". Null when there is none, or more than one thing to do.
 */
export function readContextAct(sentence: readonly Token[], board: Board): ContextAct | null {
  if (sentence.length > maxTokens || isReported(sentence, board)) return null;
  const whole = readControl(mendAct(stripClutter(sentence), board), board);
  if (whole !== null && whole.needs_clarification === null) return null;
  return findAct(partsOf(sentence, isMark), board) ?? findAct(partsOf(sentence, isCut), board);
}

const isMark = (token: Token, next: Token | undefined): boolean =>
  isSymbol(token, ',', ';', '(', ')', '!', '...') ||
  (isSymbol(token, '-', ':') && (token.isSpaced || token.text === ':') && next?.isSpaced === true);
const isCut = (token: Token, next: Token | undefined): boolean =>
  isMark(token, next) || reasonJoints.has(token.word);

function partsOf(
  sentence: readonly Token[],
  isEnd: (token: Token, next: Token | undefined) => boolean,
): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const [at, token] of sentence.entries()) {
    if (isEnd(token, sentence[at + 1])) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.map(withoutJoint).filter((part) => part.some(isSaid));
}

const joints: ReadonlySet<string> = new Set(['and', 'but', 'so', 'then', 'also']);
function withoutJoint(part: readonly Token[]): readonly Token[] {
  const words = trimMarks(part);
  return joints.has(words[0]?.word ?? '') ? trimMarks(words.slice(1)) : words;
}

interface Part {
  tokens: readonly Token[];
  act: UnderstoodRequest | null;
}

function findAct(parts: readonly (readonly Token[])[], board: Board): ContextAct | null {
  if (parts.length < 2 || parts.length > maxParts || parts.some(hangsOnMore)) return null;
  const about = [...new Set(parts.flatMap((part) => tasksNamed(part, board)))];
  const inContext = { ...board, mentioned: [...about, ...board.mentioned] };
  const read = parts
    .map((tokens) => withAgent(tokens, parts, board))
    .map((tokens): Part => ({ tokens, act: actOf(tokens, inContext) }));
  const chosen = onlyAct(read);
  if (chosen?.act == null) return null;
  const others = read.filter((part) => part !== chosen).map(({ tokens }) => tokens);
  if (!others.every((part) => isIdle(part, chosen.act?.intent ?? 'help', board))) return null;
  if (isBare(chosen.act) && others.some((part) => saysTrouble(part) && !saysAny(mistakes, part))) return null;
  const reason = render(others.flatMap((part, at) => (at === 0 ? part : [comma, ...part])));
  return { tokens: mendAct(stripClutter(chosen.tokens), inContext), about, reason };
}

/** "Qa is on vacation, disable it": an agent that was told of. */
function withAgent(
  part: readonly Token[],
  parts: readonly (readonly Token[])[],
  board: Board,
): readonly Token[] {
  const { agents } = board.context;
  const named = parts.flatMap((tokens) => tokens.filter((token) => agentNamed([token], agents) !== null));
  const [agent] = named;
  if (agent === undefined || named.length > 1 || part.includes(agent)) return part;
  const meant = stripClutter(part).map((token) => (objects.has(token.word) ? agent : token));
  return toggles.has(readControl(meant, board)?.intent ?? 'help') ? meant : part;
}
const objects: ReadonlySet<string> = new Set(['it', 'him', 'her', 'them']);
const toggles: ReadonlySet<Intent> = new Set<Intent>(['enable_agent', 'disable_agent']);

const comma: Token = { kind: 'symbol', text: ',', word: ',', isSpaced: false };
/** "… if the tests pass" makes an act wait: it is none that can be carried out now. */
const hangsOnMore = ([first]: readonly Token[]): boolean => unmet.has(first?.word ?? '');

/** The act or question of a part whose words leave no doubt. */
function actOf(tokens: readonly Token[], board: Board): UnderstoodRequest | null {
  const bare = mendAct(stripClutter(tokens), board);
  if (isReported(tokens, board)) return null;
  const active = toActive(bare);
  const act = readControl(bare, board) ?? (active === null ? null : readControl(active, board));
  const isAsked = firm.has(bare[0]?.word ?? '') && act?.intent !== 'help' && act?.intent !== 'what_changed';
  if (act !== null && !isAsked) return isPlain(act, bare) ? act : null;
  const question = askedOutright(bare, board);
  return question?.needs_clarification === null && question.topic !== null && bare.length > 1
    ? question
    : null;
}

const firm: ReadonlySet<string> = new Set(
  'who whose what where why which how is are was were does did'.split(' '),
);

/** Idioms that act on the whole project ("oops", "hang on") are acts only by themselves. */
function isPlain({ intent, targets, agent, ...act }: UnderstoodRequest, bare: readonly Token[]): boolean {
  const [first, second] = bare;
  if (act.needs_clarification !== null) return false;
  if (intent === 'pause' && first?.word === 'hold' && second?.word !== 'on') return true;
  return targets.length > 0 || agent !== null || bareActs.has(first?.word ?? '') || intent === 'help';
}

const isBare = ({ targets, agent }: UnderstoodRequest): boolean => targets.length === 0 && agent === null;

/** The only act; of two that do the same to the same, the one that says it more exactly or last. */
function onlyAct(parts: readonly Part[]): Part | null {
  const [first, last, more] = parts.filter(({ act }) => act !== null);
  if (first?.act == null || more !== undefined) return null;
  if (last?.act == null) return first;
  if (first.act.intent !== last.act.intent || first.act.kind === 'question' || last.act.intent === 'status')
    return null;
  if (last.act.intent === 'help') return last;
  const { targets } = first.act;
  const isSame = last.act.targets.some((key) => targets.includes(key));
  if (!isSame || (namesKey(first) && namesKey(last))) return null;
  return namesKey(first) && last.act.intent !== 'reprioritize' ? first : last;
}
const namesKey = ({ tokens }: Part): boolean =>
  tokens.some(({ kind }) => kind === 'key' || kind === 'number');

/** "… and 16" goes on with what is acted on. */
const isListed = ({ kind, word }: Token): boolean =>
  kind === 'key' || kind === 'number' || word === 'task' || word === 'tasks' || word === 'number';

const undoing: ReadonlySet<Intent> = new Set<Intent>([
  'cancel',
  'reject',
  'disable_agent',
  'pause',
  'block',
  'reprioritize',
]);

/** Why it is sent back: "it lacks examples". */
const lacking: ReadonlySet<string> = new Set(['it', 'they', 'the', 'there', 'this', 'that']);

/** Whether a part only tells something, and does not deny the act. */
function isIdle(part: readonly Token[], intent: Intent, board: Board): boolean {
  if (readCourtesy(part) !== null) return true;
  const bare = stripClutter(part);
  if (part.every(isListed)) return false;
  if (saysAny(denials, bare) || isDenial(bare)) return false;
  const isRefused = readNegation(bare)?.kind === 'refusal';
  if (isRefused && (!undoing.has(intent) || matchStart(refrains, bare) !== null)) return false;
  if (intent === 'reject' && lacking.has(bare[0]?.word ?? '') && !beginsCommand(bare)) return true;
  if (saysAny(evened, bare) || saysAny(mistakes, part)) return true;
  if (bare[0]?.kind === 'mention' || beginsCommand(bare) || readWish(bare) !== null) return false;
  return toActive(bare) === null || readControl(bare, board) !== null;
}
