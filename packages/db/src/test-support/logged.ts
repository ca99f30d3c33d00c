import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

/** A database on the pool that notes every statement it runs. */
export function openLogged(pool: Pool): { db: Database; statements: CompiledQuery[] } {
  const statements: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void statements.push(query),
  });
  return { db, statements };
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

async function explain(pool: Pool, { sql, parameters }: CompiledQuery): Promise<PlanNode[]> {
  const { rows } = await pool.query(`explain (format json) ${sql}`, [...parameters]);
  const [{ Plan: root }] = rows[0]['QUERY PLAN'] as [{ Plan: PlanNode }];
  return nodesOf(root);
}

/** The tables that a statement would read from end to end. */
export async function findSequentialScans(pool: Pool, statement: CompiledQuery): Promise<string[]> {
  const scans = (await explain(pool, statement)).filter((node) => node['Node Type'] === 'Seq Scan');
  return scans.map((node) => node['Relation Name'] ?? '');
}

/** The indexes that a statement would read. */
export async function findIndexes(pool: Pool, statement: CompiledQuery): Promise<string[]> {
  return (await explain(pool, statement)).flatMap((node) => node['Index Name'] ?? []);
}
