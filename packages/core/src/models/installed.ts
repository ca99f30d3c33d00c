import type { InstalledModel } from '@overmind/contracts/entities/model-pull';
import { AppError } from '@overmind/contracts/errors';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { listOllamaModels } from '@overmind/models/providers/ollama/describe';
import { ProviderTalk } from '@overmind/models/providers/provider-talk';
import type { Core } from '../core.ts';
import { openAccess } from './providers.ts';
import { requireOllama } from './pulls/request.ts';

/** What an Ollama has on its disk now. Throws `unavailable` when it does not answer. */
export async function listInstalledModels(core: Core, provider: string): Promise<InstalledModel[]> {
  await requireOllama(core, provider);
  try {
    await using talk = new ProviderTalk(await openAccess(core, provider), core.models.signal);
    return (await listOllamaModels(talk)).map(({ name, sizeBytes, modifiedAt, isLoaded }) => ({
      ...{ model: name, size_bytes: sizeBytes, modified_at: modifiedAt, is_loaded: isLoaded },
    }));
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    throw new AppError(
      'unavailable',
      `"${provider}" ${error.message}. See that Ollama runs there: ollama serve`,
    );
  }
}
