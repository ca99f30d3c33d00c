import type { TaskStatus } from '@overmind/contracts/entities/task';
import { count, done, help, priorityWords, statusWords } from './wording.ts';

interface Named {
  key: string;
  title: string;
}

export type ReplyOutcome =
  | {
      kind: 'tasks_created';
      tasks: readonly (Named & { agent: string | null; priority: number; waits_for: readonly string[] })[];
      duplicates: readonly Named[];
    }
  | {
      kind: 'status';
      running: readonly (Named & { agent: string | null })[];
      queued: number;
      review: readonly Named[];
      blocked: readonly (Named & { reason: string | null })[];
      failed: number;
      done: number;
    }
  | (Named & { kind: 'task_status'; status: TaskStatus; reason: string | null; agent: string | null })
  | { kind: 'acted'; verb: keyof typeof done; tasks: readonly Named[] }
  | { kind: 'agent_toggled'; agent: string; is_enabled: boolean }
  | { kind: 'paused' | 'resumed' | 'cycle_requested' | 'help' }
  | {
      kind: 'changed';
      key: string;
      files_changed: number;
      insertions: number;
      deletions: number;
      summary: string | null;
    }
  | { kind: 'clarify'; question: string; choices: readonly string[] }
  | { kind: 'refused'; detail: string }
  | { kind: 'unsupported'; what: string };

/** The relayer's answer in light Markdown: what was understood and done, one paragraph for each outcome. */
export function composeReply(outcomes: ReplyOutcome | readonly ReplyOutcome[]): string {
  const list: readonly ReplyOutcome[] = 'kind' in outcomes ? [outcomes] : outcomes;
  return list.map(tell).join('\n\n');
}

function tell(outcome: ReplyOutcome): string {
  switch (outcome.kind) {
    case 'tasks_created':
      return tellCreated(outcome);
    case 'status':
      return tellStatus(outcome);
    case 'task_status':
      return tellTask(outcome);
    case 'acted':
      return outcome.tasks.length === 0
        ? 'There was nothing to do.'
        : `${done[outcome.verb]} ${joined(outcome.tasks)}.`;
    case 'agent_toggled':
      return outcome.is_enabled
        ? `Agent ${outcome.agent} is enabled and takes tasks again.`
        : `Agent ${outcome.agent} is disabled. Its live runs finish; its queued tasks wait.`;
    case 'paused':
      return 'Paused. Live runs finish; nothing new starts until you say resume.';
    case 'resumed':
      return 'Resumed. Queued tasks start again.';
    case 'cycle_requested':
      return 'The orchestrator is on it: queued tasks start as far as agents and runners are free.';
    case 'help':
      return help;
    case 'changed':
      return tellChange(outcome);
    case 'clarify':
      return [outcome.question, ...outcome.choices.map((choice) => `- ${choice}`)].join('\n');
    case 'refused':
      return outcome.detail;
    case 'unsupported':
      return `I can't do that yet: ${outcome.what} is not offered in this version. Nothing was changed.`;
  }
}

function tellCreated({ tasks, duplicates }: Extract<ReplyOutcome, { kind: 'tasks_created' }>): string {
  const lines = tasks.map((task) => {
    const urgency = priorityWords[task.priority];
    const agent = task.agent === null ? 'no agent fits, so please assign one' : `for ${task.agent}`;
    const order = task.waits_for.length > 0 ? `after ${task.waits_for.join(' and ')}` : undefined;
    return `**${task.key}** ${task.title} (${[agent, urgency, order].filter((part) => part !== undefined).join(', ')})`;
  });
  const [only] = lines;
  const added =
    lines.length === 1
      ? [`Added ${only}.`]
      : [`Added ${lines.length} tasks:`, ...lines.map((line) => `- ${line}`)];
  const known = duplicates.map((task) => `Already there: ${named(task)}.`);
  return [...(lines.length > 0 ? added : []), ...known].join('\n') || 'There was nothing to add.';
}

function tellStatus(status: Extract<ReplyOutcome, { kind: 'status' }>): string {
  const running = status.running.map(
    (task) => `${named(task)}${task.agent === null ? '' : ` by ${task.agent}`}`,
  );
  const blocked = status.blocked.map((task) => `${named(task)}: ${task.reason ?? 'no reason was given'}`);
  const counts = [
    count(status.queued, 'queued'),
    count(status.failed, 'failed'),
    count(status.done, 'done'),
  ].filter((part) => part !== null);
  return [
    listed('Running', running) || 'Nothing is running.',
    listed('For your review', status.review.map(named)),
    listed('Blocked', blocked),
    counts.length > 0 ? `${counts.join(', ')}.` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function listed(heading: string, items: readonly string[]): string {
  if (items.length < 2) return items[0] === undefined ? '' : `${heading}: ${items[0]}`;
  return [`${heading}:`, ...items.map((item) => `- ${item}`)].join('\n');
}

function tellTask(task: Extract<ReplyOutcome, { kind: 'task_status' }>): string {
  const agent = task.agent === null ? '' : ` (${task.agent})`;
  const reason = task.reason === null || task.reason === '' ? '' : `: ${task.reason.replace(/[.\s]+$/, '')}`;
  return `${named(task)} is ${statusWords[task.status]}${agent}${reason}.`;
}

function tellChange(change: Extract<ReplyOutcome, { kind: 'changed' }>): string {
  const size =
    change.files_changed === 0
      ? 'changed no files'
      : `changed ${change.files_changed} ${change.files_changed === 1 ? 'file' : 'files'} (+${change.insertions} −${change.deletions})`;
  const summary = (change.summary ?? '').trim();
  return `**${change.key}** ${size}.${summary === '' ? '' : `\n${summary}`}`;
}

function named({ key, title }: Named): string {
  return `**${key}** ${title}`;
}

function joined(tasks: readonly Named[]): string {
  const names = tasks.map(named);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
