import { ProjectSettings } from '@overmind/contracts/entities/project';
import {
  deleteArtifacts,
  lockOldArtifacts,
  type OldArtifact,
} from '@overmind/db/queries/execution/artifacts';
import { scheduleRemoval } from '@overmind/db/queries/voice/file-removals';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { removeIfScheduled } from '../files/remove.ts';
import { type Write, write } from '../write.ts';

const sliceSize = 100;
const { artifact_keep_days: defaultDays } = ProjectSettings.parse({});

/** The history of each task says which files of which run went. */
async function tellOfRemoval(w: Write, files: readonly OldArtifact[]): Promise<void> {
  for (const runId of new Set(files.map((file) => file.run_id))) {
    const ofRun = files.filter((file) => file.run_id === runId);
    const [first] = ofRun;
    if (!first) continue;
    const removed = ofRun.map(({ id, kind, name }) => ({ id, kind, name }));
    await w.taskEvent(first.project_id, {
      ...{ task_id: first.task_id, event_type: 'artifact' },
      payload: { run_id: runId, removed, reason: 'They were kept for as long as the project asks for.' },
    });
  }
}

/** The rows go first: a file that nobody knows of harms nobody, a row without its file does. */
async function dropSlice(core: Core, after: OldArtifact | null): Promise<OldArtifact | null> {
  const files = await write(core, systemCall, async (w) => {
    const old = await lockOldArtifacts(w.tx, { after, defaultDays, limit: sliceSize });
    if (old.length === 0) return old;
    await deleteArtifacts(
      w.tx,
      old.map((file) => file.id),
    );
    await tellOfRemoval(w, old);
    for (const file of old) await scheduleRemoval(w.tx, file.storage_path, 0);
    return old;
  });
  for (const file of files) await removeIfScheduled(core, file.storage_path);
  return files.at(-1) ?? null;
}

/** Drops the files of runs that their projects keep no longer, in slices. */
export async function dropOldArtifacts(core: Core): Promise<void> {
  for (let last = await dropSlice(core, null); last !== null; ) last = await dropSlice(core, last);
}
