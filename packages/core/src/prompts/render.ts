import { randomBytes } from 'node:crypto';
import type { PromptMade } from '@overmind/contracts/entities/model-call';
import type { PromptValue, PromptVersion, RenderedPrompt } from '@overmind/contracts/entities/prompt';
import { AppError, notFound } from '@overmind/contracts/errors';
import { renderTexts } from '@overmind/domain/prompts/render';
import type { Core } from '../core.ts';
import { type Arm, findVersion, noArm } from './given-version.ts';
import { getPrompt, getPromptVersion } from './read.ts';

type Values = Readonly<Record<string, PromptValue>>;
export interface UsedPrompt extends RenderedPrompt {
  use: PromptMade;
}

const boundaryBytes = 16;

/** A mark for one rendering. */
export const drawBoundary = (): string => randomBytes(boundaryBytes).toString('hex');

function renderVersion(version: PromptVersion, values: Values, arm: Arm): RenderedPrompt {
  const made = renderTexts(version, values, drawBoundary());
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
  const found = await findVersion(core, key, subject);
  if (!found) throw notFound('prompt');
  const made = renderVersion(found.version, values, found.arm);
  const { prompt_version_id, experiment_id, arm } = made;
  return { ...made, use: { prompt_version_id, experiment_id, arm, values: { ...values } } };
}
