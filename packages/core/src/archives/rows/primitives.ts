import { Timestamp, Uuid } from '@overmind/contracts/entities/primitives';
import type { ArchiveColumn, ArchiveTableName } from '@overmind/db/queries/archive/tables';
import { z } from 'zod';

/** What an `integer` column holds. */
export const Int = z.int32();
export const Count = Int.min(0);
/** Longer than anything that came in by the API; the database itself has no limit. */
export const AnyText = z.string().max(8_000_000);
export const Time = Timestamp;
export const Id = Uuid;
export const JsonObject = z.record(z.string(), z.unknown());

export const nullable = {
  id: Id.nullable(),
  time: Time.nullable(),
  text: AnyText.nullable(),
} as const;

/** A schema for exactly the columns that the archive holds of a table. */
export const rowOf = <T extends ArchiveTableName, S extends Record<ArchiveColumn<T>, z.ZodType>>(
  _table: T,
  shape: S & Record<Exclude<keyof S, ArchiveColumn<T>>, never>,
) => z.strictObject(shape as S);
