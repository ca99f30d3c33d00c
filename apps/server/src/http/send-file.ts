import type { Artifact } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import type { Core } from '@overmind/core/core';
import { openStoredFile } from '@overmind/core/storage/stored-file';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface File {
  artifact: Pick<Artifact, 'mime_type' | 'size_bytes' | 'sha256'>;
  storagePath: string;
  /** As a sentence begins with it. */
  what: string;
  fileName: string;
  /** To be played where it stands; only for types that no browser runs. */
  isInline?: boolean;
}

/** One range of RFC 9110; several, or a malformed one, are answered with the whole. */
function parseRange(header: string | undefined, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const isSuffix = match[1] === '';
  const start = isSuffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = isSuffix || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start > end || start >= size)
    throw new AppError('range_refused', `The file has ${size} bytes; this range is outside.`);
  return { start, end };
}

/** Who holds another version of the file than this one is given all of it. */
function rangeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { size, etag }: { size: number; etag: string },
): { start: number; end: number } | null {
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return null;
  reply.header('content-range', `bytes */${size}`);
  const range = parseRange(request.headers.range, size);
  reply.removeHeader('content-range');
  return range;
}

/** Files of runs are hostile: an attachment that no browser renders or runs. */
export async function sendFile(
  core: Core,
  request: FastifyRequest,
  reply: FastifyReply,
  file: File,
): Promise<FastifyReply> {
  const { artifact } = file;
  const etag = `"${artifact.sha256}"`;
  const range = rangeOf(request, reply, { size: artifact.size_bytes, etag });
  const content = artifact.size_bytes === 0 ? '' : await openStoredFile(core, file, range ?? undefined);
  reply
    .type(artifact.mime_type)
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
    .header('content-disposition', `${file.isInline ? 'inline' : 'attachment'}; filename="${file.fileName}"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-length', range ? range.end - range.start + 1 : artifact.size_bytes);
  if (range)
    reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${artifact.size_bytes}`);
  await reply.send(content);
  return reply;
}
