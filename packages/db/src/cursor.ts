import type { Page } from '@overmind/contracts/entities/primitives';
import { AppError } from '@overmind/contracts/errors';
import { sql } from 'kysely';

type Key = string | number;

const invalidCursor = () => new AppError('malformed', 'This cursor is not one that a list gave you.');

/** Opaque to callers: the sort key of the last row they have. */
export function encodeCursor(key: readonly Key[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const maxInteger = 2 ** 31 - 1;
const isCount = (part: unknown, max: number) =>
  Number.isSafeInteger(part) && Number(part) >= 0 && Number(part) <= max;

/** What a part of a cursor may be, so that a forged one never reaches the database. */
const isPart = {
  id: (part: unknown) => typeof part === 'string' && uuid.test(part),
  integer: (part: unknown) => isCount(part, maxInteger),
  micros: (part: unknown) => isCount(part, Number.MAX_SAFE_INTEGER),
} as const;
type PartKind = keyof typeof isPart;
type PartOf<K extends PartKind> = K extends 'id' ? string : number;

/** The parts of a cursor. Throws `malformed` for anything `encodeCursor` did not make. */
export function decodeCursor<K extends readonly PartKind[]>(
  cursor: string,
  ...kinds: K
): { [I in keyof K]: PartOf<K[I]> } {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalidCursor();
  }
  const isRight =
    Array.isArray(key) && key.length === kinds.length && kinds.every((kind, i) => isPart[kind](key[i]));
  if (!isRight) throw invalidCursor();
  return key as { [I in keyof K]: PartOf<K[I]> };
}

/** The id in a cursor of one UUID. */
export const decodeIdCursor = (cursor: string): string => decodeCursor(cursor, 'id')[0];

/** A time as a cursor keeps it: a `Date` would cut off the microseconds, and rows would repeat or be missed. */
export const microsOf = (column: string) =>
  sql<number>`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint`;
export const timeOfMicros = (micros: number) =>
  sql<Date>`('epoch'::timestamptz + ${micros}::float8 * interval '1 microsecond')`;

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
