import type { ColumnType, JSONColumnType } from 'kysely';

export type Time = ColumnType<Date, Date | string, Date | string>;
export type DefaultTime = ColumnType<Date, Date | string | undefined, Date | string>;
export type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** A jsonb column: read as a value, written as JSON text. */
export type Json<T> = JSONColumnType<T & object, string | undefined, string>;
export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
