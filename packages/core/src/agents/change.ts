import type { Agent, AgentPatch, NewAgent } from '@overmind/contracts/entities/agent';
import { AppError, notFound } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import { countLiveRuns } from '@overmind/db/queries/execution/run-lists';
import { lockQueuedRunsOfAgent } from '@overmind/db/queries/execution/runs';
import {
  findAgent,
  listAgentRows,
  lockAgent,
  markAgentRemoved,
  updateAgentRow,
  upsertAgent,
} from '@overmind/db/queries/projects/agents';
import { lockProject } from '@overmind/db/queries/projects/projects';
import { updateTaskRow } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { requireRepository } from '../projects/create.ts';
import { endRun } from '../runs/end.ts';
import { emitTask } from '../tasks/move.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { requireReviewers } from './reviewers.ts';

export const listAgents = (core: Core, projectId: string): Promise<Agent[]> =>
  listAgentRows(core.db, projectId);

export async function getAgent(core: Core, id: string): Promise<Agent> {
  const agent = await findAgent(core.db, id);
  if (!agent) throw notFound('agent');
  return agent;
}

/** The real path of the repository that a configuration names, or the configuration as it is. */
async function resolveRepository<T extends AgentPatch | NewAgent>(core: Core, input: T): Promise<T> {
  const path = input.config?.repo_path;
  if (path === undefined) return input;
  const found = await requireRepository(core, path, '/config/repo_path');
  return { ...input, config: { ...input.config, repo_path: found.repo_path } };
}

export async function createAgent(
  core: Core,
  call: Call,
  projectId: string,
  input: NewAgent,
): Promise<Agent> {
  const resolved = await resolveRepository(core, input);
  return write(core, call, async (w) => {
    await lockProject(w.tx, projectId);
    await requireReviewers(w.tx, projectId, resolved);
    const agent = await upsertAgent(w.tx, projectId, resolved);
    if (!agent.is_enabled) await withdrawQueuedRuns(w, agent);
    return changed(w, agent, 'agent.created');
  });
}

async function changed(w: Write, agent: Agent, action: string): Promise<Agent> {
  w.emit(agent.project_id, 'agent.updated', agent.id, agent);
  w.audit(action, agent.id, agent.project_id, { name: agent.name, is_enabled: agent.is_enabled });
  requestCycle(w, agent.project_id, 'input');
  return agent;
}

/** The project first, as scheduling does: no run of the agent begins while it changes. */
async function lockAgentWithProject(w: Write, id: string): Promise<Agent> {
  const found = await findAgent(w.tx, id);
  if (found) await lockProject(w.tx, found.project_id);
  const agent = await lockAgent(w.tx, id);
  if (!agent) throw notFound('agent');
  return agent;
}

/** Runs that no runner has taken yet go back to their tasks, which then wait for the agent. */
async function withdrawQueuedRuns(w: Write, agent: Agent): Promise<void> {
  for (const run of await lockQueuedRunsOfAgent(w.tx, agent.id)) {
    await endRun(w, run, {
      status: 'canceled',
      reason: 'canceled',
      detail: `Agent "${agent.name}" was disabled.`,
    });
    const reason = `agent "${agent.name}" is disabled`;
    emitTask(w, await updateTaskRow(w.tx, run.task_id, { status_reason: reason }));
  }
}

export async function setAgentEnabledIn(w: Write, agent: Agent, isEnabled: boolean): Promise<Agent> {
  await lockProject(w.tx, agent.project_id);
  const updated = await updateAgentRow(w.tx, agent.id, { is_enabled: isEnabled });
  if (!isEnabled) await withdrawQueuedRuns(w, updated);
  return changed(w, updated, 'agent.updated');
}

export async function updateAgent(core: Core, call: Call, id: string, patch: AgentPatch): Promise<Agent> {
  const resolved = await resolveRepository(core, patch);
  return write(core, call, async (w) => {
    const before = await lockAgentWithProject(w, id);
    requireVersion(call, before.version);
    const { config, ...plain } = resolved;
    if (config !== undefined) await requireReviewers(w.tx, before.project_id, { name: before.name, config });
    const updated = await updateAgentRow(w.tx, id, {
      ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
      ...(config === undefined ? {} : { config: toJson(config) }),
    });
    if (before.is_enabled && !updated.is_enabled) await withdrawQueuedRuns(w, updated);
    return changed(w, updated, 'agent.updated');
  });
}

export async function removeAgent(core: Core, call: Call, id: string): Promise<void> {
  await write(core, call, async (w) => {
    const agent = await lockAgentWithProject(w, id);
    if (((await countLiveRuns(w.tx)).by.get(id) ?? 0) > 0) {
      throw new AppError('rule_violated', `Agent "${agent.name}" has a live run. Cancel it first.`, {
        rule: 'agent.live_runs',
      });
    }
    await markAgentRemoved(w.tx, id);
    w.emit(agent.project_id, 'agent.updated', id, { is_enabled: false, removed: true });
    w.audit('agent.removed', id, agent.project_id, { name: agent.name });
    requestCycle(w, agent.project_id, 'input');
  });
}
