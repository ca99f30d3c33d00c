import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@overmind/db/database';

const base64Forms = (secret: string): string[] =>
  [0, 1, 2].flatMap((shift) => {
    const text = Buffer.from(`${' '.repeat(shift)}${secret}`).toString('base64');
    // Only what no byte before or after it has a part in.
    const inner = text.slice(shift === 0 ? 0 : 4, -4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });

/** A secret in every form in which it could come out. */
export function formsOf(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  const url = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, json, url, url.toLowerCase(), hex, hex.toUpperCase(), ...base64Forms(secret)])];
}

/** Every row of every table as the database prints it, the queue's included. */
export async function readDatabase(connectionString: string): Promise<string> {
  await using database = openDatabase({ connectionString, max: 1 });
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = [];
  for (const { name } of tables) {
    const { rows } = await database.pool.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(name, ...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** All files below a folder, as text. */
export async function readFolder(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  return texts.join('\n');
}
