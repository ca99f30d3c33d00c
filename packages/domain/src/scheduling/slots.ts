import type { Runner } from '@overmind/contracts/entities/runner';
import { carries, nobodyCarries } from './labels.ts';
import { rootsHold } from './roots.ts';

interface AgentRoom {
  id: string;
  name: string;
  concurrency: number;
  liveRuns: number;
  repoPath: string | null;
  labels: readonly string[];
}

/** What a runner has to offer for a run. */
interface Need {
  repoPath: string;
  labels: readonly string[];
}

interface Room {
  project: { concurrency: number; liveRuns: number };
  agents: readonly AgentRoom[];
  runners: readonly {
    id: string;
    status: Runner['status'];
    allowedRoots: readonly string[];
    labels: readonly string[];
    capacity: number;
    liveRuns: number;
  }[];
  unclaimedRuns?: readonly Need[];
}

interface RunnerSlots {
  id: string;
  allowedRoots: readonly string[];
  labels: readonly string[];
  capacity: number;
  free: number;
}

/** What is left of the limits of project, agents and runners while a plan is made. */
export class Slots {
  readonly #project: { concurrency: number; used: number };
  readonly #usedByAgent: Map<string, number>;
  readonly #runners: RunnerSlots[];
  #refusedByRunners = 0;

  constructor(input: Room) {
    this.#project = { concurrency: input.project.concurrency, used: input.project.liveRuns };
    this.#usedByAgent = new Map(input.agents.map((agent) => [agent.id, agent.liveRuns]));
    this.#runners = input.runners
      .filter((runner) => runner.status === 'online')
      .map(({ liveRuns, ...runner }) => ({ ...runner, free: runner.capacity - liveRuns }))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    for (const need of input.unclaimedRuns ?? [])
      this.#takeRunner(this.#offering(need.repoPath).filter((runner) => carries(runner.labels, need.labels)));
  }

  /** Takes one slot of each kind for a run of this agent, or takes nothing and says what is missing. */
  take(agent: AgentRoom, repoPath: string): string | null {
    if (this.#runners.length === 0) return 'no runner is online';
    const offering = this.#offering(repoPath);
    if (offering.length === 0) return `no runner offers ${repoPath}`;
    const fitting = offering.filter((runner) => carries(runner.labels, agent.labels));
    if (fitting.length === 0) return nobodyCarries(agent.labels);
    const used = this.#usedByAgent.get(agent.id) ?? 0;
    if (used >= agent.concurrency) return `${agent.name} is busy (${used} of ${agent.concurrency} runs)`;
    const { concurrency } = this.#project;
    if (this.#project.used >= concurrency) {
      return `the project is busy (${this.#project.used} of ${concurrency} runs)`;
    }
    if (!this.#takeRunner(fitting)) {
      this.#refusedByRunners += 1;
      return busyRunners(fitting);
    }
    this.#usedByAgent.set(agent.id, used + 1);
    this.#project.used += 1;
    return null;
  }

  /** Runs that nothing but full runners kept from a slot. */
  get refusedByRunners(): number {
    return this.#refusedByRunners;
  }

  #offering(repoPath: string): RunnerSlots[] {
    return this.#runners.filter((runner) => rootsHold(runner.allowedRoots, repoPath));
  }

  /** The one with the most room, so that runs spread; false when all are full. */
  #takeRunner(offering: readonly RunnerSlots[]): boolean {
    const [first, ...others] = offering.filter((runner) => runner.free > 0);
    if (first === undefined) return false;
    const roomiest = others.reduce((best, runner) => (runner.free > best.free ? runner : best), first);
    roomiest.free -= 1;
    return true;
  }
}

function busyRunners(runners: readonly RunnerSlots[]): string {
  const capacity = runners.reduce((total, runner) => total + runner.capacity, 0);
  const subject = runners.length === 1 ? 'the runner is' : 'the runners are';
  return `${subject} busy (${capacity} of ${capacity} runs)`;
}
