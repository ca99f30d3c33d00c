import { nextLeaseToken } from '@overmind/db/queries/execution/claims';
import { type RunRow, updateRunRow } from '@overmind/db/queries/execution/runs';
import type { Write } from '../write.ts';

/** Raises the token of a locked run: whatever its holder still sends is refused, and its next heartbeat says so. */
export const fence = async (w: Write, run: RunRow): Promise<RunRow> =>
  run.lease_token === null ? run : updateRunRow(w.tx, run.id, { lease_token: await nextLeaseToken(w.tx) });
