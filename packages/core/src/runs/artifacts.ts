import type { Readable } from 'node:stream';
import type { Artifact } from '@overmind/contracts/entities/run';
import { AppError, notFound } from '@overmind/contracts/errors';
import { newId, toJson } from '@overmind/db/database';
import { findArtifactOfRun, insertArtifact } from '@overmind/db/queries/execution/artifacts';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { type Keep, placeFiles, uploadGraceMs } from '../files/place.ts';
import { type Write, write } from '../write.ts';
import { requireLease } from './complete.ts';
import { lockRunWithTask } from './settle.ts';

const mimeTypes: Record<Artifact['kind'], string> = {
  diff: 'text/x-diff; charset=utf-8',
  patch: 'text/x-diff; charset=utf-8',
  report: 'text/markdown; charset=utf-8',
  test_results: 'application/json',
  screenshot: 'image/png',
  log: 'text/plain; charset=utf-8',
  terminal: 'application/x-asciicast',
  review: 'text/markdown; charset=utf-8',
};

const maxArtifactBytes = 4 * 1024 ** 3;

interface Upload {
  runId: string;
  leaseToken: string;
  kind: Artifact['kind'];
  name: string;
  sha256: string;
  content: Readable;
}

/** Stores a file of a live run; the same file sent again is stored once. */
export async function uploadArtifact(core: Core, call: Call, upload: Upload): Promise<Artifact> {
  const run = await findRunRow(core.db, upload.runId);
  if (!run) throw notFound('run');
  // The key stands for storing the file, not for this look at the lease.
  await write(core, { ...call, idempotency: null }, async (w) =>
    requireLease(w, (await lockRunWithTask(w, upload.runId)).run, upload.leaseToken),
  );
  const known = await findArtifactOfRun(core.db, upload.runId, upload.kind, upload.name);
  if (known?.artifact.sha256 === upload.sha256) {
    upload.content.resume();
    return known.artifact;
  }
  const id = newId();
  const path = `projects/${run.project_id}/artifacts/${upload.runId}/${id}`;
  return placeFiles(core, path, uploadGraceMs, async (keep) => {
    const { sizeBytes, sha256 } = await core.storage.put(path, upload.content, maxArtifactBytes);
    if (sha256 !== upload.sha256) {
      throw new AppError('invalid', 'The file arrived damaged: its SHA-256 differs from the one announced.');
    }
    return record(core, call, upload, { id, path, sizeBytes, keep });
  });
}

/** The same file may have been sent twice at once. */
async function requireSameFile(w: Write, upload: Upload): Promise<Artifact> {
  const known = await findArtifactOfRun(w.tx, upload.runId, upload.kind, upload.name);
  if (known?.artifact.sha256 === upload.sha256) return known.artifact;
  throw new AppError('conflict', 'This run has another file of that name.');
}

interface PlacedFile {
  id: string;
  path: string;
  sizeBytes: number;
  keep: Keep;
}

async function record(core: Core, call: Call, upload: Upload, file: PlacedFile): Promise<Artifact> {
  return write(core, call, async (w) => {
    const { run, task } = await lockRunWithTask(w, upload.runId);
    requireLease(w, run, upload.leaseToken);
    const artifact = await insertArtifact(w.tx, {
      id: file.id,
      project_id: run.project_id,
      task_id: task.id,
      run_id: run.id,
      kind: upload.kind,
      name: upload.name,
      storage_path: file.path,
      size_bytes: file.sizeBytes,
      sha256: upload.sha256,
      mime_type: upload.name.endsWith('.json') ? mimeTypes.test_results : mimeTypes[upload.kind],
      metadata: toJson({}),
    });
    if (!artifact) return requireSameFile(w, upload);
    await file.keep(w);
    w.emit(run.project_id, 'artifact.created', artifact.id, artifact);
    await w.taskEvent(run.project_id, {
      task_id: task.id,
      event_type: 'artifact',
      payload: {
        artifact_id: artifact.id,
        kind: artifact.kind,
        name: artifact.name,
        size_bytes: artifact.size_bytes,
      },
    });
    return artifact;
  });
}
