import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Model, ModelFile } from './manifest.ts';

export type ModelState =
  | { state: 'present' }
  | { state: 'missing'; file: string }
  | { state: 'damaged'; file: string; detail: string };

/** The SHA-256 of a file, read piece by piece. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, signal ? { signal } : {});
  return hash.digest('hex');
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );

/** Whether the file in `folder` is the one of the manifest; its content is read only where `isDeep`. */
export async function checkFile(folder: string, file: ModelFile, isDeep: boolean): Promise<ModelState> {
  const path = join(folder, file.path);
  const size = await sizeOf(path);
  if (size === null) return { state: 'missing', file: file.path };
  if (size !== file.size_bytes) {
    const detail = `it has ${size} bytes instead of ${file.size_bytes}`;
    return { state: 'damaged', file: file.path, detail };
  }
  if (!isDeep || (await hashFile(path)) === file.sha256) return { state: 'present' };
  return { state: 'damaged', file: file.path, detail: 'its content is not the one in the manifest' };
}

/** The first thing that is wrong with a model; by sizes alone, or with every byte read (`verifyModel`). */
export async function checkModel(folder: string, model: Model, isDeep = false): Promise<ModelState> {
  for (const file of model.files) {
    const found = await checkFile(folder, file, isDeep);
    if (found.state !== 'present') return found;
  }
  return { state: 'present' };
}

export const verifyModel = (folder: string, model: Model): Promise<ModelState> =>
  checkModel(folder, model, true);
