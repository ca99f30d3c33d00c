import type { Page } from '@overmind/contracts/entities/primitives';
import { AppError } from '@overmind/contracts/errors';

type Key = string | number;

const invalidCursor = () => new AppError('malformed', 'This cursor is not one that a list gave you.');

/** Opaque to callers: the sort key of the last row they have. */
export function encodeCursor(key: readonly Key[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `malformed` for anything `encodeCursor` did not make. */
export function decodeCursor(cursor: string, length: number): Key[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalidCursor();
  }
  const isKey = (part: unknown): part is Key =>
    (typeof part === 'string' && !part.includes('\0')) || typeof part === 'number';
  if (!Array.isArray(key) || key.length !== length || !key.every(isKey)) throw invalidCursor();
  return key;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id in a cursor of one UUID. */
export function decodeIdCursor(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string' || !uuid.test(id)) throw invalidCursor();
  return id;
}

/** A page from `limit + 1` rows: the extra row only says that there is more. */
export function toPage<R, T>(
  rows: R[],
  limit: number,
  key: (row: R) => readonly Key[],
  map: (row: R) => T,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(map), next_cursor: rows.length > limit && last ? encodeCursor(key(last)) : null };
}
