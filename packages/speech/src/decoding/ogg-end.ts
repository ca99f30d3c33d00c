import { open } from 'node:fs/promises';

const magic = 'OggS';
const headBytes = 27;
/** A page has at most 255 pieces of 255 bytes (RFC 3533). */
const mostPageBytes = headBytes + 255 + 255 * 255;

/**
 * Whether an Ogg file ends inside one of its pages. One that ends between two cannot be told from a whole one: not every
 * recorder marks the last.
 */
export async function endsInsidePage(path: string, sizeBytes: number): Promise<boolean> {
  await using file = await open(path);
  const length = Math.min(sizeBytes, mostPageBytes);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, sizeBytes - length);
  const tail = buffer.subarray(0, bytesRead);
  const start = tail.lastIndexOf(magic, undefined, 'latin1');
  if (start === -1) return true;
  const end = start + pageBytes(tail.subarray(start));
  const isBegun = end < tail.length && magic.startsWith(tail.toString('latin1', end));
  return end > tail.length || isBegun;
}

/** How long the page is of which these are the first bytes; longer than they are where its head is not whole. */
function pageBytes(page: Buffer): number {
  const pieces = page[headBytes - 1] ?? 0;
  const sizes = page.subarray(headBytes, headBytes + pieces);
  return headBytes + pieces + sizes.reduce((sum, size) => sum + size, 0);
}
