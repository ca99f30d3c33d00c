import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '@overmind/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** An archive that makes a runner of any machine with Node and git. */
export interface RunnerProgram {
  archive: Buffer;
  etag: string;
}

/** Null where it was not built. */
export async function readRunnerProgram(file: string): Promise<RunnerProgram | null> {
  const archive = await readFile(file).catch(() => null);
  if (archive === null) return null;
  return { archive, etag: `"${createHash('sha256').update(archive).digest('hex')}"` };
}

/** Its address stays the same when the server is updated: what was kept is asked for again, by its hash. */
export async function sendRunnerProgram(
  program: RunnerProgram | null,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (program === null)
    throw new AppError('not_found', 'The runner was not built on this server. Build it: npm run build');
  reply.header('etag', program.etag).header('cache-control', 'no-cache');
  if (request.headers['if-none-match'] === program.etag) return reply.status(304).send();
  return reply
    .type('application/gzip')
    .header('content-disposition', 'attachment; filename="overmind-runner.tgz"')
    .send(program.archive);
}
