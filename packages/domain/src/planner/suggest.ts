import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { controlRequest } from '../requests/acts/requests.ts';
import { type UnderstandContext, understand } from '../requests/understand.ts';

const sure = 0.8;
/** A bare "yes" would carry out what is offered: what cannot be taken back has to be said by the person. */
const unoffered: ReadonlySet<string> = new Set([
  'help',
  'cancel',
  'approve',
  'reject',
  'disable_agent',
  'undo',
  'answer_discussion',
  'waive_question',
]);

const none = { label: 'None of these', say: 'never mind' };

/**
 * Sentences of a model that the rules take for one thing, surely, as choices before those that the rules had; null where
 * there is no such sentence.
 */
export function suggest(
  sentences: readonly string[],
  [rules]: readonly UnderstoodRequest[],
  context: UnderstandContext,
): UnderstoodRequest | null {
  const plain: UnderstandContext = { ...context, pending: null, previous: null, source: 'chat' };
  const sound = [...new Set(sentences)].filter((each) => isSure(understand(each, plain).requests, context));
  if (sound.length === 0) return null;
  const offered = sound.map((sentence) => ({ label: sentence, say: sentence }));
  const known = rules?.choices ?? [];
  return controlRequest('help', {
    needs_clarification: 'I am not sure what you want. Is it one of these?',
    choices: [...offered, ...(known.length > 0 ? known : [none])],
    confidence: 0.5,
  });
}

function isSure(requests: readonly UnderstoodRequest[], { tasks }: UnderstandContext): boolean {
  const [first] = requests;
  return (
    requests.length === 1 &&
    first !== undefined &&
    !unoffered.has(first.intent) &&
    first.remark === null &&
    first.needs_clarification === null &&
    first.confidence >= sure &&
    first.targets.every((target) => tasks.some(({ key }) => key === target))
  );
}
