import { join } from 'node:path';
import type { RunSpool, SpooledArtifact } from '../spool/run-spool.ts';
import { postFile, type UploadEnd } from './post-file.ts';

/** Streams one artifact from the disk. Sending the same bytes twice has one effect. Throws when the server is not there. */
export function uploadArtifact(
  server: { url: string; token: string },
  spool: RunSpool,
  artifact: SpooledArtifact,
  signal: AbortSignal,
): Promise<UploadEnd> {
  const { job } = spool;
  const { kind, name, sha256 } = artifact;
  const query = new URLSearchParams({ lease_token: job.lease_token, kind, name, sha256 });
  const url = new URL(`${server.url}/api/runs/${job.run.id}/artifacts?${query}`);
  const file = { path: join(spool.folder, artifact.file), sizeBytes: artifact.size_bytes };
  return postFile(url, server.token, file, signal);
}
