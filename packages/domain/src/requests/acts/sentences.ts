import type { UnderstoodRequest } from '@overmind/contracts/entities/request';

type Said = Pick<UnderstoodRequest, 'intent' | 'agent' | 'priority' | 'words' | 'topic'>;

/** What the person is asked to choose for: "Which task do you want to cancel?" */
export function verbFor({ intent, agent }: Said): string {
  switch (intent) {
    case 'reject':
      return 'send back';
    case 'reprioritize':
      return 'reprioritize';
    case 'run_cycle':
      return 'run';
    case 'assign':
      return `give to ${agent ?? 'an agent'}`;
    case 'comment':
      return 'comment on';
    case 'what_changed':
    case 'status':
    case 'ask':
      return 'hear about';
    case 'enable_agent':
      return 'enable';
    case 'disable_agent':
      return 'disable';
    default:
      return intent;
  }
}

/** A whole sentence that is understood as this act on these tasks or this agent. */
export function sentenceFor(said: Said, target: string): string {
  const because = said.words === null ? '' : ` because ${said.words}`;
  switch (said.intent) {
    case 'reject':
      return `reject ${target}${because}`;
    case 'block':
      return `block ${target}${because}`;
    case 'comment':
      return `comment on ${target}: ${said.words ?? ''}`;
    case 'reprioritize':
      return `set the priority of ${target} to P${said.priority ?? 1}`;
    case 'assign':
      return `assign ${target} to @${said.agent ?? ''}`;
    case 'what_changed':
      return `what did ${target} change`;
    case 'status':
      return `how is ${target}`;
    case 'ask':
      return said.topic === 'who' ? `who works on ${target}` : `${said.topic ?? 'why'} is ${target} so`;
    case 'enable_agent':
    case 'disable_agent':
      return `${verbFor(said)} the ${target} agent`;
    case 'run_cycle':
      return `run ${target}`;
    default:
      return `${said.intent} ${target}`;
  }
}

export function listed(names: readonly string[], word: 'or' | 'and' = 'and'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}
