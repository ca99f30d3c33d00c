import { ProjectSettings } from '@overmind/contracts/entities/project';
import { lockOldRecordings } from '@overmind/db/queries/voice/retention';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { removeRecording } from './change.ts';

const sliceSize = 100;
const { recording_keep_days: defaultDays } = ProjectSettings.parse({});

const dropSlice = (core: Core): Promise<number> =>
  write(core, systemCall, async (w) => {
    const old = await lockOldRecordings(w.tx, { defaultDays, limit: sliceSize });
    for (const row of old) {
      await removeRecording(core, w, row);
      w.audit('recording.expired', row.id, row.project_id);
    }
    return old.length;
  });

/** Drops recordings that their projects keep no longer, in slices. */
export async function dropOldRecordings(core: Core): Promise<void> {
  while ((await dropSlice(core)) === sliceSize);
}
