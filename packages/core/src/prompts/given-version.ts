import { createHash } from 'node:crypto';
import type { Experiment, PromptVersion } from '@overmind/contracts/entities/prompt';
import type { Db, Tx } from '@overmind/db/database';
import { assignArm, findAssignedArm, findRunningExperiment } from '@overmind/db/queries/models/experiments';
import { findPromptByKey } from '@overmind/db/queries/models/prompts';
import { pickArm } from '@overmind/domain/prompts/arms';
import type { Core } from '../core.ts';
import { getPromptVersion } from './read.ts';

export interface Arm {
  experiment_id: string | null;
  arm: string | null;
}

export const noArm: Arm = { experiment_id: null, arm: null };

/** Where an arm is given: in a transaction of its own, or in one that is under way. */
type Within = (give: (tx: Tx) => Promise<string>) => Promise<string>;

export const alone =
  ({ db }: Core): Within =>
  (give) =>
    db.transaction().execute(give);

/** A point in [0, 1) that is always the same for a subject in an experiment. */
const pointOf = (experimentId: string, subject: string): number =>
  createHash('sha256').update(`${experimentId}\0${subject}`).digest().readUIntBE(0, 6) / 2 ** 48;

async function assign(
  db: Db,
  experiment: Experiment,
  subject: string,
  within: Within,
): Promise<string | null> {
  const known = await findAssignedArm(db, experiment.id, subject);
  if (known !== null) return known;
  const arm = pickArm(experiment.arms, pointOf(experiment.id, subject));
  if (!arm) return null;
  return within((tx) => assignArm(tx, experiment.id, subject, arm.name));
}

async function findArm(db: Db, promptId: string, subject: string | null, within: Within) {
  const experiment = subject === null ? null : await findRunningExperiment(db, promptId);
  if (!experiment || subject === null) return null;
  const name = await assign(db, experiment, subject, within);
  const arm = experiment.arms.find((each) => each.name === name);
  return arm ? { version: arm.version, arm: { experiment_id: experiment.id, arm: arm.name } } : null;
}

/** The version that a subject gets, with its arm; null where nobody made a template of this key. */
export async function findVersion(
  db: Db,
  key: string,
  subject: string | null,
  within: Within,
): Promise<{ version: PromptVersion; arm: Arm } | null> {
  const prompt = await findPromptByKey(db, key);
  if (!prompt) return null;
  const given = await findArm(db, prompt.id, subject, within);
  const version = await getPromptVersion(db, prompt.id, given?.version ?? prompt.active_version);
  return { version, arm: given?.arm ?? noArm };
}
