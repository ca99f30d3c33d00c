import { findSequentialScans, openLogged } from '@overmind/db/test-support/logged';
import type { Core } from '../../core.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';

interface PlanNode {
  'Index Name'?: string;
  Plans?: PlanNode[];
}

const indexesIn = (node: PlanNode): string[] => [
  ...(node['Index Name'] === undefined ? [] : [node['Index Name']]),
  ...(node.Plans ?? []).flatMap(indexesIn),
];

interface Plans {
  /** By which the statements read. */
  indexes: string[];
  /** Tables that one of them reads from end to end. */
  scans: string[];
}

/** How the database does what some work asks of it. */
export async function plansOf(
  { core, database: { pool } }: TestCore,
  work: (core: Core) => Promise<unknown>,
): Promise<Plans> {
  const { db, statements } = openLogged(pool);
  await work({ ...core, db });
  const plans: Plans = { indexes: [], scans: [] };
  for (const statement of statements) {
    const { rows } = await pool.query(`explain (format json) ${statement.sql}`, [...statement.parameters]);
    plans.indexes.push(...indexesIn(rows[0]['QUERY PLAN'][0].Plan));
    plans.scans.push(...(await findSequentialScans(pool, statement)));
  }
  return plans;
}
