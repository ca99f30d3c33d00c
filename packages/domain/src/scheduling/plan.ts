import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { Runner } from '@overmind/contracts/entities/runner';
import { byUrgency } from './order.ts';
import { Slots } from './slots.ts';

export interface SchedulableTask {
  id: string;
  key: string;
  priority: number;
  createdAt: Date;
  notBefore: Date | null;
  unfinishedDependencies: number;
  assignedAgentId: string | null;
  hasLiveRun: boolean;
}

export interface SchedulableAgent {
  id: string;
  name: string;
  isEnabled: boolean;
  executor: AgentConfig['executor'];
  commandCount: number;
  concurrency: number;
  liveRuns: number;
  repoPath: string | null;
}

export interface SchedulableRunner {
  id: string;
  status: Runner['status'];
  allowedRoots: readonly string[];
  capacity: number;
  /** Runs that it holds now. */
  liveRuns: number;
}

export interface PlanInput {
  /** The queued ones. */
  tasks: readonly SchedulableTask[];
  agents: readonly SchedulableAgent[];
  runners: readonly SchedulableRunner[];
  project: { concurrency: number; liveRuns: number; isPaused: boolean };
  /** Queued runs that no runner has claimed yet, of any project: each keeps a slot for its repository. */
  unclaimedRuns?: readonly { repoPath: string }[];
  now: Date;
}

export interface Plan {
  schedule: { taskId: string; agentId: string }[];
  waiting: { taskId: string; reason: string }[];
  /** When the first task that only waits for its time may start. */
  retryAt: Date | null;
}

/**
 * Which queued tasks start now, the most urgent first, and why each of the others waits. The same input in any
 * order gives the same plan, and no limit of the project, an agent or the runners is ever passed.
 */
export function planRuns(input: PlanInput): Plan {
  const slots = new Slots(input);
  const agents = new Map(input.agents.map((agent) => [agent.id, agent]));
  const plan: Plan = { schedule: [], waiting: [], retryAt: null };
  const seen = new Set<string>();
  for (const task of [...input.tasks].sort(byUrgency(input.now))) {
    if (seen.has(task.id)) continue;
    seen.add(task.id);
    const agent = agents.get(task.assignedAgentId ?? '');
    const reason = whyTaskWaits(task, input) ?? findTimer(task, input.now, plan) ?? tryAgent(agent, slots);
    if (reason !== null) plan.waiting.push({ taskId: task.id, reason });
    else if (agent !== undefined) plan.schedule.push({ taskId: task.id, agentId: agent.id });
  }
  return plan;
}

function whyTaskWaits(task: SchedulableTask, input: PlanInput): string | null {
  if (task.hasLiveRun) return 'it has a live run already';
  if (input.project.isPaused) return 'the project is paused';
  if (task.unfinishedDependencies === 0) return null;
  return `waits for ${task.unfinishedDependencies} ${task.unfinishedDependencies === 1 ? 'task' : 'tasks'}`;
}

/** Takes a slot for a run of this agent, or says why it cannot have one. */
function tryAgent(agent: SchedulableAgent | undefined, slots: Slots): string | null {
  if (agent === undefined) return 'no agent is assigned';
  if (!agent.isEnabled) return `agent "${agent.name}" is disabled`;
  if (agent.executor !== 'commands')
    return `agent "${agent.name}" uses an executor that no runner offers yet`;
  if (agent.commandCount === 0) return `agent "${agent.name}" has no commands yet`;
  if (agent.repoPath === null) return `agent "${agent.name}" has no repository`;
  return slots.take(agent, agent.repoPath);
}

function findTimer(task: SchedulableTask, now: Date, plan: Plan): string | null {
  if (task.notBefore === null || task.notBefore <= now) return null;
  if (plan.retryAt === null || task.notBefore < plan.retryAt) plan.retryAt = task.notBefore;
  return `retries at ${task.notBefore.toISOString().slice(11, 19)} UTC`;
}
