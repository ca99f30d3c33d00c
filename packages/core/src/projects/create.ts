import { type NewProject, type Project, ProjectSettings } from '@overmind/contracts/entities/project';
import type { Inspection } from '@overmind/contracts/entities/runner';
import { AppError } from '@overmind/contracts/errors';
import { newId, toJson } from '@overmind/db/database';
import { upsertAgent } from '@overmind/db/queries/projects/agents';
import { upsertMember } from '@overmind/db/queries/projects/members';
import {
  insertProject,
  listProjectKeys,
  type ProjectToInsert,
  toProject,
} from '@overmind/db/queries/projects/projects';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { presetAgents } from '@overmind/domain/agents/presets';
import { projectKey } from '@overmind/domain/projects/key';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { requireUser } from '../identity/sessions.ts';
import { inspectRepository } from '../runners/ask.ts';
import { type Write, write } from '../write.ts';

type Found = Extract<Inspection, { ok: true }>;

/** The repository at a path as a runner sees it; refused with the reason when no run could work there. */
export async function requireRepository(core: Core, path: string, pointer: string): Promise<Found> {
  const inspection = await inspectRepository(core, path);
  if (inspection.ok) return inspection;
  throw new AppError('invalid', inspection.detail, {
    rule: `repository.${inspection.reason}`,
    errors: [{ pointer, detail: inspection.detail }],
  });
}

/** Projects of one name that are made at once get different keys, and no other waits for them. */
async function insertUnderFreeKey(w: Write, project: Omit<ProjectToInsert, 'key'>) {
  const taken = await listProjectKeys(w.tx);
  for (;;) {
    const key = projectKey(project.name, taken);
    const row = await insertProject(w.tx, { ...project, key });
    if (row) return row;
    taken.add(key);
  }
}

export async function createProject(core: Core, call: Call, input: NewProject): Promise<Project> {
  const { userId } = requireUser(call);
  const found =
    input.default_repo_path === null
      ? null
      : await requireRepository(core, input.default_repo_path, '/default_repo_path');
  return write(core, call, async (w) => {
    const row = await insertUnderFreeKey(w, {
      id: newId(),
      name: input.name,
      description: input.description,
      default_repo_path: found?.repo_path ?? null,
      settings: toJson(ProjectSettings.parse(input.settings)),
    });
    await upsertMember(w.tx, row.id, userId, 'owner');
    const project = toProject(row, 'owner');
    w.emit(project.id, 'project.updated', project.id, { ...project, my_role: undefined });
    for (const preset of presetAgents(found?.detected ?? null, null)) {
      const agent = await upsertAgent(w.tx, project.id, { ...preset, type: 'local', is_enabled: true });
      w.emit(project.id, 'agent.updated', agent.id, agent);
    }
    const conversation = await insertConversation(w.tx, {
      project_id: project.id,
      title: 'Chat',
      mode: 'text',
      created_by_user_id: userId,
    });
    w.emit(project.id, 'conversation.created', conversation.id, conversation);
    w.audit('project.created', project.id, project.id, { name: project.name });
    requestCycle(w, project.id, 'input', 'full');
    return project;
  });
}
