import { ProjectSettings } from '@overmind/contracts/entities/project';
import { deleteOldAsks } from '@overmind/db/queries/execution/runners';
import { deleteOldFailures } from '@overmind/db/queries/identity/guesses';
import { deleteOldKeys } from '@overmind/db/queries/identity/idempotency';
import { deleteOldSessions } from '@overmind/db/queries/identity/sessions';
import { deleteOldAnswers } from '@overmind/db/queries/models/answers';
import { deleteOldBudgets } from '@overmind/db/queries/models/budgets';
import { deleteOldInputs } from '@overmind/db/queries/models/prompt-inputs';
import { deleteOldPulls } from '@overmind/db/queries/models/pulls';
import { deleteOldTurns } from '@overmind/db/queries/models/turns';
import { deleteOldEvents } from '@overmind/db/queries/projects/events';
import { deleteOldStateVersions } from '@overmind/db/queries/projects/state-versions';
import type { Core } from './core.ts';
import { dropOldDiscussions } from './discussions/archive.ts';
import { dropOldCalls } from './model-calls/retention.ts';
import { dropOldRecordings } from './recordings/retention.ts';
import { dropOldArtifacts } from './runs/artifact-retention.ts';
import { dropOldSpoken } from './voice/speak.ts';

const sliceSize = 1_000;
/** Of each template in each project, and in none. */
const keptInputs = 200;
const { state_keep_versions: keptByDefault } = ProjectSettings.parse({});

const dropStateVersions = (core: Core): Promise<number> =>
  core.db
    .transaction()
    .execute((tx) => deleteOldStateVersions(tx, { kept: keptByDefault, limit: sliceSize }));

/** Drops what is past its retention, in slices. */
export async function sweep(core: Core): Promise<void> {
  await deleteOldKeys(core.db);
  await deleteOldAsks(core.db);
  await deleteOldFailures(core.db);
  await deleteOldSessions(core.db);
  await deleteOldBudgets(core.db);
  await deleteOldAnswers(core.db);
  await deleteOldPulls(core.db);
  await deleteOldTurns(core.db);
  await dropOldArtifacts(core);
  await dropOldRecordings(core);
  await dropOldSpoken(core);
  await dropOldDiscussions(core);
  await dropOldCalls(core);
  while ((await deleteOldInputs(core.db, { kept: keptInputs, limit: sliceSize })) > 0);
  while ((await dropStateVersions(core)) > 0);
  while ((await deleteOldEvents(core.db, core.settings.eventRetentionDays)) > 0);
}
