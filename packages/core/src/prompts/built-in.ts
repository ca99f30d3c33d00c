import type { NewPrompt } from '@overmind/contracts/entities/prompt';
import { findPromptByKey, insertPrompt, insertPromptVersion } from '@overmind/db/queries/models/prompts';
import { promptPlaces } from '@overmind/domain/prompts/places';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';

/**
 * Prompts that the program itself uses; what people made of them since stays as it is. Called when a server starts, by
 * however many nodes at once.
 */
export async function ensureBuiltInPrompts(core: Core): Promise<void> {
  for (const { prompt } of promptPlaces) await ensurePrompt(core, prompt);
}

async function ensurePrompt(core: Core, prompt: NewPrompt): Promise<void> {
  if (await findPromptByKey(core.db, prompt.key)) return;
  await write(core, systemCall, async (w) => {
    const made = await insertPrompt(w.tx, prompt);
    if (!made) return;
    await insertPromptVersion(w.tx, { promptId: made.id, number: 1, userId: null }, prompt);
    w.audit('prompt.created', made.id, null, { key: made.key });
  });
}
