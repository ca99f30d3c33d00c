import type { Intent, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { UnderstandContext } from './context.ts';
import type { Targets } from './targets.ts';

const actions: Partial<Record<Intent, string>> = {
  cancel: 'cancel',
  retry: 'retry',
  approve: 'approve',
  reject: 'send back',
  reprioritize: 'reprioritise',
  what_changed: 'look at',
  status: 'look at',
  run_cycle: 'run',
};
const maxChoices = 5;

/** Asks which task is meant. The candidates become the request's targets: choices to offer, not to act on. */
export function clarifyTargets(
  request: UnderstoodRequest,
  what: string,
  targets: Targets,
): UnderstoodRequest {
  const action = actions[request.intent] ?? request.intent;
  const candidates = targets.kind === 'unclear' ? targets.candidates.slice(0, maxChoices) : [];
  const names = candidates.map((task) => `${task.key} (${task.title})`);
  const unknown =
    targets.kind === 'none' && what !== ''
      ? `I find no task like "${what}".`
      : `There is nothing to ${action} now.`;
  const question =
    names.length > 0
      ? `Which one shall I ${action}: ${listed(names)}?`
      : `${unknown} Which task do you mean?`;
  return {
    ...request,
    targets: candidates.map((task) => task.key),
    needs_clarification: question,
    confidence: 0.5,
  };
}

export function clarifyAgent(request: UnderstoodRequest, { agents }: UnderstandContext): UnderstoodRequest {
  const names = agents.map((agent) => agent.name);
  const known = names.length > 0 ? ` There are ${listed(names, 'and')}.` : '';
  return {
    ...request,
    needs_clarification: `There is no agent "${request.agent}".${known} Which one do you mean?`,
    confidence: 0.5,
  };
}

const destructive: Partial<Record<Intent, string>> = { cancel: 'Cancel', reject: 'Send back' };

/** A spoken act that destroys is carried out only when it is said with a "yes" before it. */
export function confirmByVoice(request: UnderstoodRequest, { source }: UnderstandContext): UnderstoodRequest {
  const verb = destructive[request.intent];
  if (source !== 'voice' || verb === undefined || request.needs_clarification !== null) return request;
  const what = listed(request.targets, 'and');
  return {
    ...request,
    needs_clarification: `${verb} ${what}? Say "yes, ${request.intent} ${what}" to go on.`,
  };
}

function listed(names: readonly string[], word: 'or' | 'and' = 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}
