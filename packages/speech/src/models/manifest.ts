import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SpeechError } from '../speech-error.ts';

/** Stays below its folder on every system. */
const inFolder = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_][\w.-]*)*$/, 'a path below the folder of the model');

const ModelFile = z.strictObject({
  path: inFolder,
  size_bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where it can be fetched; without one it comes with the product or is put there by hand. */
  url: z.url({ protocol: /^https?$/ }).optional(),
});
export type ModelFile = z.infer<typeof ModelFile>;

export const modelKinds = ['recognition', 'activity', 'synthesis'] as const;
export type ModelKind = (typeof modelKinds)[number];

const Voice = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  language: z.string().min(2),
});

/** A set of files that one engine works with, all of them below a folder of the model's name. */
export const Model = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  title: z.string().min(1),
  kind: z.enum(modelKinds),
  engine: z.string().min(1),
  /** BCP 47; none where language does not matter. */
  languages: z.array(z.string().min(2)),
  voices: z.array(Voice).default([]),
  /** Who published it and in what. */
  source: z.string().min(1),
  /** SPDX, and what else has to be known. */
  licence: z.string().min(1),
  files: z.array(ModelFile).min(1),
});
export type Model = z.infer<typeof Model>;

export const Manifest = z
  .strictObject({ models: z.array(Model) })
  .refine(
    ({ models }) => new Set(models.map(({ name }) => name)).size === models.length,
    'each model needs a name of its own',
  );
export type Manifest = z.infer<typeof Manifest>;

/** Throws `SpeechError` with what is wrong and where. */
export function parseManifest(text: string, place: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON';
    throw new SpeechError('no_model', `${place} is not a manifest of speech models: ${why}`, {
      cause: error,
    });
  }
}

/** Null where there is no such file. */
export async function readManifest(path: string): Promise<Manifest | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return text === null ? null : parseManifest(text, path);
}
