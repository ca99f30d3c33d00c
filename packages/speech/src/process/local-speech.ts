import type { ModelKind } from '../models/manifest.ts';
import {
  chooseModels,
  isKnownEngine,
  type KnownModel,
  listModels,
  type ModelPlaces,
} from '../models/places.ts';
import { findVoiceProgram, type VoiceProgram } from '../speaking/programs.ts';
import { ofThisMachine, type SpeechHealth, type SpeechPart } from '../speech.ts';
import { SpeechError } from '../speech-error.ts';
import type { EngineProgram } from './engine-process.ts';
import type { EngineFolders } from './local-engines.ts';
import { ProcessSpeech } from './process-speech.ts';
import { programFile } from './program-file.ts';

export interface LocalSpeechOptions {
  /** The process is ended after so long without work; ten minutes where it is not said. */
  idleMs?: number;
  /** So much memory may it use; 1.5 GiB where it is not said. */
  memoryBytes?: number;
}

const gigabyte = 1024 ** 3;

/** Hears and speaks on this machine, with the models of these places. Close with `stop`. */
export async function openLocalSpeech(
  places: ModelPlaces,
  { idleMs = 10 * 60_000, memoryBytes = 1.5 * gigabyte }: LocalSpeechOptions = {},
): Promise<ProcessSpeech> {
  const { synthesis } = chooseModels(await listModels(places));
  const voices = synthesis?.model.voices ?? (await findProgram())?.voices ?? [];
  return new ProcessSpeech({
    idleMs,
    program: () => engineProgram(places, memoryBytes),
    voices,
    health: () => localHealth(places),
  });
}

/** What is used is looked up at each start, so that a model that was pulled meanwhile is used from then on. */
async function engineProgram(places: ModelPlaces, memoryBytes: number): Promise<EngineProgram> {
  const chosen = chooseModels(await listModels(places));
  if (chosen.recognition === null && chosen.synthesis === null && (await findProgram()) === null) {
    throw new SpeechError('no_model', 'There are no speech models. See: npx overmind models list');
  }
  const folders: EngineFolders = {
    recognition: chosen.recognition?.folder ?? null,
    languages: chosen.recognition?.model.languages ?? [],
    activity: chosen.activity?.folder ?? null,
    synthesis: chosen.synthesis?.folder ?? null,
    threads: 1,
  };
  const args = [JSON.stringify({ ...folders, memoryBytes })];
  return { ...programFile('speech'), args, heapMegabytes: 512 };
}

/** A program speaks where there is no model for it. */
const findProgram = async (): Promise<VoiceProgram | null> =>
  (await findVoiceProgram(process.env['PATH'] ?? ''))?.program ?? null;

/** By the files that are there; nothing is loaded for it. */
export async function localHealth(places: ModelPlaces): Promise<SpeechHealth> {
  const models = await listModels(places);
  const voice = part(models, ['synthesis']);
  const program = voice.state === 'ready' ? null : await findProgram();
  const spare: SpeechPart = { state: 'ready', engine: program?.name ?? '', ...ofThisMachine, detail: null };
  const languages = chooseModels(models).recognition?.model.languages ?? [];
  const recognition = part(models, ['recognition', 'activity']);
  return { recognition, synthesis: program ? spare : voice, languages };
}

function part(models: readonly KnownModel[], kinds: readonly ModelKind[]): SpeechPart {
  const chosen = chooseModels(models);
  const lacking = kinds.find((kind) => chosen[kind] === null);
  const [main = 'recognition'] = kinds;
  const engine = chosen[main]?.model.title ?? 'none';
  if (lacking === undefined) return { state: 'ready', engine, ...ofThisMachine, detail: null };
  const broken = models.find(
    ({ model, state }) => model.kind === lacking && (state.state !== 'present' || !isKnownEngine(model)),
  );
  return { state: 'no_model', engine, ...ofThisMachine, detail: describeLack(broken, lacking) };
}

const words: Record<ModelKind, string> = {
  recognition: 'that hears',
  activity: 'that tells speech from noise',
  synthesis: 'that speaks',
};

function describeLack(broken: KnownModel | undefined, kind: ModelKind): string {
  const none = `There is no model ${words[kind]}.`;
  if (broken === undefined) return none;
  if (broken.state.state === 'present')
    return `${none} ${broken.model.name} is for the engine "${broken.model.engine}", which is not known here.`;
  if (broken.state.state === 'offered')
    return `${none} Fetch one: npx overmind models pull ${broken.model.name}`;
  const { state, file } = broken.state;
  return `The model ${broken.model.name} is ${state}: ${file}. Mend it: npx overmind models pull ${broken.model.name}`;
}
