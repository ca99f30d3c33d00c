import { createReadStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Artifact } from '@overmind/contracts/entities/run';
import { type ErrorCode, Problem } from '@overmind/contracts/errors';
import type { RunSpool, SpooledArtifact } from '../spool/run-spool.ts';

export type UploadEnd = { kind: 'stored'; id: string } | { kind: 'refused'; code: ErrorCode; detail: string };

const mostAnswerBytes = 1024 * 1024;
const silenceMs = 60_000;

/** Streams one artifact from the disk. Sending the same bytes twice has one effect. Throws when the server is not there. */
export async function uploadArtifact(
  server: { url: string; token: string },
  spool: RunSpool,
  artifact: SpooledArtifact,
  signal: AbortSignal,
): Promise<UploadEnd> {
  const { job } = spool;
  const { kind, name, sha256 } = artifact;
  const query = new URLSearchParams({ lease_token: job.lease_token, kind, name, sha256 });
  const url = new URL(`${server.url}/api/runs/${job.run.id}/artifacts?${query}`);
  const headers = {
    authorization: `Bearer ${server.token}`,
    'content-type': 'application/octet-stream',
    'content-length': artifact.size_bytes,
  };
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = start(url, { method: 'POST', headers, signal, timeout: silenceMs });
  request.on('timeout', () => request.destroy(new Error('the server fell silent during an upload')));
  const answer = new Promise<IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  );
  const body = createReadStream(join(spool.folder, artifact.file), {
    end: Math.max(0, artifact.size_bytes - 1),
  });
  // A refusal may come before the whole body was sent; the answer then counts, not the broken pipe.
  const sent = pipeline(body, request).catch((error: unknown) => error);
  const response = await answer;
  const text = await readAll(response);
  body.destroy();
  await sent;
  return interpret(response.statusCode ?? 0, text);
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostAnswerBytes) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function interpret(status: number, text: string): UploadEnd {
  const body = parseJson(text);
  if (status === 200 || status === 201) {
    const artifact = Artifact.pick({ id: true }).safeParse(body);
    if (artifact.success) return { kind: 'stored', id: artifact.data.id };
  }
  const problem = Problem.safeParse(body);
  if (problem.success) return { kind: 'refused', code: problem.data.code, detail: problem.data.detail };
  return { kind: 'refused', code: 'unavailable', detail: `the server answered ${status}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
