import { link, mkdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SpeechError } from '../speech-error.ts';
import { checkFile } from './check.ts';
import { download } from './download.ts';
import type { Model, ModelFile } from './manifest.ts';
import { pulledManifest } from './places.ts';

export interface PullProgress {
  file: string;
  /** Of the whole model. */
  bytes: number;
  totalBytes: number;
}

export interface PullOptions {
  /** `models` in the data folder. */
  folder: string;
  signal?: AbortSignal;
  onProgress?: (progress: PullProgress) => void;
}

/**
 * Fetches a model into `folder/<its name>`. It stands there whole or not at all: what arrives waits beside it until
 * every file is the one that the manifest pins, and stays there for the next try when something breaks off.
 */
export async function pullModel(model: Model, options: PullOptions): Promise<void> {
  const target = join(options.folder, model.name);
  const staging = join(options.folder, '.pulling', model.name);
  await mkdir(staging, { recursive: true, mode: 0o700 });
  let doneBytes = 0;
  for (const file of model.files) {
    await bring(file, { target, staging, options, tell: (bytes) => tell(file, doneBytes + bytes) });
    doneBytes += file.size_bytes;
    tell(file, doneBytes);
  }
  await writeFile(join(staging, pulledManifest), JSON.stringify({ models: [model] }, null, 2));
  await putInPlace(staging, target);

  function tell(file: ModelFile, bytes: number): void {
    const totalBytes = model.files.reduce((sum, { size_bytes }) => sum + size_bytes, 0);
    options.onProgress?.({ file: file.path, bytes, totalBytes });
  }
}

interface Bringing {
  target: string;
  staging: string;
  options: PullOptions;
  tell: (bytes: number) => void;
}

/** Gets one file into the staging folder: from an earlier try, from a model that is only damaged, or from its URL. */
async function bring(file: ModelFile, { target, staging, options, tell }: Bringing): Promise<void> {
  if ((await checkFile(staging, file, true)).state === 'present') return;
  const path = join(staging, file.path);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  if ((await checkFile(target, file, true)).state === 'present') return link(join(target, file.path), path);
  const { url } = file;
  if (url === undefined) throw notOffered(file);
  await requireRoom(staging, file);
  await download({
    file: { ...file, url },
    part: join(staging, `${file.sha256}.part`),
    target: path,
    signal: options.signal,
    onBytes: tell,
  });
}

const notOffered = (file: ModelFile): SpeechError =>
  new SpeechError(
    'no_model',
    `The manifest has no address for ${file.path}, so it cannot be pulled: it comes with the product. ` +
      'Install that anew, or give a manifest that has one: --manifest FILE.',
  );

async function requireRoom(folder: string, file: ModelFile): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= file.size_bytes) return;
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  throw new SpeechError(
    'no_model',
    `The disk with ${folder} is too full: ${file.path} needs ${megabytes(file.size_bytes)} and ${megabytes(bavail * bsize)} are free.`,
  );
}

async function putInPlace(staging: string, target: string): Promise<void> {
  const old = `${staging}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(target, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(staging, target);
  await rm(old, { recursive: true, force: true });
}
