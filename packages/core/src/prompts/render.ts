import { createHash, randomBytes } from 'node:crypto';
import type { PromptMade } from '@overmind/contracts/entities/model-call';
import type {
  Experiment,
  PromptValue,
  PromptVersion,
  RenderedPrompt,
} from '@overmind/contracts/entities/prompt';
import { AppError, notFound } from '@overmind/contracts/errors';
import { assignArm, findAssignedArm, findRunningExperiment } from '@overmind/db/queries/models/experiments';
import { findPromptByKey } from '@overmind/db/queries/models/prompts';
import { pickArm } from '@overmind/domain/prompts/arms';
import { renderTexts } from '@overmind/domain/prompts/render';
import type { Core } from '../core.ts';
import { getPrompt, getPromptVersion } from './read.ts';

type Values = Readonly<Record<string, PromptValue>>;
interface Arm {
  experiment_id: string | null;
  arm: string | null;
}

export interface UsedPrompt extends RenderedPrompt {
  use: PromptMade;
}

const noArm: Arm = { experiment_id: null, arm: null };
const boundaryBytes = 16;

function renderVersion(version: PromptVersion, values: Values, arm: Arm): RenderedPrompt {
  const made = renderTexts(version, values, randomBytes(boundaryBytes).toString('hex'));
  if (made.ok) {
    const { system, body } = made;
    return { system, body, prompt_version_id: version.id, number: version.number, ...arm };
  }
  const [first] = made.problems;
  throw new AppError('invalid', first?.detail ?? 'The values do not fit.', { errors: made.problems });
}

/** Shows a version, the active one unless another is named. */
export async function previewPrompt(
  core: Core,
  id: string,
  { version, values }: { version?: number | undefined; values: Values },
): Promise<RenderedPrompt> {
  const { active_version } = await getPrompt(core, id);
  return renderVersion(await getPromptVersion(core.db, id, version ?? active_version), values, noArm);
}

/** A point in [0, 1) that is always the same for a subject in an experiment. */
const pointOf = (experimentId: string, subject: string): number =>
  createHash('sha256').update(`${experimentId}\0${subject}`).digest().readUIntBE(0, 6) / 2 ** 48;

async function assign(core: Core, experiment: Experiment, subject: string): Promise<string | null> {
  const known = await findAssignedArm(core.db, experiment.id, subject);
  if (known !== null) return known;
  const arm = pickArm(experiment.arms, pointOf(experiment.id, subject));
  if (!arm) return null;
  return core.db.transaction().execute((tx) => assignArm(tx, experiment.id, subject, arm.name));
}

async function findArm(core: Core, promptId: string, subject: string | null) {
  const experiment = subject === null ? null : await findRunningExperiment(core.db, promptId);
  if (!experiment || subject === null) return null;
  const name = await assign(core, experiment, subject);
  const arm = experiment.arms.find((each) => each.name === name);
  return arm ? { version: arm.version, arm: { experiment_id: experiment.id, arm: arm.name } } : null;
}

/**
 * The prompt of a key with its values in. While an experiment runs, a subject (a task, say) gets the version of its
 * arm, the same each time; without a subject, or an experiment, it is the active version. Whoever calls a model with it
 * gives the call its `use`, so that the ledger knows which version and arm it was, and of what input.
 */
export async function usePrompt(
  core: Core,
  key: string,
  values: Values,
  subject: string | null = null,
): Promise<UsedPrompt> {
  const prompt = await findPromptByKey(core.db, key);
  if (!prompt) throw notFound('prompt');
  const given = await findArm(core, prompt.id, subject);
  const version = await getPromptVersion(core.db, prompt.id, given?.version ?? prompt.active_version);
  const made = renderVersion(version, values, given?.arm ?? noArm);
  const { prompt_version_id, experiment_id, arm } = made;
  return { ...made, use: { prompt_version_id, experiment_id, arm, values: { ...values } } };
}
