import type { StateDocument } from '@overmind/contracts/entities/state';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import { listNextActions, listRisks } from './advice.ts';
import { byKey, byUrgencyThenKey, latestFirst, uniqueBy } from './sorting.ts';

export interface StateTask {
  key: string;
  title: string;
  type: string;
  priority: number;
  status: TaskStatus;
  status_reason: string | null;
  /** Name of the assigned agent. */
  agent: string | null;
}

export interface StateAgent {
  name: string;
  role: string;
  executor: string;
  is_enabled: boolean;
}

export interface StateSpec {
  key: string;
  title: string;
  phase: string;
  status: string;
}

export interface StateDecision {
  title: string;
  decision: string;
  /** Keys of what was made of it. */
  tasks: readonly string[];
  spec: string | null;
}

export interface StateInput {
  project: { name: string; is_archived: boolean; is_paused: boolean; repositories: readonly string[] };
  /** Open tasks; each list of the document takes those of its status. */
  tasks: readonly StateTask[];
  /** Of all tasks of the project, by status; a missing status counts as none. */
  counts: Partial<Record<TaskStatus, number>>;
  runs: {
    completed: readonly {
      task: string;
      agent: string;
      attempt: number;
      finished_at: Date | string;
      commit: string | null;
    }[];
    /** Latest runs that did not succeed, of tasks that are still open. */
    failing: readonly { task: string; agent: string; attempt: number; reason: string }[];
  };
  agents: readonly StateAgent[];
  specs?: readonly StateSpec[];
  decisions?: readonly StateDecision[];
  /** What people wrote; the one section that is theirs. */
  notes: string;
  /** When the data last changed; never the time of generation. */
  latest_change_at: Date | string | null;
}

const nextCount = 5;
const lastCompletedCount = 10;
const maxFailing = 50;
const maxAgents = 500;
const maxRepositories = 50;
/** Longer titles, reasons and paths are cut, so that no document grows past what can be read again. */
const maxTextLength = 500;

const cut = (text: string): string =>
  text.length > maxTextLength ? `${text.slice(0, maxTextLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;

/** Each task once, with texts of bounded length. */
const shortTasks = (tasks: readonly StateTask[]): StateTask[] =>
  uniqueBy(tasks, (task) => task.key).map((task) => ({
    ...task,
    title: cut(task.title),
    status_reason: task.status_reason === null ? null : cut(task.status_reason),
  }));

/** The state document of a project. The same rows, in any order, give the same document. */
export function generateState(input: StateInput): StateDocument {
  const tasks = shortTasks(input.tasks);
  const withStatus = (status: TaskStatus) => tasks.filter((task) => task.status === status);
  const active = withStatus('in_progress').sort(byUrgencyThenKey);
  const agents = uniqueBy(input.agents, (agent) => agent.name)
    .sort((a, b) => byKey(a.name, b.name))
    .slice(0, maxAgents);
  const advised = { tasks, agents, isPaused: input.project.is_paused };
  return {
    project: {
      name: input.project.name,
      status: projectStatus(input),
      repositories: [...new Set(input.project.repositories.map(cut))].sort().slice(0, maxRepositories),
    },
    summary: {
      current_focus: active[0] === undefined ? null : `${active[0].key} ${active[0].title}`,
      last_update: timestamp(input.latest_change_at),
      progress: progressOf(input.counts),
    },
    tasks: {
      active: active.map(taskLine),
      review: withStatus('needs_review').sort(byUrgencyThenKey).map(taskLine),
      blocked: withStatus('blocked')
        .sort(byUrgencyThenKey)
        .map((task) => ({ ...taskLine(task), reason: task.status_reason })),
      next: withStatus('queued').sort(byUrgencyThenKey).slice(0, nextCount).map(taskLine),
    },
    runs: { last_completed: lastCompleted(input), failing: failing(input) },
    specs: specLines(input),
    decisions: decisionLines(input),
    agents: agents.map(({ name, role, executor, is_enabled }) => ({ name, role, executor, is_enabled })),
    risks: listRisks({ ...advised, failing: failing(input) }),
    next_actions: listNextActions(advised),
    notes: input.notes,
  };
}

function projectStatus({ project, counts }: StateInput): StateDocument['project']['status'] {
  if (project.is_archived) return 'archived';
  if (project.is_paused) return 'paused';
  if ((counts.in_progress ?? 0) > 0) return 'working';
  if ((counts.needs_review ?? 0) > 0) return 'waiting_for_review';
  return (counts.blocked ?? 0) > 0 && (counts.queued ?? 0) === 0 ? 'blocked' : 'idle';
}

function progressOf(counts: StateInput['counts']): StateDocument['summary']['progress'] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { total, done: counts.done ?? 0, failed: counts.failed ?? 0, canceled: counts.canceled ?? 0 };
}

function taskLine({ key, title, type, priority, agent }: StateTask): StateDocument['tasks']['next'][number] {
  return { key, title, type, priority, agent };
}

function lastCompleted(input: StateInput): StateDocument['runs']['last_completed'] {
  const runs = input.runs.completed.map(({ task, agent, attempt, finished_at, commit }) => ({
    ...{ task, agent, attempt },
    finished_at: timestamp(finished_at) ?? '',
    commit,
  }));
  return uniqueBy(runs, (run) => `${run.task}/${run.attempt}`)
    .sort(latestFirst)
    .slice(0, lastCompletedCount);
}

/** One line for each task: its latest attempt. */
function failing(input: StateInput): StateDocument['runs']['failing'] {
  const newestFirst = [...input.runs.failing].sort((a, b) => byKey(a.task, b.task) || b.attempt - a.attempt);
  return uniqueBy(newestFirst, (run) => run.task)
    .slice(0, maxFailing)
    .map(({ task, agent, attempt, reason }) => ({ task, agent, attempt, reason: cut(reason) }));
}

const specLines = ({ specs = [] }: StateInput): StateDocument['specs'] =>
  uniqueBy(specs, ({ key }) => key)
    .map((spec) => ({ ...spec, title: cut(spec.title) }))
    .sort((a, b) => byKey(a.key, b.key));

/** What people and agents decided, in short; the discussion holds all of it. */
const decisionLines = ({ decisions = [] }: StateInput): StateDocument['decisions'] =>
  [...decisions]
    .sort((a, b) => byKey(a.title, b.title) || byKey(a.decision, b.decision))
    .map(({ title, decision, tasks, spec }) => ({
      ...{ title: cut(title), decision: cut(decision) },
      ...(tasks.length === 0 ? {} : { tasks: [...tasks].sort(byKey) }),
      ...(spec === null ? {} : { spec }),
    }));

function timestamp(time: Date | string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
