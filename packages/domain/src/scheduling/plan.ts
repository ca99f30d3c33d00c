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
  /** What it waits for before its turn can come, in words; null when nothing is in its way. */
  waitsFor: string | null;
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
  /** A runner has to carry all of them. */
  labels: readonly string[];
}

export interface SchedulableRunner {
  id: string;
  status: Runner['status'];
  allowedRoots: readonly string[];
  labels: readonly string[];
  capacity: number;
  /** Runs that it holds now. */
  liveRuns: number;
}

export interface PlanInput {
  /** Queued ones: of each agent and priority the oldest, at least as many as the project may run at once. */
  tasks: readonly SchedulableTask[];
  agents: readonly SchedulableAgent[];
  runners: readonly SchedulableRunner[];
  project: { concurrency: number; liveRuns: number; isPaused: boolean; isArchived?: boolean };
  /** Queued runs that no runner has claimed yet, of any project: each keeps a slot for its repository. */
  unclaimedRuns?: readonly { repoPath: string; labels: readonly string[] }[];
  now: Date;
}

export interface Plan {
  schedule: { taskId: string; agentId: string }[];
  waiting: { taskId: string; reason: string }[];
  /** How many wait only for a place on a runner, which a run of any project may free. */
  waitingForRunner: number;
}

/**
 * Which queued tasks start now, the most urgent first, and why each of the others waits. The same input in any
 * order gives the same plan, and no limit of the project, an agent or the runners is ever passed.
 */
export function planRuns(input: PlanInput): Plan {
  const slots = new Slots(input);
  const agents = new Map(input.agents.map((agent) => [agent.id, agent]));
  const plan: Omit<Plan, 'waitingForRunner'> = { schedule: [], waiting: [] };
  const seen = new Set<string>();
  for (const task of [...input.tasks].sort(byUrgency(input.now))) {
    if (seen.has(task.id)) continue;
    seen.add(task.id);
    const agent = agents.get(task.assignedAgentId ?? '');
    const reason = whyTaskWaits(task, input) ?? findTimer(task, input.now) ?? tryAgent(agent, slots);
    if (reason !== null) plan.waiting.push({ taskId: task.id, reason });
    else if (agent !== undefined) plan.schedule.push({ taskId: task.id, agentId: agent.id });
  }
  return { ...plan, waitingForRunner: slots.refusedByRunners };
}

function whyTaskWaits(task: SchedulableTask, input: PlanInput): string | null {
  if (task.hasLiveRun) return 'it has a live run already';
  if (input.project.isArchived === true) return 'the project is archived';
  if (input.project.isPaused) return 'the project is paused';
  return task.waitsFor;
}

/** Takes a slot for a run of this agent, or says why it cannot have one. */
function tryAgent(agent: SchedulableAgent | undefined, slots: Slots): string | null {
  if (agent === undefined) return 'no agent is assigned';
  if (!agent.isEnabled) return `agent "${agent.name}" is disabled`;
  if (agent.executor === 'commands' && agent.commandCount === 0)
    return `agent "${agent.name}" has no commands yet`;
  if (agent.repoPath === null) return `agent "${agent.name}" has no repository`;
  return slots.take(agent, agent.repoPath);
}

function findTimer(task: SchedulableTask, now: Date): string | null {
  if (task.notBefore === null || task.notBefore <= now) return null;
  return `retries at ${task.notBefore.toISOString().slice(11, 19)} UTC`;
}
