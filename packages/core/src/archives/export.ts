import { finished, type Readable } from 'node:stream';
import { type ArchiveManifest, archiveFormat } from '@overmind/contracts/entities/archive';
import { notFound } from '@overmind/contracts/errors';
import { useUtc } from '@overmind/db/queries/archive/read';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { type ArchiveEntry, collectEntries } from './collect.ts';
import { packArchive } from './pack.ts';
import { takeWorkFolder } from './work-folder.ts';

export interface Export {
  fileName: string;
  /** The gzipped tar. Whoever takes it reads or destroys it; what lies on disk for it goes with it. */
  content: Readable;
}

async function snapshot(core: Core, projectId: string, folder: string, productVersion: string) {
  return core.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await useUtc(tx);
      const row = await findProjectRow(tx, projectId);
      if (!row) throw notFound('project');
      const { storage, settings } = core;
      const maxBytes = settings.archiveMaxBytes;
      const entries = await collectEntries(tx, { storage, projectId, folder, maxBytes });
      const manifest: ArchiveManifest = {
        format: archiveFormat,
        product_version: productVersion,
        exported_at: new Date().toISOString(),
        project: { id: row.id, key: row.key, name: row.name },
        entries: entries.map(({ storagePath: _path, ...entry }) => entry),
      };
      return { manifest, entries };
    });
}

function streamArchive(core: Core, folder: string, manifest: ArchiveManifest, entries: ArchiveEntry[]) {
  const content = packArchive(core.storage, manifest, entries);
  finished(content, () => {
    core.storage
      .remove(folder)
      .catch((error: unknown) => core.log.warn({ err: error, folder }, 'an export left files behind'));
  });
  return content;
}

/** The whole project as it is at one moment, as one archive. The database is read before the first byte is sent. */
export async function exportProject(
  core: Core,
  call: Call,
  projectId: string,
  productVersion: string,
): Promise<Export> {
  const folder = await takeWorkFolder(core.storage);
  try {
    const { manifest, entries } = await snapshot(core, projectId, folder, productVersion);
    await write(core, call, async (w) => w.audit('project.exported', projectId, projectId));
    const day = manifest.exported_at.slice(0, 10);
    return {
      fileName: `${manifest.project.key.toLowerCase()}-${day}.overmind.tar.gz`,
      content: streamArchive(core, folder, manifest, entries),
    };
  } catch (error) {
    await core.storage.remove(folder);
    throw error;
  }
}
