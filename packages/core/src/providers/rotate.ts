import { AppError } from '@overmind/contracts/errors';
import { listKeyRows, lockProviders, resealKeyRow } from '@overmind/db/queries/models/providers';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { workAlone } from '../work-alone.ts';
import { write } from '../write.ts';
import { openKey, sealKey } from './open-key.ts';

const resealAll = (core: Core, call: Call): Promise<number> =>
  write(core, { ...call, idempotency: null }, async (w) => {
    await lockProviders(w.tx);
    const rows = await listKeyRows(w.tx);
    for (const row of rows) {
      const sealed = await sealKey(core, row, await openKey(core, row));
      await resealKeyRow(w.tx, row.provider, sealed);
    }
    w.audit('provider.master_key_rotated', null, null, { resealed: rows.length });
    return rows.length;
  });

/**
 * Seals every stored key with a new master key, and forgets the old one when that is durable. A crash in between
 * leaves both, and every key can be opened. Throws when a key cannot be opened now: nothing is changed then.
 */
export async function rotateMasterKey(core: Core, call: Call): Promise<{ resealed: number }> {
  let resealed = 0;
  const isDone = await workAlone(core.db, 'rotate the master key', async () => {
    resealed = await core.vault.rotate(() => resealAll(core, call));
  });
  if (isDone) return { resealed };
  throw new AppError('conflict', 'The master key is being rotated by somebody else.');
}
