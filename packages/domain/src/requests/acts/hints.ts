import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { negators } from '../grammar/denials.ts';
import { agentHints, lightVerbs, taskHints } from '../grammar/hints.ts';
import { levels } from '../grammar/levels.ts';
import { readCommand } from '../language/commands.ts';
import { matchStart, type Phrase } from '../language/phrases.ts';
import { isSaid, render, type Token } from '../language/tokens.ts';
import { agentNamed } from './agents.ts';
import type { Board } from './board.ts';
import { confirm } from './clarify.ts';
import { lexiconOf } from './control.ts';
import { controlRequest, graveActs } from './requests.ts';

/** More words describe work. */
const maxWords = 11;
const maxAgentWords = 8;
const maxBefore = 4;
const confidence = 0.65;

/**
 * The act that a few words hint at which name a task by its key, or an agent: "SHOP-12 deserves another attempt", "qa is
 * on vacation". What destroys or approves is asked for first. Null when nothing is hinted at.
 */
export function readHint(words: readonly Token[], board: Board): UnderstoodRequest | null {
  if (words.filter(isSaid).length > maxWords) return null;
  if (words.some(({ word }) => negators.has(word)) && !deniesItself(words, board)) return null;
  const verb = readCommand(words)?.verb;
  if (verb !== undefined && !lightVerbs.has(verb)) return null;
  const request = hintOfTask(words, board) ?? hintOfAgent(words, board);
  return request !== null && graveActs.has(request.intent) ? confirm(request, board) : request;
}

/** "SHOP-17 is not needed", "no more work for qa": the denial is part of the hint. */
const deniesItself = (words: readonly Token[], board: Board): boolean =>
  [...taskHints, ...agentHints].some(([, phrases]) => {
    const hint = found(phrases, words, board);
    return hint?.some(({ word }) => negators.has(word)) === true;
  });

function hintOfTask(words: readonly Token[], board: Board): UnderstoodRequest | null {
  const targets = [...new Set(words.filter(({ kind }) => kind === 'key').map(({ text }) => text))];
  if (targets.length === 0) return null;
  const agent = agentIn(words, board);
  if (agent !== null) return controlRequest('assign', { targets, agent, confidence });
  for (const [intent, phrases] of taskHints) {
    const hint = found(phrases, words, board);
    if (hint === null) continue;
    const priority = intent === 'reprioritize' ? levelOf(hint) : null;
    return controlRequest(intent, { targets, priority, confidence });
  }
  return null;
}

function hintOfAgent(words: readonly Token[], board: Board): UnderstoodRequest | null {
  const agent =
    words.filter(isSaid).length > maxAgentWords ? null : agentIn(words.slice(0, maxBefore), board);
  if (agent === null) return null;
  const [intent] = agentHints.find(([, phrases]) => found(phrases, words, board) !== null) ?? [];
  return intent === undefined ? null : controlRequest(intent, { agent, confidence });
}

/** An agent called by its own name among the first or last words. */
function agentIn(words: readonly Token[], { context }: Board): string | null {
  const named = words.filter(
    (token) =>
      token.kind !== 'key' && context.agents.some(({ name }) => name === token.word.replace(/^@/, '')),
  );
  return named.length === 1 ? agentNamed(named, context.agents) : null;
}

function found(phrases: readonly Phrase[], words: readonly Token[], board: Board): readonly Token[] | null {
  const lexicon = lexiconOf(board);
  for (const at of words.keys()) {
    const begun = matchStart(phrases, words.slice(at), lexicon);
    if (begun !== null) return words.slice(at, at + begun.length);
  }
  return null;
}

const late: ReadonlySet<string> = new Set('later less eventually some last at low on'.split(' '));
const early: ReadonlySet<string> = new Set('before above over first next in up'.split(' '));

function levelOf(hint: readonly Token[]): number {
  for (const at of hint.keys()) {
    const level = levels.get(render(hint.slice(at)).toLowerCase());
    if (level !== undefined) return level;
  }
  const first = hint[0]?.word ?? '';
  const isTop = hint.at(-1)?.word === 'top';
  return late.has(first) && !isTop ? 4 : early.has(first) || isTop ? 1 : 2;
}
