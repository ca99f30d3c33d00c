import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import {
  findPrompt,
  findPromptVersion,
  listPromptPage,
  listVersionPage,
} from '@overmind/db/queries/models/prompts';
import type { Core } from '../core.ts';
import { unifiedPatch } from '../state/unified-patch.ts';

export const listPrompts = (core: Core, page: PageQuery): Promise<Page<Prompt>> =>
  listPromptPage(core.db, page);

export async function getPrompt(core: Core, id: string): Promise<Prompt> {
  const prompt = await findPrompt(core.db, id);
  if (prompt) return prompt;
  throw notFound('prompt');
}

export async function listPromptVersions(
  core: Core,
  id: string,
  page: PageQuery,
): Promise<Page<PromptVersion>> {
  await getPrompt(core, id);
  return listVersionPage(core.db, id, page);
}

export async function getPromptVersion(db: Db, id: string, number: number): Promise<PromptVersion> {
  const version = await findPromptVersion(db, id, number);
  if (version) return version;
  throw notFound('version of this prompt');
}

const variablesOf = ({ variables }: PromptVersion): string =>
  variables.map(({ name, kind, description }) => `${`${name}: ${kind} ${description}`.trim()}\n`).join('');

/** What one version says and another does not, as patches that are empty where nothing differs. */
export async function diffPromptVersions(
  core: Core,
  id: string,
  { from, to }: { from: number; to: number },
): Promise<{ system: string; body: string; variables: string }> {
  const before = await getPromptVersion(core.db, id, from);
  const after = await getPromptVersion(core.db, id, to);
  const patch = (what: string, one: string, other: string) =>
    unifiedPatch({ from: `${what} (version ${from})`, to: `${what} (version ${to})` }, one, other);
  return {
    system: patch('system', before.system, after.system),
    body: patch('body', before.body, after.body),
    variables: patch('variables', variablesOf(before), variablesOf(after)),
  };
}
