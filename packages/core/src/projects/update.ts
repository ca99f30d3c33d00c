import { type Project, type ProjectPatch, ProjectSettings } from '@overmind/contracts/entities/project';
import type { Inspection } from '@overmind/contracts/entities/runner';
import { AppError, notFound } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import { listLiveRuns } from '@overmind/db/queries/execution/run-lists';
import { listAgentRows, updateAgentRow } from '@overmind/db/queries/projects/agents';
import { findAccess } from '@overmind/db/queries/projects/members';
import {
  deleteProjectRow,
  lockProject,
  settingsOf,
  toProject,
  updateProjectRow,
} from '@overmind/db/queries/projects/projects';
import { scheduleRemoval } from '@overmind/db/queries/voice/file-removals';
import type { ChangeOf, RowOf } from '@overmind/db/schema';
import { presetAgents } from '@overmind/domain/agents/presets';
import { topics } from '../bus/bus.ts';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { removeTwice } from '../files/remove.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { requireRepository } from './create.ts';

type Detected = Extract<Inspection, { ok: true }>['detected'];

async function roleOf(w: Write, projectId: string) {
  const access = await findAccess(w.tx, userIdOf(w.call) ?? '', 'project', projectId);
  if (!access) throw notFound('project');
  return access.role;
}

async function change(
  w: Write,
  before: RowOf<'projects'>,
  fields: ChangeOf<'projects'>,
  action: string,
): Promise<Project> {
  const row = await updateProjectRow(w.tx, before.id, fields);
  const project = toProject(row, await roleOf(w, row.id));
  w.emit(row.id, 'project.updated', row.id, { ...project, my_role: undefined });
  w.audit(action, row.id, row.id, { fields: Object.keys(fields) });
  return project;
}

async function getLockedProject(w: Write, id: string): Promise<RowOf<'projects'>> {
  const row = await lockProject(w.tx, id);
  if (!row) throw notFound('project');
  return row;
}

export async function updateProjectIn(
  w: Write,
  id: string,
  patch: Omit<ProjectPatch, 'default_repo_path'>,
  repoPath?: string | null,
) {
  const before = await getLockedProject(w, id);
  requireVersion(w.call, before.version);
  const had = settingsOf(before);
  const budgets = { ...had.budgets, ...patch.settings?.budgets };
  const settings = ProjectSettings.parse({ ...had, ...patch.settings, budgets });
  const fields: ChangeOf<'projects'> = {
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(patch.description === undefined ? {} : { description: patch.description }),
    ...(repoPath === undefined ? {} : { default_repo_path: repoPath }),
    ...(patch.settings === undefined ? {} : { settings: toJson(settings) }),
  };
  const project = await change(w, before, fields, 'project.updated');
  // Runs that waited through a pause are there to be taken again.
  if (settings.orchestration === 'running') w.publish(topics.runsQueued, '');
  requestCycle(w, id, 'input');
  return project;
}

/** Preset agents that nobody gave commands yet get those of the repository that was set. */
async function offerDetectedCommands(w: Write, projectId: string, detected: Detected): Promise<void> {
  const presets = new Map(presetAgents(detected, null).map((preset) => [preset.name, preset.config]));
  for (const agent of await listAgentRows(w.tx, projectId)) {
    const preset = presets.get(agent.name);
    const isBare = agent.config.commands.length + agent.config.checks.length === 0;
    if (!preset || !isBare || preset.commands.length + preset.checks.length === 0) continue;
    const config = { ...agent.config, commands: preset.commands, checks: preset.checks };
    const updated = await updateAgentRow(w.tx, agent.id, { config: toJson(config) });
    w.emit(projectId, 'agent.updated', agent.id, updated);
  }
}

export async function updateProject(
  core: Core,
  call: Call,
  id: string,
  patch: ProjectPatch,
): Promise<Project> {
  const { default_repo_path: path, ...rest } = patch;
  const found = typeof path === 'string' ? await requireRepository(core, path, '/default_repo_path') : null;
  return write(core, call, async (w) => {
    const project = await updateProjectIn(
      w,
      id,
      rest,
      found?.repo_path ?? (path === null ? null : undefined),
    );
    if (found) await offerDetectedCommands(w, id, found.detected);
    return project;
  });
}

async function requireNoLiveRun(w: Write, id: string, what: string): Promise<void> {
  if ((await listLiveRuns(w.tx, id)).length === 0) return;
  throw new AppError('rule_violated', `Runs are live in this project. Cancel them before you ${what} it.`, {
    rule: 'project.live_runs',
  });
}

export const setArchived = (core: Core, call: Call, id: string, isArchived: boolean): Promise<Project> =>
  write(core, call, async (w) => {
    const before = await getLockedProject(w, id);
    if (isArchived) await requireNoLiveRun(w, id, 'archive');
    const project = await change(
      w,
      before,
      { archived_at: isArchived ? new Date() : null },
      isArchived ? 'project.archived' : 'project.unarchived',
    );
    requestCycle(w, id, 'input');
    return project;
  });

/** Who writes a copy of its state document has come to an end by then, also one that is killed. */
const writersMs = 3_600_000;

export async function deleteProject(core: Core, call: Call, id: string): Promise<void> {
  const folder = `projects/${id}`;
  await write(core, call, async (w) => {
    const project = await getLockedProject(w, id);
    await requireNoLiveRun(w, id, 'delete');
    w.audit('project.deleted', id, null, { name: project.name });
    await deleteProjectRow(w.tx, id);
    await scheduleRemoval(w.tx, folder, 0);
  });
  await removeTwice(core, folder, writersMs);
}
