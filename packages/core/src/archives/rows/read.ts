import type { ArchiveTableName } from '@overmind/db/queries/archive/tables';
import { archiveTables } from '@overmind/db/queries/archive/tables';
import type { Storage } from '../../storage/storage.ts';
import { readLines } from '../lines.ts';
import { parseJson } from '../parse-json.ts';
import { refusal } from '../refusal.ts';
import { type ArchiveRow, archiveRows } from './all.ts';

const maxDepth = 64;

/** Refuses what the database cannot hold, and nesting that code which walks it could not bear. */
function requireStorable(value: unknown, where: string, depth = 0): void {
  if (depth > maxDepth) throw refusal(`${where} is nested too deeply.`);
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw refusal(`${where} holds text that cannot be stored.`);
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) for (const key of Object.keys(value)) requireStorable(key, where, depth + 1);
  for (const child of Array.isArray(value) ? value : Object.values(value))
    requireStorable(child, where, depth + 1);
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows come in the order of their key: one that is there twice is seen without remembering all. */
function isAfter(name: ArchiveTableName, row: Record<string, unknown>, last: Record<string, unknown> | null) {
  if (last === null) return true;
  for (const column of archiveTables[name].key) {
    const order = compare(row[column] as string | number, last[column] as string | number);
    if (order !== 0) return order > 0;
  }
  return false;
}

export const pathOfRows = (name: ArchiveTableName): string => `rows/${name}.ndjson`;

/** The rows of a table as they stand in the archive, each checked by itself. Throws the refusal of the archive. */
export async function* readRows<T extends ArchiveTableName>(
  storage: Storage,
  folder: string,
  name: T,
): AsyncGenerator<ArchiveRow<T>> {
  const path = pathOfRows(name);
  let number = 0;
  let last: Record<string, unknown> | null = null;
  for await (const line of readLines(storage.read(`${folder}/${path}`), path)) {
    number += 1;
    const where = `${path}, row ${number},`;
    const value = parseJson(line, where);
    requireStorable(value, where);
    const parsed = archiveRows[name].safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw refusal(`${where} breaks its schema: ${issue?.path.join('.') || 'the row'}: ${issue?.message}.`);
    }
    const row = parsed.data as ArchiveRow<T>;
    if (!isAfter(name, row, last)) throw refusal(`${where} is there twice, or out of order.`);
    last = row;
    yield row;
  }
}
