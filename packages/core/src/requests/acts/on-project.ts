import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { AppError, notFound } from '@overmind/contracts/errors';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findProjectRow, lockProject, settingsOf } from '@overmind/db/queries/projects/projects';
import { setAgentEnabledIn } from '../../agents/change.ts';
import { requestCycle } from '../../cycles/request.ts';
import { updateProjectIn } from '../../projects/update.ts';
import { type Answer, answerWith } from '../say.ts';
import { requireRole, type Turn } from '../turn.ts';
import { recordAct } from './record.ts';

export async function isPaused({ w, projectId }: Turn): Promise<boolean> {
  const project = await findProjectRow(w.tx, projectId);
  return project !== null && settingsOf(project).orchestration === 'paused';
}

/** Pauses or resumes; answers whether it was otherwise before. */
export async function setOrchestration(turn: Turn, state: 'running' | 'paused'): Promise<boolean> {
  requireRole(turn, 'maintainer');
  const project = await lockProject(turn.w.tx, turn.projectId);
  if (!project) throw notFound('project');
  if (settingsOf(project).orchestration === state) return false;
  await updateProjectIn(turn.w, turn.projectId, { settings: { orchestration: state } });
  return true;
}

export async function pauseOrResume(turn: Turn, act: 'pause' | 'resume'): Promise<Answer> {
  const state = act === 'pause' ? 'paused' : 'running';
  const hasChanged = await setOrchestration(turn, state);
  if (hasChanged) await recordAct(turn, act, {});
  return answerWith({ kind: 'orchestration', state, hasChanged });
}

/** Enables or disables an agent by its name; null when it is so already. */
export async function setAgent(turn: Turn, name: string | null, isEnabled: boolean) {
  requireRole(turn, 'maintainer');
  await lockProject(turn.w.tx, turn.projectId);
  const agent = (await listAgentRows(turn.w.tx, turn.projectId)).find((each) => each.name === name);
  if (!agent) throw new AppError('not_found', `There is no agent "${name ?? ''}".`);
  if (agent.is_enabled === isEnabled) return { agent, hasChanged: false };
  return { agent: await setAgentEnabledIn(turn.w, agent, isEnabled), hasChanged: true };
}

export async function toggleAgent(turn: Turn, { agent: name, intent }: UnderstoodRequest): Promise<Answer> {
  const isEnabled = intent === 'enable_agent';
  const { agent, hasChanged } = await setAgent(turn, name, isEnabled);
  const { id } = agent;
  if (hasChanged) {
    await recordAct(turn, isEnabled ? 'enable_agent' : 'disable_agent', { agent: { id, name: agent.name } });
  }
  return answerWith({ kind: 'agent_toggled', agent: agent.name, is_enabled: isEnabled, hasChanged });
}

export async function runOrchestratorIn(turn: Turn): Promise<Answer> {
  requireRole(turn, 'operator');
  requestCycle(turn.w, turn.projectId, 'command');
  turn.w.audit('cycle.requested', turn.projectId, turn.projectId);
  return answerWith({ kind: 'cycle_requested', isPaused: await isPaused(turn) });
}
