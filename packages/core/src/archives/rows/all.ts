import type { ArchiveTableName } from '@overmind/db/queries/archive/tables';
import type { z } from 'zod';
import { discussionRows } from './discussions.ts';
import { executionRows } from './execution.ts';
import { reviewRows } from './review.ts';
import { sessionRows } from './session.ts';
import { specRows } from './specs.ts';
import { talkRows } from './talk.ts';
import { voiceRows } from './voice.ts';
import { workRows } from './work.ts';

/** The rows of an archive, by table; what does not parse is refused. */
export const archiveRows = {
  ...workRows,
  ...talkRows,
  ...executionRows,
  ...reviewRows,
  ...sessionRows,
  ...voiceRows,
  ...discussionRows,
  ...specRows,
} satisfies Record<ArchiveTableName, z.ZodType>;
export type ArchiveRow<T extends ArchiveTableName> = z.output<(typeof archiveRows)[T]>;
