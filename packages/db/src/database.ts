import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { v7 } from 'uuid';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
/** A database or an open transaction: queries run on either. */
export type Db = Kysely<Schema> | Transaction<Schema>;
export type Tx = Transaction<Schema>;

export interface OpenOptions {
  connectionString: string;
  /** Most connections at once. */
  max?: number;
  onError?: (error: Error) => void;
}

export interface OpenDatabase extends AsyncDisposable {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

const int8 = 20;
/** bigint columns hold counters and byte sizes, all far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export function openDatabase({ connectionString, max = 16, onError }: OpenOptions): OpenDatabase {
  const pool = new pg.Pool({ connectionString, max, types, application_name: 'overmind', keepAlive: true });
  let closing: Promise<void> | undefined;
  // Closing resolves before the last sockets have ended; how those end concerns nobody.
  const report = (error: Error) => closing === undefined && onError?.(error);
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', report);
  // The pool listens only to idle ones; one that breaks between two statements of a transaction would end it too.
  pool.on('connect', (client) => client.on('error', report));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const close = () => (closing ??= db.destroy());
  return { db, pool, close, [Symbol.asyncDispose]: close };
}

/** UUID v7: sorts by time of creation. Made here since servers before PostgreSQL 18 cannot. */
export const newId = (): string => v7();

export const toJson = (value: unknown): string => JSON.stringify(value);
export const iso = (time: Date): string => time.toISOString();
export const isoOrNull = (time: Date | null): string | null => time?.toISOString() ?? null;
