import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { type UnderstandContext, understand } from '../../requests/understand.ts';

/** One next action: what of it is read for tasks, and all of it. */
export interface TakenAction {
  line: string;
  whole: string;
}

/** Next actions as a request, and those that would have asked for something else than new work. */
export interface DecisionRequest {
  text: string;
  taken: TakenAction[];
  left_out: string[];
}

/** What is read of an action; the whole of a longer one stands beside the tasks that are made of it. */
const longestLine = 300;

/**
 * The text of a request that makes tasks of next actions, as one list. Agents wrote them, so none may act on what is
 * there: with each one that is taken, the whole text still asks for new work and nothing else.
 */
export function requestTextOf(next: readonly string[], context: UnderstandContext): DecisionRequest {
  const alone = standingAlone(context);
  const actions = next.map(asAction).filter(({ line }) => line !== '');
  const taken: TakenAction[] = [];
  const left_out: string[] = [];
  for (const action of actions) {
    if (isOnlyWork(listed([action]), alone) && isOnlyWork(listed([...taken, action]), alone))
      taken.push(action);
    else left_out.push(action.whole);
  }
  return { text: listed(taken), taken, left_out };
}

/**
 * For each of `count` tasks that the text of `taken` was read as: the whole of the action that it was made of, where
 * only its beginning was read, else null. Where it cannot be told which is whose, each has all of them.
 */
export function wholesBeside(
  taken: readonly TakenAction[],
  count: number,
  context: UnderstandContext,
): (string | null)[] {
  const cut = taken.filter(isCut);
  if (cut.length === 0) return Array(count).fill(null);
  const owners = taken.flatMap((action) => Array<TakenAction>(tasksOf(action, context)).fill(action));
  if (owners.length !== count) return Array(count).fill(cut.map(({ whole }) => whole).join('\n'));
  return owners.map((action) => (isCut(action) ? action.whole : null));
}

const isCut = ({ line, whole }: TakenAction): boolean => line !== whole;

const tasksOf = (action: TakenAction, context: UnderstandContext): number =>
  understand(listed([action]), standingAlone(context)).requests.flatMap(({ tasks }) => tasks).length;

const standingAlone = (context: UnderstandContext): UnderstandContext => ({
  ...context,
  ...{ pending: null, previous: null, mentioned: [], discussion: null },
});

const isOnlyWork = (text: string, context: UnderstandContext): boolean => {
  const { requests } = understand(text, context);
  return requests.length > 0 && requests.every(isNewWork);
};

const isNewWork = ({ kind, intent, targets, needs_clarification }: UnderstoodRequest): boolean =>
  kind === 'work' && intent === 'create_tasks' && targets.length === 0 && needs_clarification === null;

/** Without the marks that would make it an item within the item, or a command. */
function asAction(action: string): TakenAction {
  const whole = action
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-*+•>#/@]+/, '')
    .toWellFormed()
    .trim();
  return { line: beginningOf(whole), whole };
}

/** Up to the end of a word, if there is one. */
function beginningOf(text: string): string {
  if (text.length <= longestLine) return text;
  const end = text.lastIndexOf(' ', longestLine);
  return text
    .slice(0, end > 0 ? end : longestLine)
    .toWellFormed()
    .trim();
}

const listed = (actions: readonly TakenAction[]): string => actions.map(({ line }) => `- ${line}`).join('\n');
