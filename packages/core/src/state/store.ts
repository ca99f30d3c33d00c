import { createHash } from 'node:crypto';
import type { StateDocument, StateVersion } from '@overmind/contracts/entities/state';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { insertStateVersion } from '@overmind/db/queries/projects/state-versions';
import { serializeState } from '@overmind/domain/state/serialize';
import { userIdOf } from '../call.ts';
import type { Write } from '../write.ts';
import { authorOf } from './author.ts';

export interface VersionToStore {
  projectId: string;
  latest: StateVersion | null;
  document: StateDocument;
  kind: StateVersion['kind'];
  reason: string;
  cycleId: string | null;
}

/** Stores the next version with who made it and the settings of this moment, and has it copied. */
export async function storeVersion(w: Write, version: VersionToStore): Promise<StateVersion> {
  const project = await findProjectRow(w.tx, version.projectId);
  if (!project) throw new Error('the project is gone');
  const settings = settingsOf(project);
  const content = serializeState(version.document, 'yaml');
  const line = await insertStateVersion(w.tx, {
    project_id: project.id,
    version: (version.latest?.version ?? 0) + 1,
    state_format: 'yaml',
    content,
    content_hash: createHash('sha256').update(content).digest('hex'),
    cycle_id: version.cycleId,
    created_by_user_id: userIdOf(w.call),
    reason: version.reason,
    kind: version.kind,
    author: await authorOf(w),
    settings: { name: project.name, description: project.description, settings },
  });
  w.emit(project.id, 'project.state.updated', line.id, line);
  await w.enqueue('state.copy', { project_id: project.id });
  const isMirrored = settings.state_mirror !== null && project.default_repo_path !== null;
  if (isMirrored) await w.enqueue('state.mirror', { project_id: project.id });
  return { ...line, content };
}
