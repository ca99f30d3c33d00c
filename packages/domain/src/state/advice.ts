import type { TaskStatus } from '@overmind/contracts/entities/task';
import { byUrgencyThenKey } from './sorting.ts';

interface AdviceTask {
  key: string;
  title: string;
  priority: number;
  status: TaskStatus;
  status_reason: string | null;
  agent: string | null;
}

interface AdviceInput {
  tasks: readonly AdviceTask[];
  agents: readonly { name: string; is_enabled: boolean }[];
  isPaused: boolean;
}

const maxLines = 20;

/** What may keep the project from going on, one sentence each. */
export function listRisks(
  input: AdviceInput & {
    failing: readonly { task: string; agent: string; attempt: number; reason: string }[];
  },
): string[] {
  return [
    ...input.failing.map((run) => `The latest run of ${run.task} by ${run.agent} ended badly: ${run.reason}`),
    ...ofStatus(input.tasks, 'blocked').map(
      (task) => `${task.key} is blocked: ${task.status_reason ?? 'no reason was given'}`,
    ),
    ...idleAgents(input).map(
      ({ name, queued }) => `Agent ${name} is disabled and has ${queuedTasks(queued)}.`,
    ),
    ...stuckTasks(input).map(
      ({ reason, count }) => `${queuedTasks(count)} cannot start: ${reason.replace(/[.]?$/, '.')}`,
    ),
  ].slice(0, maxLines);
}

/** What a person can do now, the most urgent first. */
export function listNextActions(input: AdviceInput): string[] {
  const queued = ofStatus(input.tasks, 'queued');
  return [
    ...(input.isPaused && queued.length > 0 ? ['Resume the orchestrator; tasks are queued.'] : []),
    ...ofStatus(input.tasks, 'needs_review').map((task) => `Review ${named(task)}.`),
    ...ofStatus(input.tasks, 'blocked').map((task) => `Unblock ${named(task)}.`),
    ...ofStatus(input.tasks, 'failed').map((task) => `Retry or cancel ${named(task)}.`),
    ...queued.filter((task) => task.agent === null).map((task) => `Give ${named(task)} to an agent.`),
    ...idleAgents(input).map(({ name }) => `Enable agent ${name}, or give its tasks to another.`),
    ...remedies(input),
  ].slice(0, maxLines);
}

function ofStatus(tasks: readonly AdviceTask[], status: TaskStatus): AdviceTask[] {
  return tasks.filter((task) => task.status === status).sort(byUrgencyThenKey);
}

function idleAgents({ agents, tasks }: AdviceInput): { name: string; queued: number }[] {
  const queued = ofStatus(tasks, 'queued');
  return agents
    .filter((agent) => !agent.is_enabled)
    .map(({ name }) => ({ name, queued: queued.filter((task) => task.agent === name).length }))
    .filter((agent) => agent.queued > 0);
}

/** Reasons that do not pass by themselves, and what a person does about each. */
const stuck: readonly { reason: RegExp; remedy: (...parts: string[]) => string }[] = [
  { reason: /^no runner is online$/, remedy: () => 'Start a runner.' },
  { reason: /^no runner offers (.+)$/, remedy: (path) => `Start a runner that may work in ${path}.` },
  {
    reason: /^no connected runner carries the labels? (.+)$/,
    remedy: (labels) => `Start a runner with the labels ${labels}, or give them to one that is there.`,
  },
  { reason: /^agent "(.+)" has no commands yet$/, remedy: (name) => `Give agent ${name} commands.` },
  { reason: /^agent "(.+)" has no repository$/, remedy: (name) => `Give agent ${name} a repository.` },
];

function stuckTasks({ tasks }: AdviceInput): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { status_reason: reason } of ofStatus(tasks, 'queued')) {
    if (reason === null || !stuck.some((each) => each.reason.test(reason))) continue;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

function remedies(input: AdviceInput): string[] {
  return stuckTasks(input).flatMap(({ reason }) =>
    stuck.flatMap((each) => {
      const [, ...parts] = each.reason.exec(reason) ?? [];
      return each.reason.test(reason) ? [each.remedy(...parts)] : [];
    }),
  );
}

const queuedTasks = (count: number): string => `${count} queued ${count === 1 ? 'task' : 'tasks'}`;

function named(task: AdviceTask): string {
  return `${task.key} (${task.title})`;
}
