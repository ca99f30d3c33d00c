import { modelPlaces } from './models/places.ts';
import { noSpeech } from './no-speech.ts';
import { type LocalSpeechOptions, openLocalSpeech } from './process/local-speech.ts';
import { ProviderSpeech } from './providers/provider-speech.ts';
import { readSpeechSettings } from './providers/settings.ts';
import type { Speech } from './speech.ts';

/**
 * Speech as the settings say: `SPEECH` and what goes with it (`readSpeechSettings`, which throws a sentence),
 * `SPEECH_MODEL_DIR`. Nothing is loaded before it is used. Close with `stop`.
 */
export async function openSpeech(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  options: LocalSpeechOptions = {},
): Promise<Speech> {
  const settings = readSpeechSettings(env);
  if (settings.kind === 'off') return noSpeech;
  const local = await openLocalSpeech(modelPlaces(dataDir, env), options);
  if (settings.kind === 'local') return local;
  const provider = new ProviderSpeech(settings.provider);
  return beside(local, provider, settings.provider.speaks === null ? local : provider);
}

/** What the service cannot do, speaking, is done here, and all of it where a project's rules want that. */
const beside = (local: Speech, provider: Speech, speaking: Speech): Speech => ({
  voices: speaking.voices,
  onThisMachine: local,
  recognise: (...asked) => provider.recognise(...asked),
  open: (...asked) => provider.open(...asked),
  speak: (...asked) => speaking.speak(...asked),
  load: (use) => (use === 'synthesis' && speaking === local ? (local.load?.(use) ?? null) : null),
  health: async () => {
    const [{ recognition, languages }, { synthesis }] = await Promise.all([
      provider.health(),
      speaking.health(),
    ]);
    return { recognition, synthesis, languages };
  },
  stop: async () => {
    await Promise.all([provider.stop(), local.stop()]);
  },
});
