import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Experiment, NewExperiment, NewOutcome, Prompt } from '@overmind/contracts/entities/prompt';
import { AppError, notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import {
  findAssignedArm,
  findExperiment,
  findRunningExperiment,
  insertExperiment,
  insertOutcome,
  listExperimentPage,
  updateExperimentRow,
} from '@overmind/db/queries/models/experiments';
import { findPromptVersion, lockPrompt } from '@overmind/db/queries/models/prompts';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { findProblems } from './change.ts';
import { getPrompt } from './read.ts';

export async function listExperiments(
  core: Core,
  promptId: string,
  page: PageQuery,
): Promise<Page<Experiment>> {
  await getPrompt(core, promptId);
  return listExperimentPage(core.db, promptId, page);
}

async function getIn(db: Db, promptId: string, id: string): Promise<Experiment> {
  const experiment = await findExperiment(db, promptId, id);
  if (experiment) return experiment;
  throw notFound('experiment');
}

export const getExperiment = (core: Core, promptId: string, id: string): Promise<Experiment> =>
  getIn(core.db, promptId, id);

const refused = (rule: string, detail: string): AppError => new AppError('rule_violated', detail, { rule });

async function requirePrompt(w: Write, promptId: string): Promise<Prompt> {
  const prompt = await lockPrompt(w.tx, promptId);
  if (!prompt) throw notFound('prompt');
  return prompt;
}

/** Why a version can be no arm; null when it can. */
async function whyNoArm(w: Write, { id, key }: Prompt, number: number): Promise<string | null> {
  const version = await findPromptVersion(w.tx, id, number);
  if (version === null) return `This prompt has no version ${number}.`;
  const [problem] = findProblems(key, version);
  return problem === undefined ? null : `Version ${number} cannot be used: ${problem.detail}`;
}

export const createExperiment = (
  core: Core,
  call: Call,
  promptId: string,
  input: NewExperiment,
): Promise<Experiment> =>
  write(core, call, async (w) => {
    const prompt = await requirePrompt(w, promptId);
    for (const [index, { version }] of input.arms.entries()) {
      const detail = await whyNoArm(w, prompt, version);
      if (detail === null) continue;
      throw new AppError('invalid', detail, { errors: [{ pointer: `/arms/${index}/version`, detail }] });
    }
    const experiment = await insertExperiment(w.tx, { promptId, userId: userIdOf(call) }, input);
    w.audit('prompt.experiment_created', experiment.id, null, { prompt_id: promptId });
    return experiment;
  });

/** From now on each subject gets an arm. One that was stopped begins no more: its sums would be of two times. */
export const startExperiment = (core: Core, call: Call, promptId: string, id: string): Promise<Experiment> =>
  write(core, call, async (w) => {
    await requirePrompt(w, promptId);
    const experiment = await getIn(w.tx, promptId, id);
    if (experiment.status === 'running') return experiment;
    if (experiment.status === 'stopped')
      throw refused('experiment.stopped', 'This experiment was stopped. Make another one.');
    if (await findRunningExperiment(w.tx, promptId))
      throw refused('experiment.one_running', 'Another experiment of this prompt is running. Stop it first.');
    await updateExperimentRow(w.tx, id, { status: 'running', started_at: new Date() });
    w.audit('prompt.experiment_started', id, null, { prompt_id: promptId });
    return getIn(w.tx, promptId, id);
  });

export const stopExperiment = (core: Core, call: Call, promptId: string, id: string): Promise<Experiment> =>
  write(core, call, async (w) => {
    await requirePrompt(w, promptId);
    const experiment = await getIn(w.tx, promptId, id);
    if (experiment.status === 'stopped') return experiment;
    await updateExperimentRow(w.tx, id, { status: 'stopped', stopped_at: new Date() });
    w.audit('prompt.experiment_stopped', id, null, { prompt_id: promptId });
    return getIn(w.tx, promptId, id);
  });

/**
 * Adds what came of a subject's prompt to the sums of its arm, also after the experiment was stopped: much is known
 * only later. Refused for a subject that was given no arm.
 */
export const recordOutcome = (
  core: Core,
  call: Call,
  promptId: string,
  id: string,
  outcome: NewOutcome,
): Promise<Experiment> =>
  write(core, call, async (w) => {
    await getIn(w.tx, promptId, id);
    const arm = await findAssignedArm(w.tx, id, outcome.subject);
    if (arm === null)
      throw refused('experiment.unknown_subject', 'This subject was given no arm of this experiment.');
    await insertOutcome(w.tx, { experimentId: id, arm }, outcome);
    return getIn(w.tx, promptId, id);
  });
