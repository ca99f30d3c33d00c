import type { Choice, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { KnownTask, UnderstandContext } from '../context.ts';
import { emptyWords } from '../grammar/groups.ts';
import { paused } from '../grammar/to-the-voice.ts';
import type { Token } from '../language/tokens.ts';
import { contentWords } from '../language/words.ts';
import { type Board, eligibleTasks, type TargetSearch, type Targets } from './board.ts';
import { graveActs } from './requests.ts';
import { listed, sentenceFor, verbFor } from './sentences.ts';

const maxChoices = 5;
const maxQuoted = 60;
const none: Choice = { label: 'None of these', say: 'never mind' };
const unsure = 0.5;

/** Asks which task is meant. The candidates become the request's targets: choices to offer, not to act on. */
export function clarifyTargets(
  request: UnderstoodRequest,
  what: string,
  targets: Targets,
  search: TargetSearch,
  board: Board,
): UnderstoodRequest {
  const isUnclear = targets.kind === 'unclear';
  const candidates = isUnclear ? targets.candidates : eligibleTasks(search, board);
  const offered = targets.kind === 'nobody' ? [] : candidates.slice(0, maxChoices);
  const verb = verbFor(request);
  const question =
    targets.kind === 'nobody' || offered.length === 0
      ? `There is nothing to ${verb} now. Which task do you mean?`
      : `Which task do you want to ${verb}?`;
  const unknown =
    targets.kind === 'none' && namesSomething(what) ? `I find no task like "${clip(what)}". ` : '';
  return {
    ...request,
    targets: isUnclear ? offered.map(({ key }) => key) : [],
    needs_clarification:
      unknown === '' || offered.length > 0 ? unknown + question : `${unknown}Which one do you mean?`,
    choices: [
      ...offered.map((task) => choiceOf(request, task)),
      ...(offered.length > 0 && (!isUnclear || candidates.length > maxChoices) ? [none] : []),
    ],
    confidence: unsure,
  };
}

/** "One of the tasks" names none. */
const namesSomething = (what: string): boolean =>
  contentWords(what).some((word) => !emptyWords.has(word) && !numerals.has(word));
const numerals: ReadonlySet<string> = new Set('one two three several couple few another'.split(' '));

const choiceOf = (request: UnderstoodRequest, { key, title }: KnownTask): Choice => ({
  label: `${key} ${title}`,
  say: sentenceFor(request, key),
});

const clip = (text: string): string => (text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);

export function clarifyAgent(
  request: UnderstoodRequest,
  name: string,
  { context }: Board,
): UnderstoodRequest {
  const names = context.agents.map((agent) => agent.name);
  const known = names.length > 0 ? ` There are ${listed(names)}.` : '';
  const unknown = name === '' ? '' : `There is no agent "${clip(name)}".${known} `;
  return {
    ...request,
    agent: null,
    needs_clarification: `${unknown}Which agent do you want to ${verbFor(request)}?`,
    choices: names.slice(0, maxChoices).map((label) => ({ label, say: sentenceFor(request, label) })),
    confidence: unsure,
  };
}

const harmless: ReadonlySet<string> = new Set(['status', 'ask', 'what_changed', 'comment', 'help']);

/**
 * A spoken act that destroys, lets work through, or that many tasks feel, is carried out only after a "yes": one number
 * that was heard wrongly is another task. Not asked again where it answers a question that offered it.
 */
export function confirmByVoice(request: UnderstoodRequest, board: Board): UnderstoodRequest {
  const isMany = request.targets.length > 1 && !harmless.has(request.intent);
  const isGrave = graveActs.has(request.intent) || isMany;
  if (board.context.source !== 'voice' || request.needs_clarification !== null || !isGrave) return request;
  return isOffered(sentenceFor(request, targetOf(request)), board.context)
    ? request
    : confirm(request, board);
}

/** "Approve shop twelve" after "Which task do you want to approve?", or said again after "Shall I?" */
const isOffered = (sentence: string, { pending }: UnderstandContext): boolean =>
  pending?.choices.some(({ say }) => say === sentence || say === affirmed(sentence)) === true;

const affirmed = (sentence: string): string => `yes, ${sentence}`;
const yesOrNo = (sentence: string): Choice[] => [
  { label: 'Yes', say: affirmed(sentence) },
  { label: 'No', say: 'never mind' },
];

const targetOf = ({ agent, targets }: UnderstoodRequest): string =>
  agent !== null && targets.length === 0 ? agent : listed(targets) || 'the project';

/** More are asked about by their keys alone. */
const maxNamed = 3;

/** A key that was heard wrongly is noticed by the title that it brings. */
const titledBy =
  (tasks: readonly KnownTask[], mark: string) =>
  (key: string): string => {
    const task = tasks.find((each) => each.key === key);
    return task === undefined ? key : `${key}${mark}${task.title}`;
  };

/** The act with the question whether it is meant. */
export function confirm(request: UnderstoodRequest, board: Board): UnderstoodRequest {
  const target = targetOf(request);
  const [only, second] = request.targets;
  const isFew = only !== undefined && request.targets.length <= maxNamed;
  const titled = titledBy(board.index.tasks, second === undefined ? ', ' : ' ');
  const named = isFew ? listed(request.targets.map(titled)) : target;
  const [verb, after] =
    request.intent === 'assign' ? ['give', ` to ${request.agent ?? ''}`] : [verbFor(request), ''];
  return {
    ...request,
    needs_clarification: `Shall I ${verb} ${named}${after}?`,
    choices: yesOrNo(sentenceFor(request, target)),
  };
}

const undo = 'undo';

/** A spoken "undo" that would cancel several tasks is carried out only after a "yes". */
export function confirmUndo(requests: UnderstoodRequest[], context: UnderstandContext): UnderstoodRequest[] {
  const { source, tasks, undoCancels = [] } = context;
  const [only, second] = requests;
  const isUndo = only?.intent === 'undo' && second === undefined && only.needs_clarification === null;
  if (source !== 'voice' || !isUndo || undoCancels.length < 2 || isOffered(undo, context)) return requests;
  const names = undoCancels.slice(0, maxNamed).map(titledBy(tasks, ' '));
  const more = undoCancels.length - names.length;
  const named = listed(more > 0 ? [...names, `${more} more`] : names);
  return [
    { ...only, needs_clarification: `Shall I take that back and cancel ${named}?`, choices: yesOrNo(undo) },
  ];
}

const pause = 'pause the project';

/** Whether a spoken "stop" is asked about with a pause already. */
export const offersPause = ({ pending }: UnderstandContext): boolean =>
  pending?.choices.some(({ say }) => say === affirmed(pause)) === true;

/** A spoken "stop" may only have been meant for the voice that answers: it pauses the project after a "yes". */
export const askForPause = (request: UnderstoodRequest): UnderstoodRequest => ({
  ...request,
  needs_clarification: 'Shall I pause the project?',
  choices: yesOrNo(pause),
});

/** As `askForPause` where a pause was heard of words that name nothing to be paused. */
export function confirmPause(
  requests: UnderstoodRequest[],
  said: readonly Token[],
  context: UnderstandContext,
): UnderstoodRequest[] {
  const isNamed = said.some(({ word }) => paused.has(word));
  if (context.source !== 'voice' || isNamed || isOffered(pause, context)) return requests;
  return requests.map((each) =>
    each.intent === 'pause' && each.needs_clarification === null ? askForPause(each) : each,
  );
}
