import { createHash } from 'node:crypto';

/** Always the same id for the same words: a UUID of version 8, whose bits are anybody's own. */
export function hashedId(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [
    ...[hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`],
    hex.slice(20, 32),
  ].join('-');
}
