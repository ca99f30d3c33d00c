import type { Migration } from 'kysely';
import * as foundation from './0001-foundation.ts';

/** Forward only. Names sort in the order they run; a name that ran is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': { up: foundation.up },
};
