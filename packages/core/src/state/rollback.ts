import { ProjectSettings } from '@overmind/contracts/entities/project';
import type { StateRollback, StateVersion } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import {
  findStateSettings,
  lockStateVersions,
  type StateSettings,
} from '@overmind/db/queries/projects/state-versions';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { updateProjectIn } from '../projects/update.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { findNextState } from './next.ts';
import { documentOf, findKnownState, getStateIn } from './read.ts';
import { storeVersion } from './store.ts';

/** The settings of then, as far as there are such settings now. */
function settingsOfThen(then: Partial<StateSettings>, now: ProjectSettings): ProjectSettings {
  const known = Object.entries(then.settings ?? {}).filter(([key]) => key in ProjectSettings.shape);
  return ProjectSettings.safeParse({ ...now, ...Object.fromEntries(known) }).data ?? now;
}

async function restoreSettings(w: Write, projectId: string, version: number): Promise<void> {
  const then = await findStateSettings(w.tx, projectId, version);
  const project = await findProjectRow(w.tx, projectId);
  if (!project || then.settings === undefined) return;
  const now = settingsOf(project);
  const settings = settingsOfThen(then, now);
  const description = then.description ?? project.description;
  const isSame = description === project.description && JSON.stringify(settings) === JSON.stringify(now);
  if (!isSame) await updateProjectIn(w, projectId, { description, settings });
}

/**
 * A new version with the notes of an old one, whose description and settings the project takes back too. Tasks
 * and history stay.
 */
export function rollbackState(
  core: Core,
  call: Call,
  projectId: string,
  { version, reason }: StateRollback,
): Promise<StateVersion> {
  // If-Match names a version of the document, not one of the project.
  return write(core, { ...call, ifMatch: null }, async (w) => {
    await lockStateVersions(w.tx, projectId);
    const then = await getStateIn(w.tx, projectId, version);
    const { latest, readable } = await findKnownState(w.tx, projectId);
    requireVersion(call, latest?.version ?? 0);
    const old = documentOf(then);
    if (!old) throw new AppError('conflict', `Version ${version} cannot be read, so its notes are unknown.`);
    await restoreSettings(w, projectId, version);
    const isReadable = readable?.version === latest?.version;
    const current =
      isReadable && readable ? readable.document : (await findNextState(w.tx, projectId)).document;
    return storeVersion(w, {
      ...{ projectId, latest, kind: 'rolled_back', cycleId: null },
      document: { ...current, notes: old.notes },
      reason: `Rolled back to version ${version}${reason === undefined ? '' : `: ${reason}`}`,
    });
  });
}
