import { z } from 'zod';
import { Sha256, Timestamp, Uuid } from './primitives.ts';
import { Project } from './project.ts';

/**
 * The format of project archives; a newer one is refused. Since 2: transcripts, permissions, words to agents, comments
 * and merges. Since 3: recordings and corrections. Since 4: personas and
 * discussions. Since 5: specs.
 */
export const archiveFormat = 5;

/**
 * First entry of an archive, `manifest.json`. The archive is a gzipped tar; `rows/<table>.ndjson` hold the
 * rows, `files/…` what runs left behind, and every entry is named here with its size and hash.
 */
export const ArchiveManifest = z.strictObject({
  format: z.number().int(),
  product_version: z.string().max(64),
  exported_at: Timestamp,
  project: z.strictObject({ id: Uuid, key: z.string().max(16), name: z.string().max(100) }),
  entries: z
    .array(
      z.strictObject({
        path: z.string().max(1_024),
        size: z.number().int().min(0),
        sha256: Sha256,
        rows: z.number().int().min(0).nullable().meta({ description: 'null for a file' }),
      }),
    )
    .max(200_000),
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

export const ImportReport = z.object({
  project: Project,
  ids: z.enum(['kept', 'remapped']),
  rows: z.record(z.string(), z.number().int()).meta({ description: 'rows that came in, by table' }),
  files: z.number().int(),
  warnings: z.array(z.string()),
});
export type ImportReport = z.infer<typeof ImportReport>;
