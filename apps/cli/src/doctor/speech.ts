import { verifyModel } from '@overmind/speech/models/check';
import {
  chooseModels,
  findOwnFolderProblem,
  type KnownModel,
  listModels,
  type ModelPlaces,
  modelPlaces,
} from '@overmind/speech/models/places';
import { localHealth } from '@overmind/speech/process/local-speech';
import { readSpeechSettings, type SpeechSettings } from '@overmind/speech/providers/settings';
import type { SpeechPart } from '@overmind/speech/speech';
import { type Finding, ok, warn } from './finding.ts';

const advice = 'See: npx overmind models list';

/** What hears and what speaks; the models that are used are read byte by byte. */
export async function checkSpeech(env: NodeJS.ProcessEnv, dataDir: string): Promise<Finding[]> {
  const settings = readSettings(env);
  if (settings instanceof Error) return [warn('speech', settings.message, 'Correct SPEECH.')];
  if (settings.kind === 'off') return [ok('speech', 'off (SPEECH)')];
  const places = modelPlaces(dataDir, env);
  const { recognition, synthesis } = await localHealth(places);
  const damaged = [
    ...(await findUselessFolder(places)),
    ...(await findDamaged(Object.values(chooseModels(await listModels(places))))),
  ];
  if (settings.kind === 'local')
    return [describe('hearing', recognition), describe('speaking', synthesis), ...damaged];
  const { hears, speaks } = settings.provider;
  return [
    ok('hearing', `recordings are sent to ${hears.host}`),
    speaks ? ok('speaking', `by ${speaks.url.host}`) : describe('speaking', synthesis),
    ...damaged,
  ];
}

function readSettings(env: NodeJS.ProcessEnv): SpeechSettings | Error {
  try {
    return readSpeechSettings(env);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const describe = (name: string, { state, engine, detail }: SpeechPart): Finding =>
  state === 'ready' ? ok(name, `${engine}, on this machine`) : warn(name, detail ?? state, advice);

async function findUselessFolder(places: ModelPlaces): Promise<Finding[]> {
  const problem = await findOwnFolderProblem(places);
  return problem === null ? [] : [warn('speech models', problem, 'Correct SPEECH_MODEL_DIR.')];
}

async function findDamaged(models: readonly (KnownModel | null)[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const known of models) {
    const state = known === null ? null : await verifyModel(known.folder, known.model);
    if (known === null || state?.state !== 'damaged') continue;
    const detail = `${known.model.name} is damaged: ${state.file}`;
    findings.push(warn('speech model', detail, `Mend it: npx overmind models pull ${known.model.name}`));
  }
  return findings;
}
