import type { Client } from '@overmind/client/http';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { listPrompts } from '@overmind/contracts/routes/prompts';
import { listUpTo } from '../../api/all-pages.ts';
import { exitCodes, Failure } from '../../failure.ts';

const mostLooked = 10_000;

/** All templates, by their names. */
export async function listAllPrompts(client: Client): Promise<Prompt[]> {
  const prompts = await listUpTo(mostLooked, (query) => client.call(listPrompts, { query }));
  return prompts.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** The template of a name or an id. */
export async function findPrompt(client: Client, named: string): Promise<Prompt> {
  const wanted = named.trim().toLowerCase();
  const found = (await listAllPrompts(client)).find(({ id, key }) => id === wanted || key === wanted);
  if (found !== undefined) return found;
  throw new Failure(`There is no prompt "${named}". See them: overmind prompts list`, exitCodes.notFound);
}
