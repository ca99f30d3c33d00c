import { AppError } from '@overmind/contracts/errors';
import { listKeyRows } from '@overmind/db/queries/models/providers';
import type { Core } from '../core.ts';
import { openKey } from './open-key.ts';

/** The keys of all providers, to be kept out of what is kept; to be held no longer than that takes. */
export async function listOwnKeys(core: Core): Promise<string[]> {
  const stored = await Promise.all((await listKeyRows(core.db)).map((row) => openKey(core, row).catch(lost)));
  const set = [...core.environmentProviders.values()].map(({ key }) => key);
  return [...stored, ...set].filter((key) => key !== null);
}

/** One that was sealed with a master key that is gone opens nothing here, and cannot be looked for. */
function lost(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
