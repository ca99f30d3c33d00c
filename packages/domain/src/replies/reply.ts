import { tellActed } from './acts.ts';
import { tellBoard } from './board.ts';
import { tellDiscussion } from './discussion.ts';
import type { ReplyOutcome } from './outcome.ts';
import { tellPermission } from './permission.ts';
import { tellAgents, tellRunners, tellSentences } from './project.ts';
import { remarkReplies } from './remarks.ts';
import { tellChanges, tellLastRun, tellTaskChange } from './runs.ts';
import { tellTask, tellWhen, tellWho, tellWhy } from './task.ts';
import { joined, named, priorityWords, shorten, tellHelp } from './wording.ts';

export type { ReplyOutcome } from './outcome.ts';

/** The relayer's answer in light Markdown: what was understood and done, one paragraph for each outcome. */
export function composeReply(outcomes: ReplyOutcome | readonly ReplyOutcome[]): string {
  const list: readonly ReplyOutcome[] = 'kind' in outcomes ? [outcomes] : outcomes;
  return list.map(tell).join('\n\n');
}

function tell(outcome: ReplyOutcome): string {
  switch (outcome.kind) {
    case 'tasks_created':
      return tellCreated(outcome);
    case 'acted':
      return tellActed(outcome) || 'There was nothing to do.';
    case 'agent_toggled':
      return tellAgent(outcome);
    case 'orchestration':
      return tellOrchestration(outcome);
    case 'cycle_requested':
      return outcome.isPaused
        ? 'The orchestrator looks at what is new, but the project is paused: nothing starts until you say resume.'
        : 'The orchestrator is on it: queued tasks start as far as agents and runners are free.';
    case 'help':
      return tellHelp(outcome.taskKey);
    case 'unknown':
      return 'I cannot answer that. I can answer about what is running, queued, blocked, failed, done or waiting for your review, about agents, runners, risks and notes, and why, when or by whom something was done.';
    case 'said_again':
      return outcome.content ?? 'I have said nothing here yet.';
    case 'remark':
      return remarkReplies[outcome.remark];
    case 'clarify':
      return tellQuestion(outcome);
    case 'permission':
      return tellPermission(outcome);
    case 'decided':
    case 'result':
    case 'answered':
      return tellDiscussion(outcome);
    case 'refused':
      return shorten(outcome.detail, maxQuestionLength);
    case 'specified':
      return `The spec **${outcome.spec.key}** ${shorten(outcome.spec.title)} has begun. Write its phases on its page, from what is to be explored to the tasks.`;
    case 'discussing':
      return `The discussion has begun: ${shorten(outcome.title)}. Speakers: ${joined(outcome.speakers)}. It asks you where something is unclear, and ends with a decision.`;
    case 'several':
      return outcome.outcomes.map(tell).join('\n');
    case 'undone':
      return outcome.lines.join('\n');
    default:
      return tellFacts(outcome);
  }
}

type FactKind =
  | 'board'
  | 'task'
  | 'why'
  | 'when'
  | 'who'
  | 'task_changes'
  | 'last_run'
  | 'changes'
  | 'sentences'
  | 'agents'
  | 'runners';

function tellFacts(outcome: Extract<ReplyOutcome, { kind: FactKind }>): string {
  switch (outcome.kind) {
    case 'board':
      return tellBoard(outcome.topic, outcome.board);
    case 'task':
      return tellTask(outcome.task, outcome.now);
    case 'when':
      return tellWhen(outcome.task, outcome.now);
    case 'why':
      return tellWhy(outcome.task, outcome.isPaused);
    case 'who':
      return tellWho(outcome.task);
    case 'task_changes':
      return tellTaskChange(outcome.task, outcome.run);
    case 'last_run':
      return tellLastRun(outcome.run, outcome.agent, outcome.now);
    case 'changes':
      return tellChanges(outcome.runs, outcome.agent, outcome.now);
    case 'sentences':
      return tellSentences(outcome.topic, outcome.lines);
    case 'agents':
      return tellAgents(outcome.agents, outcome.only);
    case 'runners':
      return tellRunners(outcome.runners);
  }
}

const maxListed = 10;

function tellCreated({ tasks, duplicates }: Extract<ReplyOutcome, { kind: 'tasks_created' }>): string {
  const lines = tasks.slice(0, maxListed).map((task) => {
    const urgency = priorityWords[task.priority];
    const agent = task.agent === null ? 'no agent fits, so please assign one' : `for ${task.agent}`;
    const order = task.waits_for.length > 0 ? `after ${joined(task.waits_for)}` : undefined;
    return `${named(task)} (${[agent, urgency, order].filter((part) => part !== undefined).join(', ')})`;
  });
  const [only] = lines;
  const more = tasks.length - lines.length;
  const added =
    tasks.length === 1
      ? [`Added ${only}.`]
      : [
          `Added ${tasks.length} tasks:`,
          ...lines.map((line) => `- ${line}`),
          ...(more > 0 ? [`and ${more} more.`] : []),
        ];
  const known = duplicates.map((task) => `Already there: ${named(task)}.`);
  return [...(tasks.length > 0 ? added : []), ...known].join('\n') || 'There was nothing to add.';
}

function tellAgent({
  agent,
  is_enabled,
  hasChanged,
}: Extract<ReplyOutcome, { kind: 'agent_toggled' }>): string {
  if (!hasChanged) return `Agent ${agent} is ${is_enabled ? 'enabled' : 'disabled'} already.`;
  return is_enabled
    ? `Agent ${agent} is enabled and takes tasks again.`
    : `Agent ${agent} is disabled. Its live runs finish; its queued tasks wait.`;
}

function tellOrchestration({ state, hasChanged }: Extract<ReplyOutcome, { kind: 'orchestration' }>): string {
  if (!hasChanged)
    return state === 'paused' ? 'The project is paused already.' : 'The project is not paused.';
  return state === 'paused'
    ? 'Paused. Live runs finish; nothing new starts until you say resume.'
    : 'Resumed. Queued tasks start again.';
}

const maxQuestionLength = 400;

/** Choices that only say yes or no need no list. */
function tellQuestion({ question, choices }: Extract<ReplyOutcome, { kind: 'clarify' }>): string {
  const isYesOrNo = choices.every((choice) => /^(?:yes|no)\b/i.test(choice.label));
  const lines = isYesOrNo ? [] : choices.map((choice, index) => `${index + 1}. ${shorten(choice.label)}`);
  return [shorten(question, maxQuestionLength), ...lines].join('\n');
}
