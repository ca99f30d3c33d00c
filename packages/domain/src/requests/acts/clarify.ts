import type { Choice, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { KnownTask } from '../context.ts';
import { emptyWords } from '../grammar/groups.ts';
import { contentWords } from '../language/words.ts';
import { type Board, eligibleTasks, type TargetSearch, type Targets } from './board.ts';
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

const destructive: ReadonlySet<string> = new Set(['cancel', 'reject', 'disable_agent']);
const harmless: ReadonlySet<string> = new Set(['status', 'ask', 'what_changed', 'comment', 'help']);

/** A spoken act that destroys, or that many tasks feel, is carried out only after a "yes". */
export function confirmByVoice(request: UnderstoodRequest, board: Board): UnderstoodRequest {
  const isMany = request.targets.length > 1 && !harmless.has(request.intent);
  if (board.context.source !== 'voice' || request.needs_clarification !== null) return request;
  return destructive.has(request.intent) || isMany ? confirm(request, board) : request;
}

/** The act with the question whether it is meant. */
export function confirm(request: UnderstoodRequest, board: Board): UnderstoodRequest {
  const target =
    request.agent !== null && request.targets.length === 0
      ? request.agent
      : listed(request.targets) || 'the project';
  const task = board.index.tasks.find(({ key }) => key === target);
  const named = task === undefined ? target : `${target}, ${task.title}`;
  const [verb, after] =
    request.intent === 'assign' ? ['give', ` to ${request.agent ?? ''}`] : [verbFor(request), ''];
  return {
    ...request,
    needs_clarification: `Shall I ${verb} ${named}${after}?`,
    choices: [
      { label: 'Yes', say: `yes, ${sentenceFor(request, target)}` },
      { label: 'No', say: 'never mind' },
    ],
  };
}
