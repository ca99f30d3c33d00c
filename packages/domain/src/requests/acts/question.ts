import type { Topic, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { emptyWords, everyone } from '../grammar/groups.ts';
import { questions } from '../grammar/questions.ts';
import { topicHints } from '../grammar/topic-hints.ts';
import { beginsCommand } from '../language/commands.ts';
import { compilePhrase, indexByFirstWord, matchPhrase, type Phrase, saysAny } from '../language/phrases.ts';
import { render, type Token } from '../language/tokens.ts';
import { contentWords } from '../language/words.ts';
import { agentNamed } from './agents.ts';
import type { Board } from './board.ts';
import { readBoardQuestion } from './board-question.ts';
import { clarifyTargets } from './clarify.ts';
import { anyTask, lexiconOf } from './control.ts';
import { controlRequest, questionRequest } from './requests.ts';
import { findTargets } from './targets.ts';
import { isClean, isMarked, isPronoun } from './wording.ts';

interface QuestionRule {
  intent: 'status' | 'ask';
  topic: Topic;
  phrase: Phrase;
}
const rules: readonly QuestionRule[] = questions.map(([intent, topic, says]) => ({
  ...{ intent, topic, phrase: compilePhrase(says) },
}));
const rulesFor = indexByFirstWord(rules, ({ phrase }) => phrase);
/** Longer words are no question on the board. */
const maxLength = 40;

/** The question on the board, its work or its people that a clause asks; null when it asks none. */
export function readQuestion(clause: readonly Token[], board: Board): UnderstoodRequest | null {
  if (clause.length > maxLength) return null;
  const lexicon = lexiconOf(board);
  for (const { intent, topic, phrase } of rulesFor(clause)) {
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
        ...(topic === 'decisions' && slots.words !== undefined ? { words: render(slots.words) } : {}),
        targets: targetsIn(
          slots.task === undefined ? (slots.rest ?? slots.what ?? clause.slice(-1).filter(isPlace)) : clause,
          board,
        ),
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
  const ofBoard = readBoardQuestion(clause);
  if (ofBoard !== null) return ofBoard;
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
  if (!isMarked(words) && !namesAll(words, board)) return null;
  const targets = findTargets(words, anyTask, board);
  if (targets.kind === 'found') return { ...request, targets: targets.keys };
  return targets.kind === 'unclear' && isMarked(words)
    ? clarifyTargets(request, render(words), targets, anyTask, board)
    : null;
}

/** Of three words and more a title must hold all: "how is the payment module tested" asks for something else. */
function namesAll(words: readonly Token[], { index }: Board): boolean {
  const wanted = contentWords(render(words.filter(({ word }) => !emptyWords.has(word))));
  return wanted.length < 3 || index.holdingAll(wanted).length > 0;
}

/** A thing that is not there yet, or a person. */
const notTasks: ReadonlySet<string> = new Set('a an i we you'.split(' '));
const predicates: ReadonlySet<string> = new Set('needs need is are has have should must'.split(' '));
const fewWords = 6;
/** "What went wrong there?" */
const isPlace = ({ word }: Token): boolean => word === 'there' || word === 'here';

/** Tasks that the words of a question surely name; a question needs none. */
function targetsIn(words: readonly Token[], board: Board): string[] {
  const keys = words.filter(({ kind }) => kind === 'key').map(({ text }) => text);
  if (keys.length > 0 || words.length === 0) return [...new Set(keys)];
  if (words.length === 1 && words.every(isPlace)) return board.mentioned.slice(0, 1);
  const starts = words.flatMap(({ word }, at) => (pointing.has(word) ? [at] : []));
  for (const start of starts) {
    const found = targetAt(words, start, board);
    if (found.length > 0) return found;
  }
  return saysFailure(words.at(-1)) ? board.mentioned.slice(0, 1) : [];
}

/** The task that is named from a word on. */
function targetAt(words: readonly Token[], start: number, board: Board): string[] {
  const longest = words[start]?.word === 'it' ? 1 : Math.min(fewWords, words.length - start);
  for (let length = longest; length > 0; length--) {
    const phrase = words.slice(start, start + length);
    if (isPronoun(phrase) && board.mentioned.length === 0) return [];
    const targets = saysAny(everyone, phrase) ? null : findTargets(phrase, anyTask, board);
    if (targets?.kind === 'found' && !targets.isGroup) return targets.keys;
  }
  return [];
}

const pointing: ReadonlySet<string> = new Set(['the', 'it', 'that', 'this']);
/** "What was the reason for the failure?" speaks of what was spoken of. */
const saysFailure = (last: Token | undefined): boolean => failures.has(last?.word ?? '');
const failures: ReadonlySet<string> = new Set(
  'failure error problem crash fault block blockage trouble'.split(' '),
);
