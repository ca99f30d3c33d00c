import { Readable } from 'node:stream';
import type { ExportFile } from '@overmind/core/conversations/export-file';
import type { FastifyReply } from 'fastify';

/** Others wrote it: an attachment that no browser renders or runs. */
export async function sendExport(
  reply: FastifyReply,
  { name, mimeType, content }: ExportFile,
): Promise<void> {
  await reply
    .type(mimeType)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(Readable.from(content));
}
