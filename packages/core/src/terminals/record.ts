import type { Readable } from 'node:stream';
import type { Artifact } from '@overmind/contracts/entities/run';
import { AppError, notFound } from '@overmind/contracts/errors';
import { newId, toJson } from '@overmind/db/database';
import { findArtifactOfRun, insertArtifact } from '@overmind/db/queries/execution/artifacts';
import { findRunRow, type RunRow } from '@overmind/db/queries/execution/runs';
import { findTerminal, setRecording } from '@overmind/db/queries/execution/terminals';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { placeFiles, uploadGraceMs } from '../files/place.ts';
import { write } from '../write.ts';
import { closeTerminal } from './close.ts';

const maxRecordingBytes = 128 * 1024 * 1024;

interface Recording {
  terminalId: string;
  sha256: string;
  content: Readable;
}

/** The run whose terminal it is, if this runner held it. */
async function requireOwn(core: Core, call: Call, terminalId: string): Promise<RunRow> {
  const terminal = await findTerminal(core.db, terminalId);
  const run = terminal === null ? null : await findRunRow(core.db, terminal.run_id);
  if (run === null || call.actor.kind !== 'runner' || run.runner_id !== call.actor.runnerId)
    throw notFound('terminal');
  return run;
}

/** Keeps what was seen on a terminal as an artifact of its run; the same recording again is kept once. */
export async function storeRecording(core: Core, call: Call, recording: Recording): Promise<Artifact> {
  const run = await requireOwn(core, call, recording.terminalId);
  const name = `terminal-${recording.terminalId}.cast`;
  const known = await findArtifactOfRun(core.db, run.id, 'terminal', name);
  if (known) {
    recording.content.resume();
    return known.artifact;
  }
  const id = newId();
  const path = `projects/${run.project_id}/artifacts/${run.id}/${id}`;
  const artifact = await placeFiles(core, path, uploadGraceMs, async (keep) => {
    const { sizeBytes, sha256 } = await core.storage.put(path, recording.content, maxRecordingBytes);
    if (sha256 !== recording.sha256)
      throw new AppError(
        'invalid',
        'The recording arrived damaged: its SHA-256 differs from the one announced.',
      );
    return write(core, { ...call, idempotency: null }, async (w) => {
      const inserted = await insertArtifact(w.tx, {
        ...{ id, project_id: run.project_id, task_id: run.task_id, run_id: run.id },
        ...{ kind: 'terminal', name, storage_path: path, size_bytes: sizeBytes, sha256 },
        mime_type: 'application/x-asciicast',
        metadata: toJson({ terminal_id: recording.terminalId }),
      });
      if (!inserted) return (await findArtifactOfRun(w.tx, run.id, 'terminal', name))?.artifact ?? null;
      await keep(w);
      await setRecording(w.tx, recording.terminalId, id);
      w.emit(run.project_id, 'artifact.created', id, inserted);
      return inserted;
    });
  });
  await closeTerminal(core, recording.terminalId, 'The terminal was closed.');
  if (artifact === null) throw notFound('terminal');
  return artifact;
}
