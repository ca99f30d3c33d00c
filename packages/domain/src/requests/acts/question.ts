import type { Topic, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { everyone } from '../grammar/groups.ts';
import { questions } from '../grammar/questions.ts';
import { topicHints } from '../grammar/topic-hints.ts';
import { beginsCommand } from '../language/commands.ts';
import { compilePhrase, matchPhrase, type Phrase, saysAny } from '../language/phrases.ts';
import { render, type Token } from '../language/tokens.ts';
import { agentNamed } from './agents.ts';
import { clarifyTargets } from './clarify.ts';
import { anyTask, lexiconOf } from './control.ts';
import { controlRequest, questionRequest } from './requests.ts';
import { type Board, findTargets, isClean, isMarked, isPronoun } from './targets.ts';

interface QuestionRule {
  intent: 'status' | 'ask';
  topic: Topic;
  phrase: Phrase;
}
const rules: readonly QuestionRule[] = questions.map(([intent, topic, says]) => ({
  ...{ intent, topic, phrase: compilePhrase(says) },
}));
/** Longer words are no question on the board. */
const maxLength = 40;

/** The question on the board, its work or its people that a clause asks; null when it asks none. */
export function readQuestion(clause: readonly Token[], board: Board): UnderstoodRequest | null {
  if (clause.length > maxLength) return null;
  const lexicon = lexiconOf(board);
  for (const { intent, topic, phrase } of rules) {
    const slots = matchPhrase(phrase, clause, lexicon);
    if (slots === null) continue;
    const agent = slots.agent === undefined ? null : agentNamed(slots.agent, board.context.agents);
    const request = {
      ...(intent === 'status' ? controlRequest('status', { topic }) : questionRequest(topic)),
      agent,
    };
    if (topic !== 'task')
      return {
        ...request,
        targets: targetsIn(slots.task === undefined ? (slots.rest ?? slots.what ?? []) : clause, board),
      };
    const asked = slots.task === undefined ? null : aboutTask(request, slots.task, board);
    if (asked !== null) return asked;
  }
  return clause.length === 1 && clause[0]?.kind === 'key'
    ? controlRequest('status', { topic: 'task', targets: [clause[0].text] })
    : null;
}

/** A question that no phrase fits, with the topic that one of its words hints at. */
export function openQuestion(clause: readonly Token[], board: Board): UnderstoodRequest {
  const words = clause.length > maxLength ? [] : clause;
  const hint = words.map(({ word }) => topicHints.get(word)).find((found) => found !== undefined);
  if (hint === undefined) return questionRequest(null);
  const [intent, topic] = hint;
  const request = intent === 'status' ? controlRequest('status', { topic }) : questionRequest(topic);
  return {
    ...request,
    targets: topic === 'why' || topic === 'when' ? targetsIn(clause, board) : [],
    confidence: 0.7,
  };
}

function aboutTask(
  request: UnderstoodRequest,
  words: readonly Token[],
  board: Board,
): UnderstoodRequest | null {
  if (
    notTasks.has(words[0]?.word ?? '') ||
    /^works?$/.test(words.at(-1)?.word ?? '') ||
    beginsCommand(words) ||
    !isClean(words, board) ||
    words.some(({ word }) => predicates.has(word))
  )
    return null;
  if (saysAny(everyone, words) || (isPronoun(words) && board.mentioned.length === 0)) return null;
  const targets = findTargets(words, anyTask, board);
  if (targets.kind === 'found') return { ...request, targets: targets.keys };
  return targets.kind === 'unclear' && isMarked(words)
    ? clarifyTargets(request, render(words), targets, anyTask, board)
    : null;
}

/** A thing that is not there yet, or a person. */
const notTasks: ReadonlySet<string> = new Set('a an i we you'.split(' '));
const predicates: ReadonlySet<string> = new Set('needs need is are has have should must'.split(' '));
const fewWords = 6;

/** Tasks that the words of a question surely name; a question needs none. */
function targetsIn(words: readonly Token[], board: Board): string[] {
  const keys = words.filter(({ kind }) => kind === 'key').map(({ text }) => text);
  if (keys.length > 0 || words.length === 0) return [...new Set(keys)];
  const start = words.findIndex(
    ({ word }) => word === 'the' || word === 'it' || word === 'that' || word === 'this',
  );
  for (let length = Math.min(fewWords, words.length - start); start >= 0 && length > 0; length--) {
    const phrase = words.slice(start, start + length);
    if (isPronoun(phrase) && board.mentioned.length === 0) return [];
    const targets = saysAny(everyone, phrase) ? null : findTargets(phrase, anyTask, board);
    if (targets?.kind === 'found' && !targets.isGroup) return targets.keys;
  }
  return [];
}
