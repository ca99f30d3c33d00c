import type {
  NewPrompt,
  NewPromptVersion,
  Prompt,
  PromptPatch,
  PromptVersion,
} from '@overmind/contracts/entities/prompt';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  insertPrompt,
  insertPromptVersion,
  lockPrompt,
  updatePromptRow,
} from '@overmind/db/queries/models/prompts';
import { findPromptProblems } from '@overmind/domain/prompts/check';
import { findMisfits, type Words } from '@overmind/domain/prompts/place';
import { findPlace } from '@overmind/domain/prompts/places';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { getPromptVersion } from './read.ts';

/** What is wrong with a version of a key: in itself, or for the place that uses it. */
export function findProblems(key: string, version: Words) {
  const place = findPlace(key);
  return [...findPromptProblems(version), ...(place === null ? [] : findMisfits(place, version))];
}

function requireSound(key: string, version: NewPromptVersion): void {
  const errors = findProblems(key, version);
  if (errors[0]) throw new AppError('invalid', `${errors[0].pointer}: ${errors[0].detail}`, { errors });
}

async function lockFor(w: Write, id: string): Promise<Prompt> {
  const prompt = await lockPrompt(w.tx, id);
  if (!prompt) throw notFound('prompt');
  requireVersion(w.call, prompt.version);
  return prompt;
}

export function createPrompt(core: Core, call: Call, input: NewPrompt): Promise<Prompt> {
  requireSound(input.key, input);
  return write(core, call, async (w) => {
    const prompt = await insertPrompt(w.tx, input);
    if (!prompt) throw new AppError('conflict', `There is a prompt "${input.key}" already.`);
    await insertPromptVersion(w.tx, { promptId: prompt.id, number: 1, userId: userIdOf(call) }, input);
    w.audit('prompt.created', prompt.id, null, { key: prompt.key });
    return prompt;
  });
}

export const updatePrompt = (core: Core, call: Call, id: string, patch: PromptPatch): Promise<Prompt> =>
  write(core, call, async (w) => {
    const before = await lockFor(w, id);
    const { title = before.title, description = before.description } = patch;
    w.audit('prompt.updated', id, null, { fields: Object.keys(patch) });
    return updatePromptRow(w.tx, id, { title, description });
  });

/** Adds a version for good. It is used once it is activated, or by an experiment. */
export function addPromptVersion(
  core: Core,
  call: Call,
  id: string,
  input: NewPromptVersion,
): Promise<PromptVersion> {
  return write(core, call, async (w) => {
    const { key, latest_version } = await lockFor(w, id);
    requireSound(key, input);
    const number = latest_version + 1;
    const version = await insertPromptVersion(w.tx, { promptId: id, number, userId: userIdOf(call) }, input);
    await updatePromptRow(w.tx, id, { latest_version: number });
    w.audit('prompt.version_added', id, null, { number });
    return version;
  });
}

/** Makes a version the active one; a rollback is the same with an older one. */
export const activatePrompt = (core: Core, call: Call, id: string, number: number): Promise<Prompt> =>
  write(core, call, async (w) => {
    const before = await lockFor(w, id);
    requireSound(before.key, await getPromptVersion(w.tx, id, number));
    if (before.active_version === number) return before;
    w.audit('prompt.activated', id, null, { from: before.active_version, to: number });
    return updatePromptRow(w.tx, id, { active_version: number });
  });
