import { createReadStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Artifact } from '@overmind/contracts/entities/run';
import { type ErrorCode, Problem } from '@overmind/contracts/errors';

export type UploadEnd = { kind: 'stored'; id: string } | { kind: 'refused'; code: ErrorCode; detail: string };

export interface FileToPost {
  path: string;
  sizeBytes: number;
}

const mostAnswerBytes = 1024 * 1024;
const silenceMs = 60_000;

/** Streams a file from the disk to where artifacts are made of it. Throws when the server is not there. */
export async function postFile(
  url: URL,
  token: string,
  file: FileToPost,
  signal: AbortSignal,
): Promise<UploadEnd> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/octet-stream',
    'content-length': file.sizeBytes,
  };
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = start(url, { method: 'POST', headers, signal, timeout: silenceMs });
  request.on('timeout', () => request.destroy(new Error('the server fell silent during an upload')));
  const answer = new Promise<IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  );
  const body = createReadStream(file.path, { end: Math.max(0, file.sizeBytes - 1) });
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
