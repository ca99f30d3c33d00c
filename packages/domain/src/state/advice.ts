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
      ({ name, queued }) =>
        `Agent ${name} is disabled and has ${queued} queued ${queued === 1 ? 'task' : 'tasks'}.`,
    ),
  ].slice(0, maxLines);
}

/** What a person can do now, the most urgent first. */
export function listNextActions(input: AdviceInput): string[] {
  const unassigned = ofStatus(input.tasks, 'queued').filter((task) => task.agent === null);
  return [
    ...ofStatus(input.tasks, 'needs_review').map((task) => `Review ${named(task)}.`),
    ...ofStatus(input.tasks, 'blocked').map((task) => `Unblock ${named(task)}.`),
    ...ofStatus(input.tasks, 'failed').map((task) => `Retry or cancel ${named(task)}.`),
    ...unassigned.map((task) => `Give ${named(task)} to an agent.`),
    ...idleAgents(input).map(({ name }) => `Enable agent ${name}, or give its tasks to another.`),
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

function named(task: AdviceTask): string {
  return `${task.key} (${task.title})`;
}
