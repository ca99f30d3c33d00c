import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkFile, checkModel, type ModelState } from './check.ts';
import { findUpwards } from './find-upwards.ts';
import { type Model, type ModelKind, modelKinds, readManifest } from './manifest.ts';

/** Folders with models, each with a folder of the model's name for each; those named first are preferred. */
export interface ModelPlaces {
  /** `SPEECH_MODEL_DIR`. */
  own: string | null;
  /** Where `pull` puts them: `models` in the data folder. */
  pulled: string;
  /** Those that come with the product; null where they were left out. */
  shipped: string | null;
}

/** A model of a manifest, and where its files are or would be. */
export interface KnownModel {
  model: Model;
  folder: string;
  place: keyof ModelPlaces;
  /** `offered` where nothing of it is here and all of it can be pulled. */
  state: ModelState | { state: 'offered' };
}

export function modelPlaces(dataDir: string, env: NodeJS.ProcessEnv): ModelPlaces {
  return {
    own: env['SPEECH_MODEL_DIR'] || null,
    pulled: join(dataDir, 'models'),
    shipped: findUpwards('models/speech'),
  };
}

/** A pulled model keeps its part of the manifest beside its files. */
export const pulledManifest = 'model.json';

interface Listed {
  model: Model;
  folder: string;
  place: keyof ModelPlaces;
}

/** All that any manifest of the places names, in the order in which they are preferred. */
export async function listModels(places: ModelPlaces): Promise<KnownModel[]> {
  const listed = [
    ...(await listOwn(places.own)),
    ...(await listPulled(places.pulled)),
    ...(await listFolder(places.shipped, 'shipped')),
  ];
  return Promise.all(listed.map(async (entry) => ({ ...entry, state: await stateOf(entry) })));
}

async function stateOf({ model, folder }: Listed): Promise<KnownModel['state']> {
  const state = await checkModel(folder, model);
  if (state.state !== 'missing' || model.files.some(({ url }) => url === undefined)) return state;
  const files = await Promise.all(model.files.map((file) => checkFile(folder, file, false)));
  return files.every((file) => file.state === 'missing') ? { state: 'offered' } : state;
}

/** What the files of each kind of model can be for. */
const engines: Record<ModelKind, string> = {
  recognition: 'moonshine',
  activity: 'silero',
  synthesis: 'hibari',
};

export const isKnownEngine = ({ kind, engine }: Model): boolean => engines[kind] === engine;

/** Why the folder of one's own models is of no use; null where it is, or none is named. */
export async function findOwnFolderProblem({ own }: ModelPlaces): Promise<string | null> {
  if (own === null || (await listOwn(own)).length > 0) return null;
  return `SPEECH_MODEL_DIR is ${own}, where no manifest.json or model.json tells of a model, so the models that come along are used`;
}

/** The model of each kind that is used: the first that is whole, and for an engine that is known here. */
export function chooseModels(models: readonly KnownModel[]): Record<ModelKind, KnownModel | null> {
  const chosen = modelKinds.map((kind): [ModelKind, KnownModel | null] => [
    kind,
    models.find(
      ({ model, state }) => model.kind === kind && state.state === 'present' && isKnownEngine(model),
    ) ?? null,
  ]);
  return Object.fromEntries(chosen) as Record<ModelKind, KnownModel | null>;
}

async function listFolder(folder: string | null, place: keyof ModelPlaces): Promise<Listed[]> {
  if (folder === null) return [];
  const manifest = await readManifest(join(folder, 'manifest.json'));
  return (manifest?.models ?? []).map((model) => ({ model, folder: join(folder, model.name), place }));
}

/** Many models with a manifest, or the folder of a single one that was pulled elsewhere. */
async function listOwn(folder: string | null): Promise<Listed[]> {
  if (folder === null) return [];
  const single = await listPulled(dirname(folder), [basename(folder)]);
  const many = single.length > 0 ? [] : await listPulled(folder);
  return [...(await listFolder(folder, 'own')), ...single, ...many].map((entry) => ({
    ...entry,
    place: 'own',
  }));
}

async function listPulled(folder: string, names?: readonly string[]): Promise<Listed[]> {
  const found = names ?? (await readdir(folder).catch(() => []));
  const manifests = await Promise.all(
    [...found].sort().map(async (name) => ({
      folder: join(folder, name),
      manifest: name.startsWith('.') ? null : await readManifest(join(folder, name, pulledManifest)),
    })),
  );
  return manifests.flatMap((entry) =>
    (entry.manifest?.models ?? []).map((model) => ({
      model,
      folder: entry.folder,
      place: 'pulled' as const,
    })),
  );
}
