import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { type UnderstandContext, understand } from '../../requests/understand.ts';

/** Next actions as a request, and those that would have asked for something else than new work. */
export interface DecisionRequest {
  text: string;
  left_out: string[];
}

const longestAction = 300;

/**
 * The text of a request that makes tasks of next actions, as one list. Agents wrote them, so none may act on what is
 * there: with each one that is taken, the whole text still asks for new work and nothing else.
 */
export function requestTextOf(next: readonly string[], context: UnderstandContext): DecisionRequest {
  const alone = { ...context, pending: null, previous: null, mentioned: [], discussion: null };
  const actions = next.map(asLine).filter((action) => action !== '');
  const taken: string[] = [];
  const left_out: string[] = [];
  for (const action of actions) {
    if (isOnlyWork(listed([action]), alone) && isOnlyWork(listed([...taken, action]), alone))
      taken.push(action);
    else left_out.push(action);
  }
  return { text: listed(taken), left_out };
}

const isOnlyWork = (text: string, context: UnderstandContext): boolean => {
  const { requests } = understand(text, context);
  return requests.length > 0 && requests.every(isNewWork);
};

const isNewWork = ({ kind, intent, targets, needs_clarification }: UnderstoodRequest): boolean =>
  kind === 'work' && intent === 'create_tasks' && targets.length === 0 && needs_clarification === null;

/** Without the marks that would make it an item within the item, or a command. */
const asLine = (action: string): string =>
  action
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-*+•>#/@]+/, '')
    .slice(0, longestAction)
    .toWellFormed()
    .trim();

const listed = (actions: readonly string[]): string => actions.map((action) => `- ${action}`).join('\n');
