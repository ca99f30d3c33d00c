import type { Agent } from '@overmind/contracts/entities/agent';
import type { Task } from '@overmind/contracts/entities/task';
import type { SlashCommand } from '@overmind/domain/requests/slash-commands';

export interface Completion {
  kind: 'command' | 'agent' | 'task';
  /** What stands in the text afterwards, without the space that follows. */
  insert: string;
  label: string;
  words: string;
  example?: string;
}
export interface Offer {
  /** The part of the text that a choice replaces. */
  from: number;
  to: number;
  items: readonly Completion[];
}
export interface CompletionSources {
  commands: readonly Pick<SlashCommand, 'name' | 'takes' | 'summary' | 'example'>[];
  agents: readonly Pick<Agent, 'name' | 'role' | 'is_enabled'>[];
  tasks: readonly Pick<Task, 'key' | 'title' | 'status'>[];
}

const mostTasks = 8;
export const noOffer: Offer = { from: 0, to: 0, items: [] };

/** What may complete the word before the caret: a command at the start, `@agent` and `#task` anywhere. */
export function completionsAt(text: string, caret: number, sources: CompletionSources): Offer {
  const before = text.slice(0, caret);
  const command = /^\/[a-z]*$/i.exec(before);
  if (command !== null) return offer(0, caret, commandItems(before, sources.commands), text);
  const word = /(?:^|[\s(])([@#])([\w-]*)$/.exec(before);
  const [, mark, typed = ''] = word ?? [];
  if (mark !== undefined) {
    const from = caret - typed.length - 1;
    const items = mark === '@' ? agentItems(typed, sources.agents) : taskItems(typed, sources.tasks);
    return offer(from, caret, items, text);
  }
  return argumentOffer(before, sources);
}

/** After `/cancel ` come tasks and after `/enable ` agents, also without their marks. */
function argumentOffer(before: string, { commands, agents, tasks }: CompletionSources): Offer {
  const [, name, typed = ''] = /^(\/[a-z]+)\s+(?:\S+[\s,]+)*([\w-]*)$/i.exec(before) ?? [];
  const takes = commands.find((command) => `/${command.name}` === name?.toLowerCase())?.takes;
  const from = before.length - typed.length;
  if (takes === 'agent') return offer(from, before.length, agentItems(typed, agents), before);
  if (takes !== 'targets') return noOffer;
  // After the first task mostly a reason follows, so only what looks like another key is completed.
  const isFirst = /^\/[a-z]+\s+[\w-]*$/i.test(before);
  if (!isFirst && !/^([a-z]\w*-\d*|\d+)$/i.test(typed)) return noOffer;
  const named = before
    .slice(0, from)
    .toLowerCase()
    .split(/[\s,]+/);
  const free = tasks.filter(({ key }) => !named.includes(key.toLowerCase()));
  return offer(from, before.length, taskItems(typed, free), before);
}

function offer(from: number, to: number, items: readonly Completion[], text: string): Offer {
  const typed = text.slice(from, to);
  const isComplete = items.length === 1 && items[0]?.insert === typed;
  return isComplete || items.length === 0 ? noOffer : { from, to, items };
}

const commandItems = (typed: string, commands: CompletionSources['commands']): Completion[] =>
  commands
    .filter(({ name }) => `/${name}`.startsWith(typed.toLowerCase()))
    .map(({ name, takes, summary, example }) => ({
      ...{ kind: 'command', insert: `/${name}`, label: `/${name}` },
      words: summary,
      ...(takes === 'nothing' ? {} : { example }),
    }));

const agentItems = (typed: string, agents: CompletionSources['agents']): Completion[] =>
  agents
    .filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()))
    .map(({ name, role, is_enabled }) => ({
      kind: 'agent',
      insert: `@${name}`,
      label: `@${name}`,
      words: is_enabled ? role : '',
    }));

/** Open tasks first: those that ended are rarely spoken of. */
function taskItems(typed: string, tasks: CompletionSources['tasks']): Completion[] {
  const wanted = typed.toLowerCase();
  const fits = ({ key, title }: { key: string; title: string }) =>
    key.toLowerCase().startsWith(wanted) ||
    (key.split('-').at(-1) ?? '').startsWith(wanted) ||
    title.toLowerCase().includes(wanted);
  const isOver = ({ status }: { status: string }) => (status === 'done' || status === 'canceled' ? 1 : 0);
  return tasks
    .filter(fits)
    .sort((a, b) => isOver(a) - isOver(b))
    .slice(0, mostTasks)
    .map(({ key, title }) => ({ kind: 'task', insert: key, label: key, words: title }));
}

/** The text with a completion in its place, and where the caret stands then. */
export function complete(
  text: string,
  { from, to }: Offer,
  { insert }: Completion,
): { text: string; caret: number } {
  const rest = text.slice(to);
  const done = `${text.slice(0, from)}${insert}${rest.startsWith(' ') ? '' : ' '}`;
  const caret = done.length + (rest.startsWith(' ') ? 1 : 0);
  return { text: done + rest, caret };
}
