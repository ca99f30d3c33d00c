import type { Permission, RunInput } from '@overmind/contracts/entities/permission';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { listPermissionsOfRun, toPermission } from '@overmind/db/queries/execution/permissions';
import { listInputsOfRun, toRunInput } from '@overmind/db/queries/execution/run-inputs';
import { listTranscriptChanges } from '@overmind/db/queries/execution/run-transcript';
import type { Core } from '../core.ts';

/** What one page weighs at most; a single step may weigh more. */
const maxPageChars = 4 * 1024 * 1024;
const readAtOnce = 50;

/** Steps after a number. May answer fewer than `limit` while more remain: go on from `next_after_seq`. */
export async function readTranscript(
  core: Core,
  runId: string,
  query: { after_seq: number; limit: number },
): Promise<{ items: TranscriptChange[]; next_after_seq: number }> {
  const items: TranscriptChange[] = [];
  let afterSeq = query.after_seq;
  for (let size = 0; items.length < query.limit && size < maxPageChars; ) {
    const limit = Math.min(readAtOnce, query.limit - items.length);
    const read = await listTranscriptChanges(core.db, runId, afterSeq, limit);
    if (read.length === 0) break;
    items.push(...read);
    size += JSON.stringify(read).length;
    afterSeq = items.at(-1)?.seq ?? afterSeq;
  }
  return { items, next_after_seq: afterSeq };
}

export const listPermissions = async (core: Core, runId: string): Promise<Permission[]> =>
  (await listPermissionsOfRun(core.db, runId)).map(toPermission);

export const listInputs = async (core: Core, runId: string): Promise<RunInput[]> =>
  (await listInputsOfRun(core.db, runId)).map(toRunInput);
